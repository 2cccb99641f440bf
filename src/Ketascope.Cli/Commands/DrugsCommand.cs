using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope drugs</c>: what there is of drugs.</summary>
internal static class DrugsCommand
{
    private static readonly Argument<string?> Name = new("NAME") { Description = "A drug (default: all, as a list)", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> At = new("--at")
    {
        Description = "Show how much of each target a free concentration occupies: 0.8uM, 190 ng/mL",
        HelpName = "CONC",
    };
    private static readonly Option<string[]> Alternative = Shared.Alternative();
    private static readonly AnswerOptions Options = new();

    public static string[] Examples { get; } =
        ["drugs", "drugs ketamine", "drugs ketamine --at 0.8uM", "drugs ketamine --at 0.8uM --alternative \"D2=Kapur 2002\""];

    public static Command Create()
    {
        Command command = new("drugs", "List drugs: routes, ages, doses, targets, and the status of each number") { Name, At, Alternative };
        Options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
            Answer.WriteAsync(
                parsed,
                new DrugsRequest { Name = parsed.GetValue(Name), At = parsed.GetValue(At), Alternative = [.. parsed.GetValue(Alternative) ?? []] },
                Options.Read(parsed),
                cancellation));
        return command;
    }
}
