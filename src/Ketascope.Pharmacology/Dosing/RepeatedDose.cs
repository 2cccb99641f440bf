using Ketascope.Solvers.Contract;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>A dose repeated for ever before a time.</summary>
/// <param name="State">The state variable.</param>
/// <param name="Amount">The bioavailable amount of one dose; for a constant infusion 0.</param>
/// <param name="Rate">The rate of an infusion; 0 for a bolus.</param>
/// <param name="Duration">How long one infusion lasts; infinite for a constant one.</param>
/// <param name="Interval">The time from one dose to the next; 0 for a constant infusion.</param>
/// <param name="Lag">How long after the time in question the next dose arrives.</param>
public sealed record RepeatedDose(int State, double Amount, double Rate, double Duration, double Interval, double Lag)
{
    /// <summary>Whether it is one infusion without end.</summary>
    public bool IsConstant => Interval == 0;

    /// <summary>How many doses before the time in question may still act after it, at most.</summary>
    public int Reach => IsConstant ? 0 : (int)Math.Min(1e6, Math.Ceiling((Lag + Duration) / Interval) + 1);

    /// <summary>The rates and amounts of one interval that ends at a time, as they repeat.</summary>
    /// <param name="end">The end of the interval; a dose that arrives just then is not part of it.</param>
    /// <returns>The changes in order of time; those at the start include the infusions that run over from earlier doses.</returns>
    public IEnumerable<Discontinuity> Cycle(double end)
    {
        double start = end - Interval;
        List<Discontinuity> changes = [];
        for (int k = 0; k <= Reach + 1; k++)
        {
            // Dose k before the one that arrives at end + lag.
            double arrival = Lag - (k * Interval) + Interval;
            double stop = Snap(arrival + Duration);
            if (arrival >= Interval || (Rate == 0 ? arrival < 0 : stop <= 0))
            {
                continue;
            }

            if (Rate == 0)
            {
                changes.Add(new Discontinuity(start + arrival, DiscontinuityKind.AddAmount, State, Amount));
                continue;
            }

            changes.Add(new Discontinuity(start + Math.Max(arrival, 0), DiscontinuityKind.AddRate, State, Rate));
            if (stop < Interval)
            {
                changes.Add(new Discontinuity(start + stop, DiscontinuityKind.AddRate, State, -Rate));
            }
        }

        return changes.OrderBy(change => change.Time);
    }

    /// <summary>An end that differs from the start or end of the interval by rounding alone is taken to be there.</summary>
    private double Snap(double time)
    {
        double rounding = 1e-12 * Interval;
        return Math.Abs(time) < rounding ? 0 : Math.Abs(time - Interval) < rounding ? Interval : time;
    }
}
