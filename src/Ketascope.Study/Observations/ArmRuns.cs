using System.Collections.Concurrent;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Observations;

/// <summary>The runs of a cohort that arms share: an experiment is solved once, also where several threads ask for it.</summary>
/// <param name="cohort">Who is predicted.</param>
internal sealed class ArmRuns(Cohort cohort)
{
    private readonly ConcurrentDictionary<object, Shared> _runs = [];

    /// <summary>Tells that the measure of an arm will be asked for: a run that is made from here on serves it.</summary>
    /// <param name="arm">The arm.</param>
    public void Expect(Arm arm)
    {
        Shared shared = _runs.GetOrAdd(arm.Key, _ => new Shared());
        lock (shared)
        {
            // What a run has not been told of it does not keep.
            shared.Run = shared.Arms.Add(arm) ? null : shared.Run;
        }
    }

    /// <summary>The run of an arm.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">It cannot be run.</exception>
    public object Of(Arm arm, CancellationToken cancellation)
    {
        Shared shared = _runs.GetOrAdd(arm.Key, _ => new Shared());
        Lazy<object> run;
        lock (shared)
        {
            if (shared.Arms.Add(arm) || shared.Run is null)
            {
                Arm[] arms = [.. shared.Arms];
                shared.Run = new Lazy<object>(() => arm.Run(cohort, arms, cancellation));
            }

            run = shared.Run;
        }

        return run.Value;
    }

    /// <summary>What arms of one key share.</summary>
    private sealed class Shared
    {
        public HashSet<Arm> Arms { get; } = [];

        public Lazy<object>? Run { get; set; }
    }
}
