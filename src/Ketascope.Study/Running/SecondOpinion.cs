using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;

namespace Ketascope.Study.Running;

/// <summary>
/// Solves a run again, more tightly and with short steps, and tells where a shown value differs by more than the tolerance explains: by far the most
/// wrong numbers of solvers (an error that is not controlled, an input that is stepped over) depend on the tolerance or on the steps. The values
/// themselves stay those of the settings asked for.
/// </summary>
public static class SecondOpinion
{
    /// <summary>How many times tighter the tolerances are.</summary>
    private const double Tighter = 100;

    /// <summary>The fewest steps into which the time is cut.</summary>
    private const double Steps = 500;

    /// <summary>How many times what the tolerance explains is left without a word.</summary>
    private const double Slack = 10;

    /// <summary>The tightest relative tolerance that makes sense with numbers of 16 digits.</summary>
    private const double Tightest = 1e-12;

    /// <summary>Beside the largest of all values shown, differences below this are rounding.</summary>
    private const double Rounding = 1e-14;

    /// <summary>How much more work than the run itself the second solution may be.</summary>
    private const long MostWork = 20;
    private const long LeastWork = 50_000;

    /// <summary>Where courses differ from their second solution by more than the tolerance explains.</summary>
    /// <param name="asked">The settings that they were solved with.</param>
    /// <param name="span">The time from the first value to the last.</param>
    /// <param name="shown">The courses, or more.</param>
    /// <param name="solve">Solves the first of them with other settings.</param>
    /// <returns>One doubt for each quantity at the most; empty where all agrees or the solution is exact.</returns>
    internal static ImmutableArray<Doubt> Of(SolverSettings asked, double span, IReadOnlyList<SolvedCourses> shown,
        Func<SolverSettings, IReadOnlyList<SolvedCourses>> solve)
    {
        long done = shown.Sum(one => one.Work.AcceptedSteps + one.Work.RejectedSteps);
        if (shown.Sum(one => one.Work.DerivativeCalls) == 0)
        {
            // The matrix exponential has no error but rounding.
            return [];
        }

        SolverSettings tight = Settings(asked, Tighter, span / Steps) with { MaxSteps = (int)Math.Min(asked.MaxSteps, (MostWork * done) + LeastWork) };
        IReadOnlyList<SolvedCourses> again = solve(tight);
        LaneFailure? unsolved =
            again.Zip(shown).SelectMany(pair =>
            pair.First.Failures.Where((failure, subject) => failure is not null && pair.Second.Failures[subject] is null)).FirstOrDefault();
        Deviation[] doubtful = [.. Deviations(shown, again).Where(one => one.Distance > Slack * Explained(asked, one.Size))
            .GroupBy(one => one.Name).Select(group => group.MaxBy(one => one.Distance / Math.Max(one.Size, double.Epsilon))!)];
        string remedy = doubtful.Length == 0 ? "" : Remedy(asked, span, again, solve);
        bool isOne = shown is [{ Subjects.Length: 1 }];
        return
        [
            .. doubtful.Select(one => new Doubt(one, isOne ? "" : $"subject {one.Subject}: ", remedy)),
            .. unsolved is null ? [] : (Doubt[])[new Doubt(null, "", $"the values could not be checked by a tighter solution, which ended early: {unsolved}")],
        ];
    }

    /// <summary>Settings that are a number of times tighter, with steps of a length at the most.</summary>
    /// <param name="asked">The settings.</param>
    /// <param name="times">How many times tighter.</param>
    /// <param name="longest">The longest step.</param>
    public static SolverSettings Settings(SolverSettings asked, double times, double longest) => asked with
    {
        RelativeTolerance = Math.Max(asked.RelativeTolerance / times, Math.Min(asked.RelativeTolerance, Tightest)),
        AbsoluteTolerance = asked.AbsoluteTolerance / times,
        MaxStep = longest > 0 ? Math.Min(asked.MaxStep, longest) : asked.MaxStep,
    };

    /// <summary>How far courses are from those of a tighter solution of the same first subjects: for each subject and quantity where it is farthest.</summary>
    /// <param name="values">The courses.</param>
    /// <param name="tight">The tighter solution.</param>
    public static IEnumerable<Deviation> Deviations(IReadOnlyList<SolvedCourses> values, IReadOnlyList<SolvedCourses> tight) =>
        tight.Zip(values).SelectMany(pair =>
            Enumerable.Range(0, pair.First.Values.SubjectCount).SelectMany(subject => OfSubject(pair.Second.Values, pair.First, subject)));

    private static IEnumerable<Deviation> OfSubject(Trajectories values, SolvedCourses tight, int subject)
    {
        double[][] right = [.. Enumerable.Range(0, values.Names.Length).Select(quantity => tight.Values.Course(subject, quantity))];
        double rounding = Rounding * right.SelectMany(course => course).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        bool hasFailed = tight.Failures[subject] is not null;
        for (int quantity = 0; quantity < right.Length; quantity++)
        {
            double[] course = right[quantity], finite = [.. course.Where(double.IsFinite)];
            (double size, double range) = finite.Length == 0 ? (0, 0) : (finite.Max(Math.Abs), finite.Max() - finite.Min());
            Deviation At(int i) => new(values.Names[quantity], tight.Subjects[subject], values.Times[i], values[subject, quantity, i], course[i], size, range);
            Deviation? worst = Enumerable.Range(0, course.Length).Where(i => !hasFailed || !double.IsNaN(course[i])).Select(At)
                .Where(one => (!double.IsNaN(one.Value) || double.IsFinite(one.Tight)) && one.Distance > rounding)
                .MaxBy(one => one.Distance);
            yield return worst ?? At(0) with { Value = 0, Tight = 0 };
        }
    }

    private static double Explained(SolverSettings settings, double size) => (settings.RelativeTolerance * size) + (settings.AbsoluteTolerance ?? 0);

    /// <summary>The setting with which the values agree with the tighter ones.</summary>
    private static string Remedy(SolverSettings asked, double span, IReadOnlyList<SolvedCourses> right,
        Func<SolverSettings, IReadOnlyList<SolvedCourses>> solve)
    {
        bool Agrees(SolverSettings settings, IReadOnlyList<SolvedCourses> reference) =>
            Deviations(reference, solve(settings)).All(one => one.Distance <= Slack * Explained(asked, one.Size));
        double longest = span / Steps;
        if (longest > 0 && Agrees(asked with { MaxStep = Math.Min(asked.MaxStep, longest) }, right))
        {
            return string.Create(CultureInfo.InvariantCulture, $"--max-step {longest:G3} settles it");
        }

        foreach (double times in (ReadOnlySpan<double>)[10, 100, 1000])
        {
            SolverSettings settings = Settings(asked, times, 0);
            if (Agrees(settings, solve(Settings(asked, times * Tighter, longest))))
            {
                string absolute = settings.AbsoluteTolerance is { } value ? string.Create(CultureInfo.InvariantCulture, $" --atol {value:G2}") : "";
                return string.Create(CultureInfo.InvariantCulture, $"--rtol {settings.RelativeTolerance:G2}{absolute} settles it");
            }
        }

        return "no tighter tolerance settles it: the model itself answers to the smallest changes, or its values depend on the steps";
    }
}
