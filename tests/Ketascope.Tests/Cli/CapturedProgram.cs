using Ketascope.Cli;

namespace Ketascope.Tests.Cli;

/// <summary>Tests that take over the console of this process run one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleTests
{
    public const string Name = "Console";
}

/// <summary>The program's entry, called in this process with the console captured.</summary>
internal static class CapturedProgram
{
    public static async Task<ProgramResult> RunAsync(params string[] args)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter capturedOutput = new(), capturedError = new();
        try
        {
            Console.SetOut(capturedOutput);
            Console.SetError(capturedError);
            int code = await CommandLine.RunAsync(args);
            return new ProgramResult(code, capturedOutput.ToString(), capturedError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
