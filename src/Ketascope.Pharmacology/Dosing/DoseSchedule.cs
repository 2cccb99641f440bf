using System.Collections.Immutable;
using Ketascope.Solvers.Contract;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>Turns plain doses (EVID 1, no steady state) into what a solver steps to: amounts added and rates changed at known times.</summary>
public static class DoseSchedule
{
    /// <summary>Expands the records of one subject, with the order and meaning of <see cref="DoseTimeline"/>.</summary>
    /// <param name="records">The records, in order of time; observations give nothing.</param>
    /// <param name="targets">The state variable, F, lag, rate and duration of each compartment, by the name that records use.</param>
    /// <returns>The discontinuities, in order of time.</returns>
    /// <exception cref="DoseRecordException">A record is wrong, or is a reset, another event or a dose at steady state; all problems are named.</exception>
    public static ImmutableArray<Discontinuity> Expand(IReadOnlyList<DoseRecord> records, IReadOnlyDictionary<string, DoseTarget> targets) => Expand(records, new ConstantTargets(targets));

    /// <summary>Expands the records of one subject, where the model may say something else of each of them.</summary>
    /// <param name="records">The records, in order of time; observations give nothing.</param>
    /// <param name="targets">What the model says of each compartment at each record.</param>
    /// <returns>The discontinuities, in order of time.</returns>
    /// <exception cref="DoseRecordException">A record is wrong, or is a reset, another event or a dose at steady state; all problems are named.</exception>
    public static ImmutableArray<Discontinuity> Expand(IReadOnlyList<DoseRecord> records, IDoseTargets targets)
    {
        ImmutableArray<DoseProblem> problems = [.. records.Select(Plain).OfType<DoseProblem>()];
        return problems.IsEmpty
            ? [.. DoseTimeline.Expand(records, targets).OfType<DoseEntry>().Select(entry => entry.Change)]
            : throw new DoseRecordException(problems);
    }

    private static DoseProblem? Plain(DoseRecord record, int index) => record switch
    {
        { EventId: EventId.Other or EventId.Reset or EventId.ResetAndDose } =>
            new DoseProblem(index + 1, "EVID", $"{(int)record.EventId}", "resets and other events (EVID 2 to 4) are taken from data sets only"),
        { SteadyState: not SteadyState.None } =>
            new DoseProblem(index + 1, "SS", $"{(int)record.SteadyState}", "doses at steady state are taken from data sets only; give the doses that lead to it with ADDL and II"),
        _ => null,
    };
}
