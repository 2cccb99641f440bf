using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary>The files that a command is to write, looked at before any work is done.</summary>
internal static class Outputs
{
    private const string FileName = "FILE";

    /// <summary>
    /// Makes sure that each can be written, and that none takes the place of another or of a file that is read. Where one goes to standard output,
    /// all else that the command
    /// prints goes to the error stream, so that the two do not mix.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="file">Where a table or a page is to go, or null.</param>
    /// <param name="picture">Where a picture is to go, or null.</param>
    /// <param name="request">Where the request is to go, or null.</param>
    /// <param name="asked">Gives what is asked as JSON, which may name files that the command line does not; made only where a file is to be written.</param>
    /// <exception cref="OutputException">One of them cannot be written.</exception>
    /// <exception cref="UserErrorException">Two names are of one file.</exception>
    public static void Prepare(ParseResult parsed, string? file, string? picture, string? request, Func<JsonObject> asked)
    {
        string[] all = [.. new[] { file, picture, request }.OfType<string>()];
        (string Of, string Value)[] written = [.. parsed.CommandResult.Children.SelectMany(Names)];
        (string Of, string Value)[] words = all.Length == 0 ? [] : [.. Words(asked())];
        foreach (string output in all)
        {
            // What the command line names stands in the request too, so that the request is looked at second.
            RequireOnce(output, written);
            RequireOnce(output, [.. written.Where(name => all.Contains(name.Value)), .. words]);
        }

        foreach (string text in new[] { file, request }.OfType<string>())
        {
            OutputFile.RequireWritable(text);
        }

        if (picture is not null)
        {
            PictureFile.RequireWritable(picture);
        }

        int printed = all.Count(OutputFile.IsStandardOutput);
        if (printed > 1)
        {
            throw new UserErrorException("only one file can go to standard output; give the other a name");
        }

        if (printed == 1)
        {
            Console.SetOut(Console.Error);
        }
    }

    private static void RequireOnce(string output, (string Of, string Value)[] names)
    {
        string[] same = [.. names.Where(name => OutputFile.IsSame(output, name.Value)).Select(name => name.Of)];
        if (same.Length > 1)
        {
            throw new UserErrorException(
                $"{string.Join(" and ", same)} name the same file '{output}', which would be overwritten; give the output another name");
        }
    }

    /// <summary>The names of files on the command line, each with what it is given for.</summary>
    private static IEnumerable<(string Of, string Value)> Names(SymbolResult result) => result switch
    {
        OptionResult { Option.HelpName: FileName } option => option.Tokens.Select(token => (option.Option.Name, token.Value)),
        ArgumentResult argument => argument.Tokens.Select(token => (argument.Argument.Name, token.Value)),
        _ => [],
    };

    /// <summary>The words of a request, each with the name of its member. Some of them name files, and no other word is the name of an output.</summary>
    private static IEnumerable<(string Of, string Value)> Words(JsonNode node) => node switch
    {
        JsonObject members => members.Where(member => member.Value is not null).SelectMany(member => Words(member.Value!)),
        JsonArray items => items.Where(item => item is not null).SelectMany(item => Words(item!)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [($"'{value.GetPath()[2..]}' of the request", value.GetValue<string>())],
        _ => [],
    };
}
