using System.Collections.Immutable;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>Dose records cannot be used as they are; the message names every problem, one a line.</summary>
public sealed class DoseRecordException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problems">What is wrong, in order of record.</param>
    public DoseRecordException(ImmutableArray<DoseProblem> problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>What is wrong, in order of record.</summary>
    public ImmutableArray<DoseProblem> Problems { get; }
}
