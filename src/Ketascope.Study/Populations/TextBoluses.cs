using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Study.Populations;

/// <summary>When boluses that a model's text gives enter quantities: by events at known times, and by what is there at the start.</summary>
internal static class TextBoluses
{
    /// <summary>The times of events for each quantity, ascending.</summary>
    /// <param name="request">The model and its overrides.</param>
    /// <param name="quantities">The quantities.</param>
    /// <param name="drawn">Parameters that differ between subjects; events whose time they are part of are left out.</param>
    public static ImmutableArray<ImmutableArray<double>> OfEvents(RunRequest request, ImmutableArray<string> quantities, ImmutableArray<string> drawn)
    {
        OdeSystem system = request.Model.System;
        TextDose[] doses = [.. TextDose.Of(system).Where(dose => dose.Time is not null && !dose.Time.Names().Any(drawn.Contains))];
        double[] times = doses.Length == 0 ? [] : StartNumbers.Of(system, request.Overrides, [.. doses.Select(dose => dose.Time!)]);
        return BolusTimes.Of(system, quantities, [.. doses.Zip(times, (dose, time) => (dose.State.Name, time)).Where(dose => double.IsFinite(dose.time))]);
    }

    /// <summary>
    /// The times for each quantity, ascending: of events, and the start where something is there already and the first value is later (else that
    /// value tells it).
    /// </summary>
    /// <param name="request">What is asked of every subject.</param>
    /// <param name="quantities">The quantities.</param>
    /// <param name="drawn">Parameters that differ between subjects; events whose time they are part of are left out.</param>
    public static ImmutableArray<ImmutableArray<double>> OfRun(RunRequest request, ImmutableArray<string> quantities, ImmutableArray<string> drawn)
    {
        double start = request.StartTime;
        ImmutableArray<ImmutableArray<double>> events = [.. OfEvents(request, quantities, drawn).Select(own => own.RemoveAll(time => time < start))];
        if (request.Times[0] <= start)
        {
            return events;
        }

        double[] values = StartNumbers.Of(request.Model.System, request.Overrides, [.. quantities.Select(quantity => new NameExpression(quantity))]);
        return [.. events.Select((own, i) => values[i] > 0 && !own.Contains(start) ? own.Insert(0, start) : own)];
    }
}
