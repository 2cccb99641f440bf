using System.Collections.Immutable;
using Ketascope.Language.Units;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Observations;

/// <summary>
/// One side of an observation, ready to solve: an experiment under a table of parameter rows, and a measure of it. Arms with equal keys share a run.
/// </summary>
public abstract class Arm
{
    /// <summary>What is solved, for people: a model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The unit of the measure.</summary>
    public required Unit Unit { get; init; }

    /// <summary>What is doubtful about the model for this experiment, a sentence each.</summary>
    public ImmutableArray<string> Caveats { get; init; } = [];

    /// <summary>What is run: arms of equal keys are measures of the same courses.</summary>
    public abstract object Key { get; }

    /// <summary>Virtual people of the experiment, as rows of parameters; null where the model gives no variability between them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed.</param>
    public virtual SubjectTable? People(int count, ulong seed) => null;

    /// <summary>Runs the experiment.</summary>
    /// <param name="rows">Parameters that differ, a row each; null for one run with the values of the text.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The courses, for <see cref="Measure"/>.</returns>
    /// <exception cref="UserErrorException">It cannot be run.</exception>
    public abstract object Run(SubjectTable? rows, CancellationToken cancellation);

    /// <summary>The measure of each row.</summary>
    /// <param name="run">What <see cref="Run"/> of an arm with the same key gave.</param>
    public abstract Estimate[] Measure(object run);
}
