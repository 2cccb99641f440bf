using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Requests;

namespace Ketascope.Study.DataSets;

/// <summary>Columns of a data set that give the start of what is integrated.</summary>
internal static class StartColumns
{
    /// <summary>
    /// Finds them, and makes sure that each is one value from a subject's first record or a reset on: what changes between them is most likely what
    /// was observed.
    /// </summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="system">The model.</param>
    /// <param name="names">What the columns set.</param>
    /// <param name="subjects">The subjects.</param>
    /// <exception cref="UserErrorException">A start value changes without a reset.</exception>
    public static ImmutableArray<string> Of(string path, OdeSystem system, ImmutableArray<string> names, IReadOnlyList<DataSubject> subjects)
    {
        ImmutableArray<string> starts = [.. names.Where(name => !system.Parameters.Any(parameter => parameter.Name == name))];
        foreach (string name in starts)
        {
            foreach (DataSubject subject in subjects)
            {
                RequireOne(path, name, names.IndexOf(name), subject);
            }
        }

        return starts;
    }

    private static void RequireOne(string path, string name, int column, DataSubject subject)
    {
        for (int i = 1; i < subject.Records.Length; i++)
        {
            (double before, double after) = (subject.Values[i - 1][column], subject.Values[i][column]);
            if (before != after && subject.Records[i].EventId is not (EventId.Reset or EventId.ResetAndDose))
            {
                throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {subject.Lines[i]}, ID {subject.Id}, " +
                    $"column {name}: {after} is not the value above ({before}), ")
                    + $"but '{name}' is integrated, so the column gives its start, one value from the first record or a reset on; what was " +
                        "observed belongs into DV: rename the column");
            }
        }
    }
}
