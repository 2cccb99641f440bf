namespace Ketascope.Pharmacology.Exposure;

/// <summary>How exposure is analysed.</summary>
public sealed record ExposureSettings
{
    /// <summary>How areas are found. Default: linear up, logarithmic down.</summary>
    public AucMethod AucMethod { get; init; } = AucMethod.LinearUpLogDown;

    /// <summary>Values at or below this count as 0, in the unit of the values; 0 (the default) or more.</summary>
    public double QuantificationLimit { get; init; }

    /// <summary>When the last dose has been given, in the unit of the times: only what follows is terminal. Default: no such time.</summary>
    public double LastDoseEnd { get; init; } = double.NegativeInfinity;

    /// <summary>
    /// How far below the best the adjusted R^2 of the terminal regression may be when more points are used. Default 1e-4, as in PKNCA and Phoenix WinNonlin,
    /// for measured values; see <see cref="NoiseFree"/>.
    /// </summary>
    public double AdjustedRSquaredAllowance { get; init; } = 1e-4;

    /// <summary>For simulated courses without residual error, where an earlier phase must not be taken for noise: an allowance of 1e-9.</summary>
    public static ExposureSettings NoiseFree { get; } = new() { AdjustedRSquaredAllowance = 1e-9 };
}
