using System.Collections.Immutable;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Study.Running;

/// <summary>What the model says of each compartment on each occasion of a subject.</summary>
/// <param name="starts">When the occasions after the first begin.</param>
/// <param name="targets">The targets on the first occasion and on each after it, by compartment.</param>
internal sealed class OccasionTargets(ImmutableArray<double> starts, ImmutableArray<Dictionary<string, DoseTarget>> targets) : IDoseTargets
{
    private const double Rounding = 1e-9;

    /// <inheritdoc/>
    public IEnumerable<string> Compartments => targets[0].Keys;

    /// <inheritdoc/>
    public DoseTarget? Find(DoseRecord record, int index) => targets[At(record.Time)].GetValueOrDefault(record.Compartment);

    /// <inheritdoc/>
    public double BioavailabilityAt(DoseRecord record, int index, double time) => targets[At(time)][record.Compartment].Bioavailability;

    /// <summary>The occasion of a time; one that differs from a start by rounding alone belongs to the new occasion.</summary>
    private int At(double time) => starts.Count(start => start <= time + (Rounding * Math.Abs(time)));
}
