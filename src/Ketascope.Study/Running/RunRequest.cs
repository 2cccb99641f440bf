using System.Collections.Immutable;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Running;

/// <summary>What is asked of one run of a model: a single subject or a table of them.</summary>
public sealed record RunRequest
{
    /// <summary>The model.</summary>
    public required LoadedModel Model { get; init; }

    /// <summary>Parameters that get another value than the text gives, for all subjects, by name.</summary>
    public ImmutableSortedDictionary<string, double> Overrides { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Parameters that differ between subjects, or null for one subject.</summary>
    public SubjectTable? Subjects { get; init; }

    /// <summary>The start, in the model's time unit, where its initial values hold.</summary>
    public double StartTime { get; init; }

    /// <summary>The times at which values are asked, ascending, in the model's time unit; none before the start.</summary>
    public required ImmutableArray<double> Times { get; init; }

    /// <summary>The names to be reported; empty for all variables that are integrated.</summary>
    public ImmutableArray<string> Show { get; init; } = [];

    /// <summary>Dose records, the same for every subject, in the model's units; a compartment is named as the text names the species or variable.</summary>
    public ImmutableArray<DoseRecord> Doses { get; init; } = [];

    /// <summary>
    /// The doses of each subject, by its number, where they differ: <see cref="Doses"/> then only say which compartments there are, and nobody is given
    /// them. Called from several threads; null where all are given the same.
    /// </summary>
    public Func<long, SubjectDoses>? OwnDoses { get; init; }

    /// <summary>Which of the doses are in proportion to a parameter of the subject, such as body weight; null for none.</summary>
    public DoseScaling? Scaling { get; init; }

    /// <summary>Values that change at known times: one list for each subject, or one for all; empty for none. Not together with doses.</summary>
    public ImmutableArray<ImmutableArray<ValueChange>> Changes { get; init; } = [];

    /// <summary>Tolerances and method.</summary>
    public SolverSettings Solver { get; init; } = new();

    /// <summary>
    /// Whether the first subjects (those that share a vector) are solved again more tightly, to tell where values depend on the settings. Default:
    /// no.
    /// </summary>
    public bool IsChecked { get; init; }

    /// <summary>How many threads work; 0 means one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>How many subjects share a vector: 1, 2, 4 or 8; 0 means what suits the machine and the number of subjects.</summary>
    public int Width { get; init; }

    /// <summary>How many times all subjects are solved, the last of which is timed and kept: by then the JIT has no more work beside it. At least 1.</summary>
    public int Repetitions { get; init; } = 1;
}
