using System.Collections.Immutable;
using Ketascope.Study.Observations;

namespace Ketascope.Ketamine.Validation;

/// <summary>The sets of parameters of a cohort.</summary>
internal static class ParameterSets
{
    /// <summary>Each set by the names of the text; one that is empty where the values of the text are taken.</summary>
    /// <param name="cohort">Who is predicted.</param>
    public static ImmutableSortedDictionary<string, double>[] Of(Cohort cohort)
    {
        ImmutableSortedDictionary<string, double> none = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);
        return cohort.Sets is not { } sets ? [none] : [.. sets.Ids.Select((_, i) =>
            none.AddRange(sets.Columns.Select((name, column) => KeyValuePair.Create(name, sets.Values.Span[(i * sets.Columns.Length) + column]))))];
    }
}
