using System.CommandLine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Populations;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope regimen REGIMEN</c>: every administration that a regimen says, with nothing simulated.</summary>
internal static class RegimenCommand
{
    private static readonly Argument<string> Regimen = new("REGIMEN")
    {
        Description = "What is given, for example \"esketamine 84 mg intranasal twice weekly for 4 weeks\" (docs/regimens.md)",
    };

    private static readonly Option<PrintedNumber?> Weight =
        Shared.Person("--weight", "Body weight: 70, 70kg, 154lb (default: the regimen's own, else 70 kg)", "KG", Shared.WeightUnits);

    private static readonly Option<int?> Seed =
        Shared.Number<int?>("--seed", "The seed of the demands of a patient-controlled pump; the same one draws the same (default: 1)", "N", null);

    private static readonly PumpOptions Pump = new();
    private static readonly AnswerOptions Options = new();

    public static string[] Examples { get; } =
    [
        "regimen \"0.5 mg/kg iv over 40 min twice weekly for 4 weeks\" --weight 82",
        "regimen \"ketamine 200 mg in 50 mL at 4 mL/h iv for 12 h\"",
        "regimen \"PCA ketamine 1 mg iv, lockout 10 min, 3 demands per hour for 24 h\" --seed 7",
        "regimen \"target 150 ng/mL for 30 min then 200 ng/mL for 30 min\" --weight 82",
        "regimen \"esketamine 56 mg intranasal then 84 mg twice weekly for 4 weeks\" --json",
    ];

    public static Command Create()
    {
        Command command = new("regimen", "Print every administration that a regimen says: drug, route, mg, start and duration") { Regimen, Weight, Seed };
        Pump.AddTo(command);
        Options.AddTo(command);
        command.SetAction((parsed, cancellation) => Answer.WriteAsync(parsed, Request(parsed), Files(parsed), cancellation));
        return command;
    }

    private static RegimenRequest Request(ParseResult parsed) => new()
    {
        Regimen = parsed.GetRequiredValue(Regimen),
        Weight = parsed.GetValue(Weight),
        Seed = parsed.GetValue(Seed) is { } seed ? Shared.ReadSeed(seed) : null,
        TciModel = Pump.Model(parsed),
        TciStep = Pump.Step(parsed),
        TciMaxRate = Pump.MaxRate(parsed),
        TciMaxBolus = Pump.MaxBolus(parsed),
    };

    /// <summary>As JSON it is a list of administrations, for programs that only want those.</summary>
    private static AnswerFiles Files(ParseResult parsed)
    {
        AnswerFiles files = Options.Read(parsed);
        return files.Json ? files with { Print = result => Console.Out.WriteLine(RegimenStudy.Json(result)) } : files;
    }
}
