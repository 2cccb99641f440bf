using System.Collections.Immutable;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Draws;

namespace Ketascope.Ketamine.Receptor;

/// <summary>The receptor's uncertain parameters: those that were calibrated, each calibration with the covariances of its logarithms.</summary>
public sealed class UncertainReceptor
{
    private readonly ImmutableArray<(CalibrationFile File, UncertainCalibration Of)> _calibrations;

    /// <summary>Reads the calibrations of a folder.</summary>
    /// <param name="folder">The folder.</param>
    public UncertainReceptor(string folder) => _calibrations =
    [
        .. CalibrationFile.Names(folder).Select(name => (Name: name, File: CalibrationFile.Read(folder, name)))
            .Where(one => one.File.Result is not null).Select(one => (one.File, new UncertainCalibration(one.Name, one.File))),
    ];

    /// <summary>The factors of a draw, log-normal about 1, on parameters of the composed text.</summary>
    /// <param name="draw">The draw.</param>
    public ImmutableArray<Factor> Draw(ParameterDraw draw) =>
    [
        .. from calibration in _calibrations
           from free in calibration.Of.Draw(draw)
           from name in free.Parameter.Parameters.Keys
           let isDrugs = name.Contains('.', StringComparison.Ordinal)
           select new Factor(isDrugs ? null : calibration.File.Where.GetValueOrDefault("subunits"), isDrugs ? name : $"receptor.nmda.{name}", free.Factor,
               calibration.Of.Source),
    ];

    /// <summary>A factor on a parameter of the composed text.</summary>
    /// <param name="Subunits">The subtype whose parameter it is; null for a drug's, at every subtype.</param>
    /// <param name="Parameter">The parameter's name in the composed text.</param>
    /// <param name="Value">The factor.</param>
    /// <param name="Source">The calibration that it is of.</param>
    public sealed record Factor(string? Subunits, string Parameter, double Value, DrawnSource Source);
}
