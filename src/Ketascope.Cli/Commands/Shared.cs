using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Solvers.Stepping;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Cli.Commands;

/// <summary>Options that more than one command takes; each command makes its own.</summary>
internal static class Shared
{
    public static Argument<string> Model() => new("MODEL") { Description = "The model: Antimony text (.ant) or SBML (.xml)" };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Give parameters other values: NAME=VALUE, separated by commas or given repeatedly",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Other published numbers of drugs at targets.</summary>
    public static Option<string[]> Alternative() => new("--alternative")
    {
        Description = "Take other published numbers at a target, by name: \"mu=Finck 1982\"; given repeatedly ('drugs NAME' lists them)",
        HelpName = "TARGET=NAME",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<int> Seed() =>
        Number("--seed", "The seed of virtual people, of demands (PCA) and of random start values; the same one draws the same (default: 1)", "N", 1);

    /// <summary>The file of observations of an area.</summary>
    public static Option<string?> Observations() => new("--data")
    {
        Description = "The observations (docs/observations.md; default: those that come with Ketascope)",
        HelpName = "FILE",
    };

    /// <summary>The seed that was given.</summary>
    /// <param name="seed">The number that was given.</param>
    /// <exception cref="UserErrorException">It is negative.</exception>
    public static ulong ReadSeed(int seed) => seed >= 0 ? (ulong)seed : throw new UserErrorException("the seed must not be negative");

    /// <summary>The windows over which areas are asked for.</summary>
    /// <param name="times">How times are written.</param>
    public static Option<string[]> Areas(string times) => new("--auc")
    {
        Description = $"Show the area under the curve from one time to another, {times}; separated by commas or given repeatedly",
        HelpName = "FROM:TO",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Units of body weight, in kg.</summary>
    public static IReadOnlyDictionary<string, double> WeightUnits { get; } = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase)
    {
        ["kg"] = 1,
        ["lb"] = 0.45359237,
        ["lbs"] = 0.45359237,
    };

    /// <summary>Units of age, in years.</summary>
    public static IReadOnlyDictionary<string, double> AgeUnits { get; } = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase)
    {
        ["years"] = 1,
        ["year"] = 1,
        ["y"] = 1,
        ["months"] = 1.0 / 12,
        ["month"] = 1.0 / 12,
        ["mo"] = 1.0 / 12,
    };

    private static Dictionary<string, double> NoUnits { get; } = [];

    /// <summary>An option whose value is a number that describes a person, or how it varies between virtual people: 70, 70 (12), 53-93.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="helpName">What stands for its value in the help.</param>
    /// <param name="units">The units that may stand behind the number, and what each is in the first of them; null for none.</param>
    public static Option<PrintedNumber?> Person(string name, string description, string helpName,
        IReadOnlyDictionary<string, double>? units = null) => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                PrintedNumber? number = PrintedNumber.TryParse(text, units ?? NoUnits);
                if (number is null)
                {
                    result.AddError($"{name}: '{text}' is not a finite number, nor a mean with its standard deviation such as \"70 (12)\", nor a range such as 53-93{(units is null ? "" : $"; a unit behind it is one of {string.Join(", ", units.Keys)}")}");
                }

                return number;
            },
        };

    public static Option<double> RelativeTolerance() => Number("--rtol", "Relative tolerance of a step (default: 1e-6)", "NUMBER", 1e-6);

    public static Option<double?> AbsoluteTolerance() =>
        Number<double?>("--atol", "Absolute tolerance of a step, in each variable's unit (default: from the size of each variable)", "NUMBER", null);

    public static Option<double> MaxStep() =>
        Number("--max-step", "The longest step, in the model's unit of time (default: no limit)", "TIME", double.PositiveInfinity);

    public static Option<bool> NoCheck() => new("--no-check")
    {
        Description = "Do not solve the first subjects again more tightly, which tells where values depend on the tolerance",
    };

    public static Option<bool> IgnoreFast() => new("--ignore-fast") { Description = "Take reactions that are marked fast (fast=\"true\") for ordinary ones; else they are at equilibrium at every moment" };

    public static Option<string> Method() => Word(
        "--method",
        $"The solver (default: {SolverCatalogue.Methods[0].Word}). {string.Join("; ", SolverCatalogue.Methods.Select(method => $"{method.Word}: {method.Description}"))}",
        [.. SolverCatalogue.Methods.Select(method => method.Word)]);

    /// <summary>An option whose value is a finite number.</summary>
    public static Option<T> Number<T>(string name, string description, string helpName, T missing) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => missing,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            bool whole = typeof(T) == typeof(int) || typeof(T) == typeof(int?);
            if (whole && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count))
            {
                return (T)(object)count;
            }

            if (!whole && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
            {
                return (T)(object)number;
            }

            result.AddError($"{name}: '{text}' is not a {(whole ? "whole" : "finite")} number");
            return missing;
        },
    };

    /// <summary>An option whose value is one of some words; the first when it is not given.</summary>
    public static Option<string> Word(string name, string description, params string[] words) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', words),
        DefaultValueFactory = _ => words[0],
        CustomParser = result => ReadWord(result, name, words),
    };

    /// <summary>An option whose value is one of some words; null when it is not given.</summary>
    public static Option<string?> OptionalWord(string name, string description, params string[] words) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', words),
        CustomParser = result => ReadWord(result, name, words),
    };

    public static Option<string?> Table(string what) => new("--table")
    {
        Description = $"Write {what} as CSV; - is standard output (docs/files.md)",
        HelpName = "FILE",
    };

    public static Option<string?> Plot() => new("--plot")
    {
        Description = "Write a plot: FILE.svg or FILE.png; - is standard output, as SVG",
        HelpName = "FILE",
    };

    public static Option<bool> LogAxis() => new("--log") { Description = "Draw plots with a logarithmic value axis" };

    public static Option<string?> Request() => new("--request")
    {
        Description = "Write what is asked as JSON, for 'ketascope ask FILE'; - is standard output",
        HelpName = "FILE",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON: tables, pictures, notes and what was asked" };

    /// <summary>What changes the metabolism of ketamine in the person.</summary>
    public static Option<string?> With() => new("--with")
    {
        Description = "What else is taken, or a genotype, that changes the metabolism of ketamine: clarithromycin, " +
            "rifampicin, \"grapefruit juice\", CYP2B6*6/*6 ... (docs/models.md)",
        HelpName = "NAME",
    };

    /// <summary>Whether an option stands on the command line.</summary>
    public static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Refuses options that would change nothing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">The options.</param>
    /// <param name="why">What is said after the option's name.</param>
    /// <exception cref="UserErrorException">One of them is given.</exception>
    public static void Refuse(ParseResult parsed, Option[] options, string why)
    {
        if (options.FirstOrDefault(option => IsGiven(parsed, option)) is { } other)
        {
            throw new UserErrorException($"{other.Name} {why}");
        }
    }

    private static string ReadWord(ArgumentResult result, string name, string[] words)
    {
        string text = result.Tokens[0].Value;
        if (!words.Contains(text))
        {
            result.AddError($"{name}: '{text}' is not one of {string.Join(", ", words)}{NearestName.Hint(text, words)}");
        }

        return text;
    }
}
