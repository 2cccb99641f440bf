using System.Collections.Immutable;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;

namespace Ketascope.Study.DataSets;

/// <summary>
/// Puts the times at which values are asked between what happens to a subject. At one time they come after all records and doses, with the covariates
/// that hold up to then; with observations first they come before all of them.
/// </summary>
/// <param name="rules">The times, and what comes first.</param>
/// <param name="start">The subject's first time; there is nothing before.</param>
/// <param name="list">Takes the samples; the row of each is the place of its time.</param>
internal sealed class PointSamples(DataSetRules rules, double start, List<Discontinuity> list)
{
    private readonly ImmutableArray<double> _points = rules.Points;
    private int _next = rules.Points.Count(point => point < start);

    /// <summary>Those before a time; with observations first also those of that time.</summary>
    public void Before(double time) => Add(point => point < time || (rules.Order == RecordOrder.ObservationsFirst && point <= time));

    /// <summary>Those up to a time.</summary>
    public void UpTo(double time) => Add(point => point <= time);

    private void Add(Func<double, bool> comes)
    {
        for (; _next < _points.Length && comes(_points[_next]); _next++)
        {
            list.Add(new Discontinuity(_points[_next], DiscontinuityKind.Sample, _next, 0));
        }
    }
}
