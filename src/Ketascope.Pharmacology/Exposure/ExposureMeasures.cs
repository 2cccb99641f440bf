namespace Ketascope.Pharmacology.Exposure;

/// <summary>What a body was exposed to: the measures of a non-compartmental analysis. Units follow from those of the times and values.</summary>
public sealed record ExposureMeasures
{
    /// <summary>Cmax: the highest value.</summary>
    public required Estimate Cmax { get; init; }

    /// <summary>Tmax: the time of the highest value, of the first when there are several.</summary>
    public required Estimate Tmax { get; init; }

    /// <summary>Clast: the last value above the limit of quantification.</summary>
    public required Estimate Clast { get; init; }

    /// <summary>Tlast: the time of <see cref="Clast"/>.</summary>
    public required Estimate Tlast { get; init; }

    /// <summary>C0: the value right after the first bolus, extrapolated back to it where the course has none there; missing without a bolus.</summary>
    public required Estimate C0 { get; init; }

    /// <summary>Whether <see cref="C0"/> is extrapolated.</summary>
    public bool IsC0Extrapolated { get; init; }

    /// <summary>
    /// AUClast: the area from the first time (or the first bolus, if <see cref="C0"/> is extrapolated) to <see cref="Tlast"/>, value times time.
    /// </summary>
    public required Estimate AucLast { get; init; }

    /// <summary>AUCinf: <see cref="AucLast"/> and the area after it, <see cref="Clast"/> / lambda_z.</summary>
    public required Estimate AucInfinity { get; init; }

    /// <summary>The part of <see cref="AucInfinity"/> that was extrapolated, from 0 to 1. Above 0.2 it is customary not to trust the area.</summary>
    public required Estimate ExtrapolatedFraction { get; init; }

    /// <summary>The terminal half-life.</summary>
    public required Estimate HalfLife { get; init; }

    /// <summary>The regression that <see cref="HalfLife"/> comes from, or null when there is none.</summary>
    public TerminalPhase? TerminalPhase { get; init; }

    /// <summary>The measures of a course of which none can be estimated, for one reason.</summary>
    internal static ExposureMeasures Missing(string reason)
    {
        Estimate missing = Estimate.Missing(reason);
        return new ExposureMeasures
        {
            Cmax = missing,
            Tmax = missing,
            Clast = missing,
            Tlast = missing,
            C0 = missing,
            AucLast = missing,
            AucInfinity = missing,
            ExtrapolatedFraction = missing,
            HalfLife = missing,
        };
    }
}
