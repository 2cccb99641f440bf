using System.Collections.Immutable;

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
    /// When boluses enter what is measured, ascending, in the unit of the times: the values jump there, and areas know it. Before the first value of
    /// a course the area begins at the bolus, with the concentration extrapolated back to it (C0). Default: none.
    /// </summary>
    public ImmutableArray<double> Boluses { get; init; } = [];

    /// <summary>
    /// How far below the best the adjusted R^2 of the terminal regression may be when more points are used. Default 1e-4, as in PKNCA and Phoenix WinNonlin,
    /// for measured values; see <see cref="NoiseFree"/>.
    /// </summary>
    public double AdjustedRSquaredAllowance { get; init; } = 1e-4;

    /// <summary>
    /// For simulated courses without residual error, where an earlier phase must not be taken for noise: an allowance of 1e-9. On bi-exponential courses of 481 values,
    /// also with the relative noise of a solver (1e-6), it gave the terminal half-life to within 2e-5; the default allowance took it 3e-3 to 4e-3 too short.
    /// </summary>
    public static ExposureSettings NoiseFree { get; } = new() { AdjustedRSquaredAllowance = 1e-9 };
}
