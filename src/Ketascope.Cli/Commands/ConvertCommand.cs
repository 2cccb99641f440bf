using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Language;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;
using Ketascope.Language.Sbml;
using Ketascope.Language.Writing;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope convert IN OUT</c>: a model in the other language.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string> Input = new("IN") { Description = "The model: Antimony text or SBML, as its content says" };
    private static readonly Argument<string> Output = new("OUT") { Description = "The file to write: .ant for Antimony, .xml or .sbml for SBML Level 3 Version 2; - is standard output, in the other language than IN" };

    private static readonly Option<bool> IgnoreFast = new("--ignore-fast") { Description = "Write reactions that are marked fast (fast=\"true\") as ordinary ones" };

    public static string[] Examples { get; } = ["convert model.xml model.ant", "convert models/receptors/nmda/nmda.ant nmda.xml", "convert model.xml -", "convert model.xml slow.xml --ignore-fast"];

    public static Command Create()
    {
        Command command = new("convert", "Write a model in another language: Antimony or SBML") { Input, Output, IgnoreFast };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        string input = parsed.GetRequiredValue(Input), output = parsed.GetRequiredValue(Output);
        bool? isAntimony = Path.GetExtension(output).ToUpperInvariant() switch
        {
            ".ANT" or ".TXT" => true,
            ".XML" or ".SBML" => false,
            "" when OutputFile.IsStream(output) => null,
            "" => throw new UserErrorException($"'{output}' does not say in which language the model is to be written: name it .ant (Antimony) or .xml, .sbml (SBML)"),
            var other => throw new UserErrorException($"'{output}' ends with '{other.ToLowerInvariant()}'; a model is written to .ant (Antimony) or .xml, .sbml (SBML)"),
        };
        Outputs.Prepare(parsed, output, null);
        DiagnosticBag diagnostics = new();
        List<SourceText> sources = [];
        ModelDocument document = ModelFile.Read(input, diagnostics, sources) ?? throw new UserErrorException(diagnostics);
        document = parsed.GetValue(IgnoreFast) ? document.WithoutFastReactions() : document;
        bool toAntimony = isAntimony ?? SbmlReader.IsXml(sources[0].Text);
        WrittenModel written = (toAntimony ? AntimonyWriter.Write(document, diagnostics) : SbmlWriter.Write(document, diagnostics)) ?? throw new UserErrorException(diagnostics);
        OutputFile.WriteText(output, writer => writer.Write(written.Text), cancellation);
        foreach (Diagnostic item in diagnostics.Items)
        {
            Console.Error.WriteLine(item);
        }

        WarnOfProblems(document, sources, input);
        foreach (string line in Renamed(written))
        {
            Console.Out.WriteLine(line);
        }

        return ExitCode.Success;
    }

    /// <summary>
    /// A part of a model, whose values come from the model around it, is written like any other; but whoever takes it for a whole one must know that
    /// it cannot run.
    /// </summary>
    private static void WarnOfProblems(ModelDocument document, List<SourceText> sources, string input)
    {
        DiagnosticBag problems = new();
        ModelLoading.Check(document, sources, problems);
        Diagnostic[] errors = [.. problems.Items.Where(item => item.Severity == Severity.Error)];
        if (errors.Length > 0)
        {
            Console.Error.WriteLine(TextWrap.Paragraph(
                $"warning: the model was written, but it cannot run as it is: 'ketascope model check {input}' finds {errors.Length} error{(errors.Length == 1 ? "" : "s")}, the first of them: {errors[0].Message}", indent: 2));
        }
    }

    /// <summary>A line for each name that is another in the written text; one line for all parts of submodels whose dots alone had to go.</summary>
    private static IEnumerable<string> Renamed(WrittenModel written)
    {
        ILookup<bool, KeyValuePair<string, string>> byKind = written.Names.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToLookup(pair => pair.Value == pair.Key.Replace(".", "__", StringComparison.Ordinal));
        IEnumerable<string> lines = byKind[false].Select(pair => $"'{pair.Key}' is called '{pair.Value}'");
        return byKind[true].FirstOrDefault() is { Key: { } name } first
            ? lines.Prepend($"'{name}' is called '{first.Value}'{(byKind[true].Count() > 1 ? $", and so on: {byKind[true].Count()} names with dots" : "")}")
            : lines;
    }
}
