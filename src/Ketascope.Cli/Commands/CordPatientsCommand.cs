using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope cord patients REGIMEN</c>: people in pain, treated and followed.</summary>
internal static class CordPatientsCommand
{
    private static readonly PainOptions Pain = new(new CordOptions());

    public static string[] Examples { get; } =
    [
        "cord patients \"S-ketamine 5 mg/h iv for 24 h then 10 mg/h for 24 h then 20 mg/h for 52 h\" --condition CRPS --subjects 200 --for 12wk",
        "cord patients \"0.3 mg/kg iv over 4 min\" --condition acute --baseline 8.6 --plot relief.svg",
    ];

    public static Command Create()
    {
        Command command = new("patients", "People in pain, treated and followed for hours or weeks: their ratings with ketamine and with a placebo");
        Pain.AddTo(command);
        command.SetAction((parsed, cancellation) =>
            Pain.AskAsync(parsed, new CordPatientsRequest { Regimen = parsed.GetRequiredValue(Pain.Regimen) }, cancellation));
        return command;
    }
}
