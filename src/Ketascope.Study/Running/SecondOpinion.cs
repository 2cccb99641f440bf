using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Running;

/// <summary>
/// Solves a run again, more tightly and with short steps, and tells where a shown value differs by more than the tolerance explains: by far the most wrong numbers of solvers (an error that is not
/// controlled, an input that is stepped over) depend on the tolerance or on the steps. The values themselves stay those of the settings asked for.
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

    /// <summary>Where the first lanes of a run differ from their second solution by more than the tolerance explains.</summary>
    /// <param name="prepared">The compiled run.</param>
    /// <param name="subjects">Its subjects; null for one.</param>
    /// <param name="outcome">What it gave.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>One doubt for each quantity at the most; empty where all agrees or the solution is exact.</returns>
    internal static ImmutableArray<Doubt> Of(PreparedRun prepared, SubjectTable? subjects, RunOutcome outcome, CancellationToken cancellation)
    {
        SolverSettings asked = prepared.Request.Solver;
        if (outcome.Counters.DerivativeCalls == 0)
        {
            // The matrix exponential has no error but rounding.
            return [];
        }

        SubjectTable? first = subjects?.First(prepared.Width);
        WorkCounters work = outcome.Counters;
        double span = prepared.Request.Times[^1] - prepared.Request.StartTime;
        SolverSettings tight = Settings(asked, Tighter, span / Steps) with
        {
            MaxSteps = (int)Math.Min(asked.MaxSteps, (MostWork * (work.AcceptedSteps + work.RejectedSteps)) + LeastWork),
        };
        RunOutcome again = prepared.With(tight).Run(first, progress: null, cancellation);
        Doubt[] unsolved = [.. again.Failures.Where(failed => outcome.Failures.All(other => other.Subject != failed.Subject)).Take(1)
            .Select(failed => new Doubt(null, "", $"the values could not be checked by a tighter solution, which ended early: {failed.Failure}"))];
        Deviation[] doubtful = [.. Deviations(outcome.Trajectories, again).Where(one => one.Distance > Slack * Explained(asked, one.Size))
            .GroupBy(one => one.Name).Select(group => group.MaxBy(one => one.Distance / Math.Max(one.Size, double.Epsilon))!)];
        if (doubtful.Length == 0)
        {
            return [.. unsolved];
        }

        string remedy = Remedy(prepared, first, again.Trajectories, asked, cancellation);
        return [.. doubtful.Select(one => new Doubt(one, outcome.SubjectIds.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"subject {one.SubjectId}: ") : "", remedy)), .. unsolved];
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

    /// <summary>How far courses are from those of a tighter solution of the same first subjects.</summary>
    /// <param name="values">The courses.</param>
    /// <param name="tight">The tighter solution.</param>
    public static IEnumerable<Deviation> Deviations(Trajectories values, RunOutcome tight)
    {
        for (int subject = 0; subject < tight.Trajectories.SubjectCount; subject++)
        {
            double rounding = Rounding * Enumerable.Range(0, values.Names.Length).SelectMany(quantity => tight.Trajectories.Course(subject, quantity)).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            bool hasFailed = tight.Failures.Any(failed => failed.Subject == subject);
            for (int quantity = 0; quantity < values.Names.Length; quantity++)
            {
                double[] right = tight.Trajectories.Course(subject, quantity);
                double[] finite = [.. right.Where(double.IsFinite)];
                (double size, double range) = finite.Length == 0 ? (0, 0) : (finite.Max(Math.Abs), finite.Max() - finite.Min());
                Deviation worst = Enumerable.Range(0, right.Length).Where(i => !hasFailed || !double.IsNaN(right[i]))
                    .Select(i => new Deviation(values.Names[quantity], tight.SubjectIds[subject], values.Times[i], values[subject, quantity, i], right[i], size, range))
                    .Where(one => !double.IsNaN(one.Value) || double.IsFinite(one.Tight))
                    .Where(one => one.Distance > rounding)
                    .MaxBy(one => one.Distance) ?? new Deviation(values.Names[quantity], tight.SubjectIds[subject], values.Times[0], 0, 0, size, range);
                yield return worst;
            }
        }
    }

    private static double Explained(SolverSettings settings, double size) => (settings.RelativeTolerance * size) + (settings.AbsoluteTolerance ?? 0);

    /// <summary>The setting with which the values agree with the tighter ones.</summary>
    private static string Remedy(PreparedRun prepared, SubjectTable? first, Trajectories right, SolverSettings asked, CancellationToken cancellation)
    {
        double longest = (prepared.Request.Times[^1] - prepared.Request.StartTime) / Steps;
        bool Agrees(SolverSettings settings)
        {
            RunOutcome trial = prepared.With(settings).Run(first, progress: null, cancellation);
            return Deviations(right, trial).All(one => one.Distance <= Slack * Explained(asked, one.Size));
        }

        if (Agrees(asked with { MaxStep = Math.Min(asked.MaxStep, longest) }))
        {
            return string.Create(CultureInfo.InvariantCulture, $"--max-step {longest:G3} settles it");
        }

        foreach (double times in (ReadOnlySpan<double>)[10, 100, 1000])
        {
            SolverSettings settings = Settings(asked, times, 0);
            if (Agrees(settings))
            {
                string absolute = settings.AbsoluteTolerance is { } value ? string.Create(CultureInfo.InvariantCulture, $" --atol {value:G2}") : "";
                return string.Create(CultureInfo.InvariantCulture, $"--rtol {settings.RelativeTolerance:G2}{absolute} settles it");
            }
        }

        return "no tighter tolerance settles it: the model itself answers to the smallest changes, or its values depend on the steps";
    }
}
