using System.CommandLine;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope convert IN OUT</c>: a model in the other language.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string> Input = new("IN") { Description = "The model: Antimony text or SBML, as its content says" };
    private static readonly Argument<string> Output = new("OUT")
    {
        Description = "The file to write: .ant for Antimony, .xml or .sbml for SBML Level 3 Version 2; - is standard output, in the other language than IN",
    };

    private static readonly Option<bool> IgnoreFast = new("--ignore-fast")
    {
        Description = "Write reactions that are marked fast (fast=\"true\") as ordinary ones",
    };

    private static readonly AnswerOptions Files = new();

    public static string[] Examples { get; } =
        ["convert model.xml model.ant", "convert models/receptors/nmda/nmda.ant nmda.xml", "convert model.xml -", "convert model.xml slow.xml --ignore-fast"];

    public static Command Create()
    {
        Command command = new("convert", "Write a model in another language: Antimony or SBML") { Input, Output, IgnoreFast };
        Files.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string output = parsed.GetRequiredValue(Output);
        return Answer.WriteAsync(
            parsed,
            new ConvertRequest { In = parsed.GetRequiredValue(Input), To = Language(output), IgnoreFast = parsed.GetValue(IgnoreFast) },
            Files.Read(parsed) with { Text = output },
            cancellation);
    }

    /// <summary>The language that the name of a file says; null for a stream, which says none.</summary>
    private static string? Language(string output) => Path.GetExtension(output).ToUpperInvariant() switch
    {
        ".ANT" or ".TXT" => "antimony",
        ".XML" or ".SBML" => "sbml",
        "" when OutputFile.IsStream(output) => null,
        "" => throw new UserErrorException(
            $"'{output}' does not say in which language the model is to be written: name it .ant (Antimony) or .xml, .sbml (SBML)"),
        var other =>
            throw new UserErrorException($"'{output}' ends with '{other.ToLowerInvariant()}'; a model is written to .ant (Antimony) or .xml, .sbml (SBML)"),
    };
}
