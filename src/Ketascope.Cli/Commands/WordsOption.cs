using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ketascope.Cli.Commands;

/// <summary>Options whose value may be several words (<c>--then wash 30s</c>): all words up to the next option belong to it, with or without quotes.</summary>
internal static class WordsOption
{
    /// <summary>An option that is given once; null when it is not given.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it says.</param>
    /// <param name="helpName">What its value is called in the help.</param>
    /// <param name="alsoCalled">Other names of the option.</param>
    public static Option<string?> Once(string name, string description, string helpName, params string[] alsoCalled) => new(name, alsoCalled)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result =>
        {
            if (result.Parent is OptionResult { IdentifierTokenCount: > 1 })
            {
                result.AddError($"{name} is given more than once");
            }

            RefuseOptions(result, name);
            return string.Join(' ', result.Tokens.Select(token => token.Value));
        },
    };

    /// <summary>An option that may be given again and again; <see cref="Values"/> reads it.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it says.</param>
    /// <param name="helpName">What its value is called in the help.</param>
    public static Option<string[]> Repeated(string name, string description, string helpName)
    {
        Option<string[]> option = new(name)
        {
            Description = description,
            HelpName = helpName,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        option.Validators.Add(result => RefuseOptions(result, name));
        return option;
    }

    /// <summary>The values of an option in order, one for each time that it was given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option.</param>
    public static List<string> Values(ParseResult parsed, Option<string[]> option)
    {
        List<string> values = [];
        bool isInside = false;
        foreach (Token token in parsed.Tokens)
        {
            if (token.Type == TokenType.Argument && isInside)
            {
                values[^1] = $"{values[^1]} {token.Value}".Trim();
            }
            else if (token.Type != TokenType.Argument)
            {
                isInside = token.Type == TokenType.Option && token.Value == option.Name;
                if (isInside)
                {
                    values.Add("");
                }
            }
        }

        return values;
    }

    /// <summary>A misspelled option is no word of the value.</summary>
    private static void RefuseOptions(SymbolResult result, string name)
    {
        if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
        {
            result.AddError($"{name}: there is no option '{option.Value}'");
        }
    }
}
