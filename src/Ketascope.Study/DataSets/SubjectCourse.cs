using System.Collections.Immutable;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;

namespace Ketascope.Study.DataSets;

/// <summary>Turns the records of one subject into what a solver carries out, with a sample for each record, or for each time that is asked for.</summary>
internal static class SubjectCourse
{
    /// <summary>Makes the list.</summary>
    /// <param name="set">The data set, for messages.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="parameters">The subject's parameters at each record.</param>
    /// <param name="rules">How the data set is read.</param>
    /// <param name="steadyStates">Finds steady states.</param>
    /// <exception cref="UserErrorException">A record is wrong, or a steady state cannot be found.</exception>
    public static IReadOnlyList<Discontinuity> Of(DataSet set, DataSubject subject, SubjectParameters parameters, DataSetRules rules, SteadyStateSolver steadyStates)
    {
        List<Discontinuity> list = [];
        double start = subject.Records[0].Time;
        int width = parameters.Width;
        SetStates(list, start, Lane(parameters[0].States, width), DiscontinuityKind.SetState);
        double[] current = Lane(parameters[0].Parameters, width);
        int latest = 0;
        PointSamples points = new(rules, start, list);
        ImmutableArray<TimelineEntry> entries = Expand(set, subject, parameters, rules.Order);
        HashSet<TimelineEntry> lastOfTime = rules.Points.IsEmpty ? []
            : [.. entries.OfType<RecordEntry>().GroupBy(record => record.Time).Select(group => group.Last())];
        foreach (TimelineEntry entry in entries)
        {
            points.Before(entry.Time);
            switch (entry)
            {
                case DoseEntry dose:
                    list.Add(dose.Change);
                    break;
                case ResetEntry reset:
                    SetStates(list, reset.Time, Lane(parameters[reset.Record].States, width), DiscontinuityKind.SetState);
                    break;
                case SwitchEntry change:
                    list.Add(new Discontinuity(change.Time, DiscontinuityKind.SetState, change.State, 0));
                    list.Add(new Discontinuity(change.Time, DiscontinuityKind.Rest, change.State, change.Off ? 1 : 0));
                    break;
                case SteadyStateEntry steady:
                    double[] states = steadyStates.Solve(steady.Dosing, steady.Time, parameters[steady.Record], Place(set, subject, steady.Record));
                    SetStates(list, steady.Time, states, steady.Adds ? DiscontinuityKind.AddAmount : DiscontinuityKind.SetState);
                    break;
                case RecordEntry record:
                    // Observations may come before doses that stand above them in the file; what a later record said stays said.
                    latest = Math.Max(latest, record.Record);
                    if (rules.Covariates == CovariateInterpolation.LastRecord)
                    {
                        current = SetParameters(list, record.Time, current, Lane(parameters[latest].Parameters, width));
                    }

                    if (rules.Points.IsEmpty)
                    {
                        list.Add(new Discontinuity(record.Time, DiscontinuityKind.Sample, record.Record, 0));
                    }
                    else if (lastOfTime.Contains(record))
                    {
                        points.UpTo(record.Time);
                    }

                    if (rules.Covariates == CovariateInterpolation.NextRecord && latest + 1 < subject.Records.Length)
                    {
                        current = SetParameters(list, record.Time, current, Lane(parameters[latest + 1].Parameters, width));
                    }

                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        points.UpTo(double.PositiveInfinity);
        return list;
    }

    /// <summary>Where a record stands in the file.</summary>
    public static string Place(DataSet set, DataSubject subject, int record) => $"{set.Path}, line {subject.Lines[record]}, ID {subject.Id}";

    private static ImmutableArray<TimelineEntry> Expand(DataSet set, DataSubject subject, SubjectParameters parameters, RecordOrder order)
    {
        try
        {
            return DoseTimeline.Expand(subject.Records, parameters, order);
        }
        catch (DoseRecordException e)
        {
            throw new UserErrorException(string.Join('\n', e.Problems.Select(problem => $"{Place(set, subject, problem.Record - 1)}, {Where(problem, subject)}: {problem.Value}: {problem.Message}")), e);
        }
    }

    /// <summary>The column of a problem, or the dosing parameter of the model that has the value.</summary>
    private static string Where(DoseProblem problem, DataSubject subject) => problem.Column is "F" or "ALAG" or "R" or "D"
        ? $"{problem.Column}_{subject.Records[problem.Record - 1].Compartment}"
        : $"column {problem.Column}";

    private static double[] Lane(double[] values, int width) => [.. values.Where((_, i) => i % width == 0)];

    private static void SetStates(List<Discontinuity> list, double time, double[] states, DiscontinuityKind kind) =>
        list.AddRange(states.Select((value, state) => new Discontinuity(time, kind, state, value)));

    private static double[] SetParameters(List<Discontinuity> list, double time, double[] before, double[] after)
    {
        for (int i = 0; i < after.Length; i++)
        {
            if (after[i] != before[i])
            {
                list.Add(new Discontinuity(time, DiscontinuityKind.SetParameter, i, after[i]));
            }
        }

        return after;
    }
}
