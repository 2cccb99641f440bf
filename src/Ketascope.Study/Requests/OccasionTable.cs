using System.Collections.Immutable;

namespace Ketascope.Study.Requests;

/// <summary>Parameters of subjects that change when a new occasion begins. On the first occasion the values of the table of subjects hold.</summary>
/// <param name="Starts">When each occasion after the first begins, in the model's time unit, ascending, after the start of the run.</param>
/// <param name="Columns">The parameters.</param>
/// <param name="Values">The values: subject, then occasion, then parameter.</param>
public sealed record OccasionTable(ImmutableArray<double> Starts, ImmutableArray<string> Columns, ReadOnlyMemory<double> Values)
{
    /// <summary>The parameters of one subject on one occasion.</summary>
    /// <param name="subject">Which subject, from 0.</param>
    /// <param name="occasion">Which occasion after the first, from 0.</param>
    public ReadOnlySpan<double> Of(int subject, int occasion) => Values.Span.Slice(((subject * Starts.Length) + occasion) * Columns.Length, Columns.Length);
}
