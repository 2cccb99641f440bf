using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.DataSets;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Populations;

/// <summary>
/// A subject's records as virtual people live through them: with the occasion of each, and records added where an occasion begins between two, so
/// that what it changes changes there.
/// </summary>
/// <param name="Subject">The records.</param>
/// <param name="Occasions">The occasion of each, from 0.</param>
/// <param name="Own">The places of those that are the file's.</param>
internal sealed record DesignRecords(DataSubject Subject, ImmutableArray<int> Occasions, ImmutableArray<int> Own)
{
    private const double Rounding = 1e-9;

    /// <summary>How many occasions there are.</summary>
    public int OccasionCount => Occasions.Max() + 1;

    /// <summary>Finds them.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="settings">When occasions begin.</param>
    /// <param name="rules">How covariates hold between records.</param>
    /// <exception cref="UserErrorException">The occasions cannot be told.</exception>
    public static DesignRecords Of(DataSet set, DataSubject subject, PopulationSettings settings, DataSetRules rules)
    {
        ImmutableArray<int> own = [.. Enumerable.Range(0, subject.Records.Length)];
        if (settings.OccasionColumn is { } column)
        {
            return new DesignRecords(subject, ByColumn(set, subject, column), own);
        }

        double[] starts = settings.IsDoseAnOccasion ? DoseStarts(subject) : [.. settings.Occasions];
        if (starts.Length > 0 && own.Skip(1).Any(record => Stretch.StartsAgain(subject, record)))
        {
            throw new UserErrorException($"{set.Path}: TIME of ID {subject.Id} starts again, so a time does not say which occasion is meant; name " +
                "a column that numbers them, as in --occasions OCC");
        }

        return WithStarts(subject, starts, rules);
    }

    private static ImmutableArray<int> ByColumn(DataSet set, DataSubject subject, string column)
    {
        int place = set.Kept.IndexOf(column);
        List<string> known = [];
        return [.. subject.Kept.Select((row, i) =>
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"{set.Path}, line {subject.Lines[i]}, ID {subject.Id}, column {column}");
            string text = row[place] is "" or "." or "NA" ? throw new UserErrorException($"{where}: the occasion is missing") : row[place];
            if (!known.Contains(text))
            {
                known.Add(text);
            }

            return known.IndexOf(text);
        })];
    }

    /// <summary>When doses are given after the first, those that are added to a record (ADDL) too; each time once.</summary>
    private static double[] DoseStarts(DataSubject subject) =>
    [
        .. subject.Records.Where(record => record.EventId is EventId.Dose or EventId.ResetAndDose)
            .SelectMany(record => Enumerable.Range(0, 1 + record.AdditionalDoses).Select(k => record.Time + (k * record.Interval))).Distinct().Order().Skip(1),
    ];

    private static DesignRecords WithStarts(DataSubject subject, double[] starts, DataSetRules rules)
    {
        int Occasion(double time) => starts.Count(start => start <= time + (Rounding * Math.Abs(time)));
        double end = Math.Max(subject.Records[^1].Time, rules.Points.IsEmpty ? double.NegativeInfinity : rules.Points[^1]);
        List<(int Source, double Time, int Occasion, bool IsOwn)> rows = [];
        int begun = 0;
        for (int i = 0; i < subject.Records.Length; i++)
        {
            AddStarts(begun, Occasion(subject.Records[i].Time), i);
            begun = Math.Max(begun, Occasion(subject.Records[i].Time));
            rows.Add((i, subject.Records[i].Time, Occasion(subject.Records[i].Time), IsOwn: true));
        }

        AddStarts(begun, Occasion(end), subject.Records.Length);
        return new DesignRecords(
            subject with
            {
                Records =
                [
                    .. rows.Select(row => row.IsOwn ? subject.Records[row.Source]
                        : new DoseRecord { Id = subject.Id, Time = row.Time, EventId = EventId.Other, Compartment = "" }),
                ],
                Lines = [.. rows.Select(row => subject.Lines[row.Source])],
                Values = [.. rows.Select(row => subject.Values[row.Source])],
                Observed = [.. rows.Select(row => subject.Observed[row.Source])],
                Outputs = [.. rows.Select(row => subject.Outputs[row.Source])],
                Kept = [],
            },
            [.. rows.Select(row => row.Occasion)],
            [.. Enumerable.Range(0, rows.Count).Where(row => rows[row].IsOwn)]);

        // Two records at the start of an occasion, the one with what was before, the other with what is after: between them changes what changes,
        // whichever of two records rules in between.
        // The first stands a hair before the time, so that what is delivered just then belongs to the new occasion.
        void AddStarts(int from, int to, int next)
        {
            for (int occasion = from; occasion < to && starts[occasion] > subject.Records[0].Time; occasion++)
            {
                int covariates = rules.Covariates == CovariateInterpolation.LastRecord ? Math.Max(0, next - 1) : Math.Min(next, subject.Records.Length - 1);
                double start = next < subject.Records.Length ? Math.Min(starts[occasion], subject.Records[next].Time) : starts[occasion];
                rows.Add((covariates, Math.BitDecrement(start), occasion, IsOwn: false));
                rows.Add((covariates, start, occasion + 1, IsOwn: false));
            }
        }
    }
}
