using System.CommandLine;
using Ketascope.Solvers.Contract;

namespace Ketascope.Cli.Commands;

/// <summary>Options that more than one command takes; each command makes its own.</summary>
internal static class Shared
{
    public static Argument<string> Model() => new("MODEL") { Description = "The model: an Antimony text (.ant)" };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Give parameters other values: NAME=VALUE, separated by commas or given repeatedly",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<double> RelativeTolerance() => new("--rtol") { Description = "Relative tolerance of a step", DefaultValueFactory = _ => 1e-6, HelpName = "NUMBER" };

    public static Option<double> AbsoluteTolerance() => new("--atol") { Description = "Absolute tolerance of a step, in each variable's unit", DefaultValueFactory = _ => 1e-9, HelpName = "NUMBER" };

    public static Option<string> Method() => OneOf(new Option<string>("--method") { Description = "The solver", DefaultValueFactory = _ => "auto" }, "auto", "tsit5", "rodas5p");

    public static Option<string?> Plot() => new("--plot") { Description = "Write a plot: FILE.svg or FILE.png", HelpName = "FILE" };

    public static Option<bool> LogAxis() => new("--log") { Description = "Draw plots with a logarithmic value axis" };

    public static SolverSettings Solver(ParseResult parsed, Option<double> rtol, Option<double> atol, Option<string> method) => new()
    {
        RelativeTolerance = parsed.GetValue(rtol),
        AbsoluteTolerance = parsed.GetValue(atol),
        Method = parsed.GetValue(method) switch
        {
            "tsit5" => SolverMethod.Tsit5,
            "rodas5p" => SolverMethod.Rodas5P,
            _ => SolverMethod.Automatic,
        },
    };

    private static Option<string> OneOf(Option<string> option, params string[] words)
    {
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
