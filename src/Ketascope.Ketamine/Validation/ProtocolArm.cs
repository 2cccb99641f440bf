using System.Collections.Immutable;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Observations;

namespace Ketascope.Ketamine.Validation;

/// <summary>A protocol of an experiment (at the virtual electrode, on the cord), and a measure of what is recorded.</summary>
/// <param name="measure">Runs it with sets of parameters, by the names of the text, and measures each.</param>
internal sealed class ProtocolArm(Func<IReadOnlyList<ImmutableSortedDictionary<string, double>>, CancellationToken, double[]> measure) : Arm
{
    /// <summary>A recording is measured in one way: no run is shared.</summary>
    public override object Key => this;

    /// <inheritdoc/>
    public override object Run(Cohort cohort, CancellationToken cancellation)
    {
        ImmutableSortedDictionary<string, double> none = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);
        return measure(cohort.Sets is not { } sets ? [none] : [.. sets.Ids.Select((_, i) =>
            none.AddRange(sets.Columns.Select((name, column) => KeyValuePair.Create(name, sets.Values.Span[(i * sets.Columns.Length) + column]))))], cancellation);
    }

    /// <inheritdoc/>
    public override Estimate[] Measure(object run) =>
        [.. ((double[])run).Select(value => double.IsFinite(value) ? Estimate.Of(value) : Estimate.Missing("there is no response to measure"))];
}
