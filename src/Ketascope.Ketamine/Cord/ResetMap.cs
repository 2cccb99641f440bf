using System.Collections.Immutable;

namespace Ketascope.Ketamine.Cord;

/// <summary>A cell of the map.</summary>
/// <param name="Concentration">Free racemic ketamine, uM.</param>
/// <param name="Hours">How long it is there, h.</param>
/// <param name="AtEnd">Pain (the cord's, 0 to 10) half an hour before the drug goes.</param>
/// <param name="Later">Pain thirty days after the drug came.</param>
/// <param name="Before">Pain before it.</param>
public sealed record ResetCell(double Concentration, double Hours, double AtEnd, double Later, double Before)
{
    /// <summary>Whether the chronic state is gone for good: the cord has come less than half-way back.</summary>
    public bool IsReset => Later < Before / 2;
}

/// <summary>Which concentrations, held for how long, end the chronic state of a cord.</summary>
/// <param name="circuit">The circuit.</param>
public sealed class ResetMap(CordCircuit circuit)
{
    /// <summary>Free ketamine at the site in the membrane beside equivalents at the pore, where S-ketamine is infused for days.</summary>
    public const double MembranePart = 0.55;

    private const double Hour = 3600;
    private const double Follow = 30 * ChronicCord.Day;

    /// <summary>Computes cells.</summary>
    /// <param name="input">The ongoing input, Hz a fibre.</param>
    /// <param name="alternative">What ketamine does.</param>
    /// <param name="concentrations">Free concentrations at the pore, uM.</param>
    /// <param name="hours">How long they are held, h.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The cells, concentration by concentration.</returns>
    public ImmutableArray<ResetCell> Of(
        double input, CordAlternative alternative, IReadOnlyList<double> concentrations, IReadOnlyList<double> hours, CancellationToken cancellation = default)
    {
        (double Concentration, double Hours)[] cells = [.. from concentration in concentrations from time in hours select (concentration, time)];
        double AtEnd(double time) => Math.Max(0, (time - 0.5) * Hour);
        ImmutableArray<double> times = [.. cells.Select(cell => AtEnd(cell.Hours)).Append(Follow).Append(0).Distinct().Order()];
        ImmutableArray<CordRecord> records = new ChronicCord(circuit, CordHistory.Chronic).Follow(
            [.. cells.Select(cell =>
                new FollowedCord(input, [.. SpinalCord.Of(alternative)], Held(cell.Concentration, cell.Hours * Hour), StepCourse.None))],
            times, cancellation);
        double Pain(int cell, double time) => records[cell].At(CordNames.Pain, CordHistory.Chronic.Settled + time);
        return [.. cells.Select((cell, i) => new ResetCell(cell.Concentration, cell.Hours, Pain(i, AtEnd(cell.Hours)), Pain(i, Follow), Pain(i, 0)))];
    }

    private static CordExposure Held(double concentration, double seconds) =>
        new(StepCourse.Between(0, seconds, concentration), StepCourse.Between(0, seconds, concentration * MembranePart));
}
