using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Mood;

/// <summary>Studies that differ: virtual ones, the typical one, or sets of parameters of a calibration.</summary>
/// <param name="Values">What differs, a row a study.</param>
/// <param name="Errors">The standard deviation of a rating about a person's score, of each study.</param>
/// <param name="IsCounted">Whether each study has a number of people, so that it finds what so many people would.</param>
/// <param name="Seed">The seed of what a number of people adds.</param>
internal sealed record TrialStudies(SubjectTable Values, double[] Errors, bool IsCounted, ulong Seed)
{
    /// <summary>What a study of some people finds.</summary>
    /// <param name="study">The study.</param>
    /// <param name="people">How many people its arm has; null where that is not known.</param>
    /// <param name="name">A name for what is counted.</param>
    public TrialCount Count(int study, int? people, string name) => new(Errors[study], IsCounted ? people : null, Seed, name);
}

/// <summary>The scores of people of an arm, at times.</summary>
/// <param name="states">Of each time, where each study is, with each belief.</param>
/// <param name="shares">How many of all people have each belief.</param>
/// <param name="score">The scores of people, whether they differ before treatment or not.</param>
internal sealed class TrialScores(
    IReadOnlyList<IReadOnlyList<TrialState[]>> states, IReadOnlyList<double> shares, Func<IReadOnlyList<TrialState>, bool, double[][]> score)
{
    /// <summary>The golden section, whose multiples fill the line from 0 to 1 evenly: which belief a person has.</summary>
    private const double Golden = 0.6180339887498949;

    /// <summary>The scores at a time.</summary>
    /// <param name="time">The number of the time.</param>
    /// <param name="differBefore">Whether people differ before treatment.</param>
    /// <returns>Of each study, those of its people.</returns>
    public double[][] Scores(int time, bool differBefore)
    {
        double[][][] all = [.. states[time].Select(belief => score(belief, differBefore))];
        return all.Length == 1 ? all[0]
            : [.. all[0].Select((scores, study) => scores.Select((_, person) => all[Belief(person)][study][person]).ToArray())];
    }

    private int Belief(int person)
    {
        double place = (person + 1) * Golden % 1, sum = 0;
        for (int belief = 0; belief < shares.Count - 1; belief++)
        {
            sum += shares[belief];
            if (place < sum)
            {
                return belief;
            }
        }

        return shares.Count - 1;
    }
}
