using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Study.Running;

/// <summary>
/// When quantities jump because a bolus enters a variable that they are computed from directly; what only follows from it through rates of change
/// goes on without a jump.
/// </summary>
public static class BolusTimes
{
    /// <summary>The times for each quantity, ascending.</summary>
    /// <param name="system">The model.</param>
    /// <param name="quantities">The quantities.</param>
    /// <param name="doses">The doses.</param>
    public static ImmutableArray<ImmutableArray<double>> Of(OdeSystem system, ImmutableArray<string> quantities, IEnumerable<DoseRecord> doses)
    {
        HashSet<string> lagged = [.. system.Parameters.Select(parameter => parameter.Name), .. system.Assignments.Select(assignment => assignment.Name)];
        (string State, double Time)[] boluses =
        [
            .. doses.Where(dose => dose.EventId is EventId.Dose or EventId.ResetAndDose && dose.Rate == 0 && (dose.Duration ?? 0) == 0
                && dose.Amount > 0 && !lagged.Contains(Requests.DosingParameters.Name("ALAG", dose.Compartment)))
                .SelectMany(dose => Enumerable.Range(0, 1 + dose.AdditionalDoses)
                    .Select(k => (StateOf(system, dose.Compartment), dose.Time + (k * dose.Interval)))),
        ];
        return Of(system, quantities, boluses);
    }

    /// <summary>The times for each quantity, ascending.</summary>
    /// <param name="system">The model.</param>
    /// <param name="quantities">The quantities.</param>
    /// <param name="boluses">The variables that boluses enter, with their times.</param>
    internal static ImmutableArray<ImmutableArray<double>> Of(OdeSystem system, ImmutableArray<string> quantities,
        IReadOnlyCollection<(string State, double Time)> boluses)
    {
        Dictionary<string, Expression> rules = system.Assignments.ToDictionary(assignment => assignment.Name, assignment => assignment.Expression);
        return [.. quantities.Select(quantity =>
        {
            HashSet<string> from = [];
            Gather(quantity, rules, from);
            return boluses.Where(bolus => from.Contains(bolus.State)).Select(bolus => bolus.Time).Distinct().Order().ToImmutableArray();
        })];
    }

    private static string StateOf(OdeSystem system, string compartment) =>
        system.States.FirstOrDefault(state => state.Species == compartment || state.Name == compartment)?.Name ?? compartment;

    private static void Gather(string name, Dictionary<string, Expression> rules, HashSet<string> names)
    {
        if (names.Add(name) && rules.TryGetValue(name, out Expression? rule))
        {
            foreach (string used in rule.Names())
            {
                Gather(used, rules, names);
            }
        }
    }
}
