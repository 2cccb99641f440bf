using System.CommandLine;
using System.CommandLine.Parsing;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Cli.Commands;

/// <summary>What is wrong with a command line, in one sentence, with the nearest right word.</summary>
internal static class UsageError
{
    /// <summary>The sentence.</summary>
    /// <param name="parsed">A command line that could not be understood.</param>
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string line = string.Join(' ', Line(parsed.CommandResult));
        return $"{Problem(parsed, command)} (for more: {line} --help)";
    }

    private static string Problem(ParseResult parsed, Command command)
    {
        // A misspelled option may have been taken for an argument, so that another word is left over.
        if (parsed.Tokens.FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal)) is { Value: var option })
        {
            return $"there is no option '{option}'{NearestName.Hint(option, command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(one => one.Recursive))).Select(one => one.Name))}";
        }

        if (command.Subcommands.Count > 0 && (command.Action is null || parsed.UnmatchedTokens.Count > 0))
        {
            string known = string.Join(", ", command.Subcommands.Select(one => one.Name));
            return parsed.UnmatchedTokens is [var word, ..]
                ? $"there is no command '{word}' (there are {known}){NearestName.Hint(word, command.Subcommands.Select(one => one.Name))}"
                : $"a command is missing; the commands are {known}";
        }

        // What a value of an option or argument is wrong in says more than a word that is left over.
        if (parsed.Errors.FirstOrDefault(error => error.SymbolResult is OptionResult or ArgumentResult) is { } error)
        {
            return error.Message.TrimEnd('.');
        }

        return parsed.UnmatchedTokens is [var extra, ..]
            ? $"'{extra}' is one word too many; text with spaces needs quotes, as in ketascope {SimulateCommand.Examples[0]}"
            : parsed.Errors[0].Message.TrimEnd('.');
    }

    private static IEnumerable<string> Line(CommandResult? result) => result is null ? [] : Line(result.Parent as CommandResult).Append(result.Command is RootCommand ? "ketascope" : result.Command.Name);
}
