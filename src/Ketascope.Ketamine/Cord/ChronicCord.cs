using System.Collections.Immutable;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>A cord in which pain has become chronic: lost inhibition, three days of input at 1 Hz, then sixty days of ongoing input.</summary>
/// <param name="circuit">The circuit.</param>
public sealed class ChronicCord(CordCircuit circuit)
{
    /// <summary>The lost part of inhibition that the condition brings.</summary>
    public const double Disinhibition = 0.2;

    /// <summary>A day, s.</summary>
    public const double Day = 86400;

    /// <summary>When the chronic state has settled, s: everything that follows is counted from here.</summary>
    public const double Settled = 63 * Day;

    private const double InjuryTime = 3 * Day;

    /// <summary>Takes chronic cords through what follows.</summary>
    /// <param name="cords">For each cord its ongoing input, Hz, parameters that differ from the text's, the drug, and further C input; times count from the
    /// settled state on, s.</param>
    /// <param name="times">What is recorded, s from the settled state on.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public ImmutableArray<CordRecord> Follow(
        IReadOnlyList<(double Input, ImmutableArray<ValueChange> Changes, CordExposure Exposure, StepCourse More)> cords, ImmutableArray<double> times,
        CancellationToken cancellation = default)
    {
        double end = Settled + times[^1];
        return circuit.Solve(
            [.. cords.Select(cord => (ImmutableArray<ValueChange>)
            [
                new(0, CordNames.Condition, Disinhibition),
                .. cord.Changes,
                .. StepCourse.Sum([Before(cord.Input), cord.More.Later(Settled)]).Changes(CordNames.CInput, end),
                .. cord.Exposure.Later(Settled).Pore.Changes(CordNames.PoreDrug, end),
                .. cord.Exposure.Later(Settled).Membrane.Changes(CordNames.MembraneDrug, end),
            ])],
            [.. times.Select(time => Settled + time)], cancellation);
    }

    private static StepCourse Before(double input) => new([(0, 1), (InjuryTime, input)]);
}
