using System.Globalization;

namespace Ketascope.Ketamine.Regimens;

/// <summary>How often a patient asks for a dose, on average.</summary>
/// <param name="Count">How many demands, above 0.</param>
/// <param name="Per">In which time.</param>
public readonly record struct DemandRate(double Count, TimeUnit Per)
{
    /// <summary>The mean time between two demands.</summary>
    public Duration MeanInterval => new(new Duration(1, Per).Hours / Count * 60, TimeUnit.Minute);

    /// <summary>The demands per hour.</summary>
    public double PerHour => Count / new Duration(1, Per).Hours;

    /// <summary>The rate in the regimen language: <c>6/h</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}/{RegimenWords.TimeUnits.Name(Per)}");
}

/// <summary>A pump that gives a dose when the patient asks for it (patient-controlled analgesia).</summary>
/// <param name="Demands">How often the patient asks.</param>
/// <param name="Lockout">For how long after the start of a dose the pump gives no other; null for none.</param>
public sealed record PatientControl(DemandRate Demands, Duration? Lockout)
{
    /// <summary>
    /// The share of demands that is served in the long run: a demand that comes within the dead time after a delivery is lost and does not prolong it
    /// (type I counter; Feller 1948, "On probability problems in the theory of counters", Courant Anniversary Volume, 105-115).
    /// </summary>
    /// <param name="deadHours">For how long the pump serves nobody after the start of a dose, h, 0 or more.</param>
    public double LongRunShare(double deadHours) => 1 / (1 + (Demands.PerHour * deadHours));

    /// <summary>The pump in the regimen language, without for how long.</summary>
    public override string ToString() => $"PCA demand {Demands}{(Lockout is { } lockout ? $" lockout {lockout}" : "")}";
}
