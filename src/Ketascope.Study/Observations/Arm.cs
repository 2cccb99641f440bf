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

    /// <summary>Which unit a row may ask for, for people: <c>a clearance; expected L/h</c>; null where the unit of the measure says it all.</summary>
    public string? Expected { get; init; }

    /// <summary>What is doubtful about the model for this experiment, a sentence each.</summary>
    public ImmutableArray<string> Caveats { get; init; } = [];

    /// <summary>The arm whose measure this one's is divided by, as that of an intravenous dose is for bioavailability; null for none.</summary>
    public Arm? Over { get; init; }

    /// <summary>
    /// Whether people are so different that no one of them is near a mean, so that a mean is predicted as the mean of as many people as were studied, with
    /// the interval that their number leaves, and not as that of the person in the middle.
    /// </summary>
    public bool IsOfTrials { get; init; }

    /// <summary>What is run: arms of equal keys are measures of the same courses.</summary>
    public abstract object Key { get; }

    /// <summary>Runs the experiment; may be called from several threads.</summary>
    /// <param name="cohort">Who is predicted. Where the model gives no variability between people, there is one of them.</param>
    /// <param name="arms">
    /// The arms of this one's key, this one among them, whose measures are wanted: what nobody wants of many people need not be kept.
    /// </param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>What <see cref="Measure"/> needs.</returns>
    /// <exception cref="UserErrorException">It cannot be run.</exception>
    public abstract object Run(Cohort cohort, IReadOnlyCollection<Arm> arms, CancellationToken cancellation);

    /// <summary>The measure of each person or set of parameters.</summary>
    /// <param name="run">What <see cref="Run"/> of an arm with the same key gave, with this one among the arms.</param>
    public abstract Estimate[] Measure(object run);

    /// <summary>What values may be divided by where the unit of a row asks for it: a body weight (for values per kg), a molar mass (for moles).</summary>
    /// <param name="run">What <see cref="Run"/> of an arm with the same key gave.</param>
    /// <returns>The unit of each, and its number for a person or set, which may throw a <see cref="UserErrorException"/> that says why it is not known.</returns>
    public virtual IEnumerable<(Unit Unit, Func<int, double> Of)> Divisors(object run) => [];
}
