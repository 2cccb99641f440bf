namespace Ketascope.Cli.Terminal;

/// <summary>What the program ends with.</summary>
public static class ExitCode
{
    /// <summary>Exit code when everything went well.</summary>
    public const int Success = 0;

    /// <summary>
    /// Exit code when something that the user gave (a file, a name, a dose, an option) was wrong or missing, or a subject could not be solved.
    /// </summary>
    public const int Failure = 1;

    /// <summary>Exit code when the program itself failed.</summary>
    public const int InternalError = 70;

    /// <summary>Exit code after Ctrl-C, as shells expect.</summary>
    public const int Interrupted = 130;
}
