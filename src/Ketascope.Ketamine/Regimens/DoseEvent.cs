using System.Globalization;
using System.Text;

namespace Ketascope.Ketamine.Regimens;

/// <summary>One dose of a regimen with its repeats, as it was said.</summary>
public sealed record DoseEvent
{
    /// <summary>What is given.</summary>
    public required Drug Drug { get; init; }

    /// <summary>How much: an amount, or the rate of an infusion.</summary>
    public required DoseQuantity Quantity { get; init; }

    /// <summary>The same amount or rate in other words, <c>(35 mg)</c>, which has to agree for the body weight; null for none.</summary>
    public DoseQuantity? Beside { get; init; }

    /// <summary>The most that is given of a dose by body weight, <c>max 100 mg</c>; of the same kind as the quantity; null for no limit.</summary>
    public DoseQuantity? Cap { get; init; }

    /// <summary>The strength of the solution, mg/mL, where it was said; null for unknown.</summary>
    public double? Strength { get; init; }

    /// <summary>The mL of one dose, where the volume was said and the strength depends on body weight; null for unknown.</summary>
    public double? VolumeMl { get; init; }

    /// <summary>How it enters the body.</summary>
    public required Route Route { get; init; }

    /// <summary>How long the infusion lasts; null for a dose given at once. A rate always has one.</summary>
    public Duration? Duration { get; init; }

    /// <summary>What the start is counted from.</summary>
    public DoseStart Start { get; init; }

    /// <summary>How long after that it starts.</summary>
    public Duration Offset { get; init; } = Regimens.Duration.Zero;

    /// <summary>How many times it is given in all, 1 or more.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The time from the start of one to the start of the next; null when it is given once.</summary>
    public Duration? Interval { get; init; }

    /// <summary>For how long it is repeated, where that was said in place of a count: what comes then starts when that time is over.</summary>
    public Duration? Course { get; init; }

    /// <summary>
    /// Who decides when it is given, where a patient does: then <see cref="Interval"/> is the mean time between demands, and <see cref="DrawnDemands"/> makes
    /// doses of it; null where the regimen says the times.
    /// </summary>
    public PatientControl? Control { get; init; }

    /// <summary>The amount of one dose in mg.</summary>
    /// <param name="weightKg">The body weight in kg; it does not matter for a dose that is not per kg.</param>
    public double AmountMg(double weightKg) => Milligrams(weightKg) * (Quantity.IsRate ? Duration!.Value.Hours : 1);

    /// <summary>The rate of the infusion in mg/h, or null for a dose given at once.</summary>
    /// <param name="weightKg">The body weight in kg; it does not matter for a dose that is not per kg.</param>
    public double? RateMgPerHour(double weightKg) =>
        Quantity.IsRate ? Milligrams(weightKg)
        : Duration is Duration duration ? Milligrams(weightKg) / duration.Hours
        : null;

    /// <summary>The volume of one dose in mL, or null where neither volume nor strength was said.</summary>
    /// <param name="weightKg">The body weight in kg.</param>
    public double? Millilitres(double weightKg) => Strength is { } strength ? AmountMg(weightKg) / strength : VolumeMl;

    /// <summary>What contradicts the amount said beside the quantity, as part of a sentence, or null where they agree within 2 %.</summary>
    /// <param name="weightKg">The body weight in kg.</param>
    public string? Disagreement(double weightKg)
    {
        if (Beside is not { } beside)
        {
            return null;
        }

        double mine = beside.IsRate == Quantity.IsRate ? Milligrams(weightKg) : beside.IsRate ? RateMgPerHour(weightKg) ?? double.NaN : AmountMg(weightKg);
        double other = beside.Milligrams(weightKg);
        string unit = beside.IsRate ? "mg/h" : "mg";
        return Math.Abs(mine - other) <= 0.02 * other ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"{Quantity} in {weightKg:0.##} kg is {mine:G4} {unit}, not {beside}{(beside.IsPerKilogram ? $" ({other:G4} {unit})"
                : "")}: leave one of them out, or say the weight that fits with --weight");
    }

    /// <summary>
    /// Whether this repeated dose into a vein follows repeated infusions of an amount, so that only "bolus" tells that it is no infusion too.
    /// </summary>
    /// <param name="previous">The dose before.</param>
    internal bool MayHaveDurationOf(DoseEvent previous) =>
        previous is { Duration: not null, Interval: not null, Quantity.IsRate: false, Route: Route.Intravenous }
            && this is { Duration: null, Interval: not null, Route: Route.Intravenous } && Drug == previous.Drug;

    private double Milligrams(double weightKg) => Math.Min(Quantity.Milligrams(weightKg), Cap?.Milligrams(weightKg) ?? double.PositiveInfinity);

    /// <summary>The time in hours from the start of the first dose to the end of the last.</summary>
    public double LengthHours => ((Count - 1) * (Interval?.Hours ?? 0)) + (Duration?.Hours ?? 0);

    /// <summary>The time in hours from the start of the first dose to the start of a dose that comes then.</summary>
    public double PeriodHours => Math.Max(LengthHours, Course?.Hours ?? 0);

    /// <summary>The dose in the regimen language, without the word that joins it to the one before.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture,
            $"{RegimenWords.Drugs.Name(Drug)} {Quantity}{(Beside is { } beside ? $" ({beside})" : "")} {RegimenWords.Routes.Name(Route)}");
        if (Duration is Duration duration)
        {
            text.Append(CultureInfo.InvariantCulture, $" {(Quantity.IsRate ? "for" : "over")} {duration}");
        }

        text.Append(Cap is { } cap ? $" max {cap}" : "");
        if (Strength is { } strength)
        {
            text.Append(CultureInfo.InvariantCulture, $" ({strength} mg/mL)");
        }
        else if (VolumeMl is { } volume)
        {
            text.Append(CultureInfo.InvariantCulture, $" in {volume} mL");
        }

        if (Start == DoseStart.AtTime && Offset != Regimens.Duration.Zero)
        {
            text.Append(CultureInfo.InvariantCulture, $" at {Offset}");
        }

        if (Control is { } control)
        {
            text.Append(CultureInfo.InvariantCulture, $" {control} for {Course}");
        }
        else if (Interval is Duration interval)
        {
            text.Append(CultureInfo.InvariantCulture, $" every {interval} {(Course is Duration course ? $"for {course}" : $"x {Count}")}");
        }

        return text.ToString();
    }
}
