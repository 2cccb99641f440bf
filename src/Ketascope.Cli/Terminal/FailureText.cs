using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Solvers.Contract;

namespace Ketascope.Cli.Terminal;

/// <summary>Tells on the error stream which subjects could not be solved, and why.</summary>
internal static class FailureText
{
    private const int Most = 10;

    /// <summary>Writes the first failures and how many more there are.</summary>
    /// <param name="failures">The failures, by the index of the subject.</param>
    /// <param name="idOf">What the subject of an index is called.</param>
    /// <returns>The program's exit code.</returns>
    public static int Write(ImmutableArray<(int Subject, LaneFailure Failure)> failures, Func<int, string> idOf)
    {
        foreach ((int subject, LaneFailure failure) in failures.Take(Most))
        {
            Console.Error.WriteLine($"error: subject {idOf(subject)} could not be solved: {failure}");
        }

        if (failures.Length > Most)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"... and {failures.Length - Most} more subjects"));
        }

        return failures.IsEmpty ? ExitCode.Success : ExitCode.Failure;
    }
}
