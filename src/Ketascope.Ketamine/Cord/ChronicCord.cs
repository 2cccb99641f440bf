using System.Collections.Immutable;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>What a cord went through before it is treated: an injury, then ongoing input until its state has settled.</summary>
/// <param name="Disinhibition">The lost part of inhibition that the condition brings, from the start on.</param>
/// <param name="InjuryRate">C input of the injury, Hz.</param>
/// <param name="InjuryTime">How long the injury lasts, s.</param>
/// <param name="SettlingTime">How long ongoing input lasts before the treatment, s.</param>
public sealed record CordHistory(double Disinhibition, double InjuryRate, double InjuryTime, double SettlingTime)
{
    /// <summary>A cord in which pain has become chronic: a fifth of inhibition lost, three days of input at 1 Hz, then sixty days of ongoing input.</summary>
    public static CordHistory Chronic { get; } = new(0.2, 1, 3 * ChronicCord.Day, 60 * ChronicCord.Day);

    /// <summary>When the state has settled, s after the start: what follows is counted from here.</summary>
    public double Settled => InjuryTime + SettlingTime;
}

/// <summary>A cord of a history that is followed on.</summary>
/// <param name="Input">Its ongoing input, Hz.</param>
/// <param name="Changes">Parameters that differ from the text's.</param>
/// <param name="Exposure">The drug, from the settled state on.</param>
/// <param name="More">Further C input, from the settled state on.</param>
public sealed record FollowedCord(double Input, ImmutableArray<ValueChange> Changes, CordExposure Exposure, StepCourse More);

/// <summary>Cords in which pain has become chronic, or of another history, and what becomes of them.</summary>
/// <param name="circuit">The circuit.</param>
/// <param name="history">What they went through.</param>
public sealed class ChronicCord(CordCircuit circuit, CordHistory history)
{
    /// <summary>A day, s.</summary>
    public const double Day = 86400;

    /// <summary>Takes cords through what follows.</summary>
    /// <param name="cords">The cords.</param>
    /// <param name="times">What is recorded, s from the settled state on, ascending.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>A record for each cord, whose times count from the start of the history.</returns>
    public ImmutableArray<CordRecord> Follow(IReadOnlyList<FollowedCord> cords, ImmutableArray<double> times, CancellationToken cancellation = default)
    {
        double end = history.Settled + times[^1];
        return circuit.Solve(
            [.. cords.Select(cord => (ImmutableArray<ValueChange>)
            [
                new(0, CordNames.Condition, history.Disinhibition),
                .. cord.Changes,
                .. StepCourse.Sum([Before(cord.Input), cord.More.Later(history.Settled)]).Changes(CordNames.CInput, end),
                .. cord.Exposure.Later(history.Settled).Pore.Changes(CordNames.PoreDrug, end),
                .. cord.Exposure.Later(history.Settled).Membrane.Changes(CordNames.MembraneDrug, end),
            ])],
            [.. times.Select(time => history.Settled + time)], cancellation);
    }

    private StepCourse Before(double input) => new([(0, history.InjuryRate), (history.InjuryTime, input)]);
}
