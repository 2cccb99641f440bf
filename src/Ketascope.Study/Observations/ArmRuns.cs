using Ketascope.Study.Requests;

namespace Ketascope.Study.Observations;

/// <summary>The runs of a cohort that arms share: an experiment is solved once, also where several threads ask for it.</summary>
/// <param name="cohort">Who is predicted.</param>
internal sealed class ArmRuns(Cohort cohort)
{
    /// <summary>Rows of one study stand together and share runs; keeping every run of a file of virtual people would take gigabytes.</summary>
    private const int PeopleKept = 8;

    private readonly LinkedList<(object Key, Lazy<object> Run)> _runs = [];

    /// <summary>The run of an arm.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">It cannot be run.</exception>
    public object Of(Arm arm, CancellationToken cancellation)
    {
        Lazy<object> run;
        lock (_runs)
        {
            run = _runs.FirstOrDefault(known => known.Key.Equals(arm.Key)).Run ?? Add(arm, cancellation);
        }

        return run.Value;
    }

    private Lazy<object> Add(Arm arm, CancellationToken cancellation)
    {
        Lazy<object> made = new(() => arm.Run(cohort, cancellation));
        if (cohort.Count > 1 && _runs.Count == PeopleKept)
        {
            _runs.RemoveFirst();
        }

        _runs.AddLast((arm.Key, made));
        return made;
    }
}
