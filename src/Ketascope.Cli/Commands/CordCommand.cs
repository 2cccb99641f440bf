using System.CommandLine;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope cord</c>: experiments on the dorsal horn of the spinal cord.</summary>
internal static class CordCommand
{
    public static Command Create() => new("cord", "The spinal cord: wind-up, sensitization, allodynia, hyperalgesia, and what resets them")
    {
        CordWindUpCommand.Create(), CordSensitizeCommand.Create(), CordTestCommand.Create(), CordResetCommand.Create(),
        CordPatientsCommand.Create(),
    };

    public static string[] Examples { get; } = [CordWindUpCommand.Examples[0], CordSensitizeCommand.Examples[0], CordTestCommand.Examples[0],
        CordResetCommand.Examples[0], CordPatientsCommand.Examples[0]];
}
