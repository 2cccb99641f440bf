using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Calibrations;

namespace Ketascope.Ketamine.Claims;

/// <summary>
/// The receptor's uncertain parameters: those that were calibrated, each with the standard error of its logarithm. They are drawn independently of
/// each other, since calibrations keep no correlations, and by
/// address (seed, draw, parameter), so that a draw is the same whatever else is drawn.
/// </summary>
public sealed class UncertainReceptor
{
    private readonly ImmutableArray<(string? Subunits, string Name, string Free, double Error)> _parameters;

    /// <summary>Reads the calibrations of a folder.</summary>
    /// <param name="folder">The folder.</param>
    public UncertainReceptor(string folder) => _parameters =
    [
        .. CalibrationFile.Names(folder).SelectMany(name => Of(name, CalibrationFile.Read(folder, name))),
    ];

    /// <summary>How many parameters are drawn.</summary>
    public int Count => _parameters.Select(one => one.Free).Distinct().Count();

    /// <summary>The factors of a draw: log-normal about 1.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="draw">Which draw, from 1 on.</param>
    public ImmutableArray<ParameterFactor> Draw(ulong seed, int draw) =>
    [
        .. _parameters.Select(one =>
            new ParameterFactor(one.Subunits, one.Name,
            Math.Exp(one.Error * RandomDistribution.StandardNormal(new RandomStream(seed, one.Free).Uniform(draw))))),
    ];

    private static IEnumerable<(string?, string, string, double)> Of(string calibration, CalibrationFile file)
    {
        foreach ((FreeParameter free, CalibratedParameter estimate) in file.Free.Zip(file.Result?.Estimates ?? []))
        {
            foreach (string name in free.Parameters.Keys)
            {
                if (estimate.StandardErrorOfLogarithm is { } error)
                {
                    bool isDrugs = name.Contains('.', StringComparison.Ordinal);
                    yield return (isDrugs ? null : file.Where.GetValueOrDefault("subunits"), isDrugs ? name : $"receptor.nmda.{name}",
                        $"{calibration}.{free.Name}", error);
                }
            }
        }
    }
}
