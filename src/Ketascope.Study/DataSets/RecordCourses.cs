using System.Collections.Immutable;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Results;

namespace Ketascope.Study.DataSets;

/// <summary>Where the values of a subject's solution lie in time.</summary>
/// <param name="Times">The times, ascending; two equal ones where records share a time.</param>
/// <param name="Rows">The row of the solution of each.</param>
internal sealed record RecordCourses(ImmutableArray<double> Times, ImmutableArray<int> Rows)
{
    /// <summary>Those of a subject.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="own">The records that count.</param>
    /// <param name="rules">Whether values are those of records or of points; points before the first record have none.</param>
    public static RecordCourses Of(DataSubject subject, ImmutableArray<int> own, DataSetRules rules) => rules.Points.IsEmpty
        ? new([.. own.Select(record => subject.Records[record].Time)], own)
        : new([.. rules.Points.Where(point => point >= subject.Records[0].Time)],
            [.. Enumerable.Range(0, rules.Points.Length).Where(point => rules.Points[point] >= subject.Records[0].Time)]);

    /// <summary>The courses of some who share these times, as one batch.</summary>
    /// <param name="quantities">The quantities.</param>
    /// <param name="values">The values of each: row by row, one for each quantity.</param>
    public Trajectories Join(ImmutableArray<QuantityInfo> quantities, IReadOnlyList<double[]> values)
    {
        Trajectories courses = new([.. quantities.Select(one => one.Name)], Times, values.Count, values.Count);
        Span<double> batch = courses.Batch(0);
        for (int i = 0; i < Rows.Length * quantities.Length; i++)
        {
            int place = (Rows[i / quantities.Length] * quantities.Length) + (i % quantities.Length);
            for (int member = 0; member < values.Count; member++)
            {
                batch[(i * values.Count) + member] = values[member][place];
            }
        }

        return courses;
    }
}
