using System.Collections.Immutable;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Mood;

/// <summary>What has come of a course in one study, of which people have each their own multiple.</summary>
/// <param name="Expectation">Expectation (Pa).</param>
/// <param name="Course">Natural course (Pc).</param>
/// <param name="Drug">Effect of the drug (E).</param>
/// <param name="Transporter">What has followed the serotonin transporter (D).</param>
internal readonly record struct TrialState(double Expectation, double Course, double Drug, double Transporter);

/// <summary>The people of a trial at one time: a fixed set that fills the space of their deviations evenly, and their scores.</summary>
/// <remarks>
/// People differ in factors that are algebra of the states, so that one solution serves all of them (models/mood/README.md). The points are those of
/// Roberts' sequence: the multiples of the powers of the root of x^5 = x + 1, shifted by a half, whose mean over some hundred points is that over people
/// to a few hundredths of a point.
/// </remarks>
internal sealed class TrialPeople
{
    private static readonly ImmutableArray<string> States = ["Pa", "Pc", "E", "D"], Deviations = ["eta_p", "eta_e", "eta_s", "eta_Y0"];

    private readonly PreparedRun _scores;
    private readonly ImmutableArray<string> _columns;
    private readonly double[][] _people;

    /// <summary>People of a text.</summary>
    /// <param name="model">The text of mood.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="studied">The parameters that differ between studies.</param>
    public TrialPeople(LoadedModel model, int count, ImmutableArray<string> studied)
    {
        _columns = [.. States, .. Deviations, .. studied.Except([.. States, .. Deviations])];
        _scores = PreparedRun.Compile(new RunRequest { Model = model, Times = [0], Show = ["MADRS"] }, _columns);
        ImmutableSortedDictionary<string, double> numbers = TextValues.Of(model, ["sd_Y0", "Y0_least", "Y0_most", "Y0_typical"]);
        NormalDistribution before = new(0, numbers["sd_Y0"], numbers["Y0_least"] - numbers["Y0_typical"], numbers["Y0_most"] - numbers["Y0_typical"]);
        _people = [.. Enumerable.Range(1, count).Select(person => Points(person, Deviations.Length))
            .Select(point => (double[])[.. point[..^1].Select(RandomDistribution.StandardNormal), before.Quantile(point[^1])])];
    }

    /// <summary>The scores of people in some studies.</summary>
    /// <param name="states">Where each study is.</param>
    /// <param name="studies">The parameters that differ between studies, a row for each.</param>
    /// <param name="differBefore">Whether people differ before treatment.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Of each study, the score of each person.</returns>
    public double[][] Scores(IReadOnlyList<TrialState> states, SubjectTable studies, bool differBefore, CancellationToken cancellation)
    {
        int width = _columns.Length, people = _people.Length, own = studies.Columns.Length;
        double[] values = new double[states.Count * people * width];
        int[] places = [.. _columns.Skip(States.Length + Deviations.Length).Select(name => studies.Columns.IndexOf(name))];
        for (int study = 0; study < states.Count; study++)
        {
            TrialState state = states[study];
            for (int person = 0; person < people; person++)
            {
                Span<double> row = values.AsSpan(((study * people) + person) * width, width);
                ReadOnlySpan<double> shared = [state.Expectation, state.Course, state.Drug, state.Transporter];
                shared.CopyTo(row);
                _people[person].CopyTo(row[States.Length..]);
                row[States.Length + Deviations.Length - 1] = differBefore ? _people[person][^1] : 0;
                for (int i = 0; i < places.Length; i++)
                {
                    row[States.Length + Deviations.Length + i] = studies.Values.Span[(study * own) + places[i]];
                }
            }
        }

        RunOutcome outcome = _scores.Run(
            new SubjectTable([.. Enumerable.Range(1, states.Count * people).Select(id => (long)id)], _columns, values), progress: null, cancellation);
        return [.. Enumerable.Range(0, states.Count).Select(study =>
            Enumerable.Range(0, people).Select(person => outcome.Trajectories[(study * people) + person, 0, 0]).ToArray())];
    }

    /// <summary>A point of Roberts' sequence in the unit cube (M Roberts 2018, The unreasonable effectiveness of quasirandom sequences).</summary>
    private static double[] Points(int number, int dimensions)
    {
        double root = 2;
        for (int i = 0; i < 64; i++)
        {
            root = Math.Pow(1 + root, 1.0 / (dimensions + 1));
        }

        return [.. Enumerable.Range(1, dimensions).Select(power => (0.5 + (number * Math.Pow(root, -power))) % 1)];
    }
}
