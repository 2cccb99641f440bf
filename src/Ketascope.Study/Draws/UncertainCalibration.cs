using System.Collections.Immutable;
using Ketascope.Study.Calibrations;
using MathNet.Numerics.LinearAlgebra;

namespace Ketascope.Study.Draws;

/// <summary>The parameters of a calibration, which are known with the covariances of their logarithms.</summary>
public sealed class UncertainCalibration
{
    private readonly CalibrationFile _file;
    private readonly string _name;
    private readonly Matrix<double>? _root;

    /// <summary>Reads a calibration.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="file">The calibration, with a result.</param>
    public UncertainCalibration(string name, CalibrationFile file)
    {
        (_name, _file) = (name, file);
        ImmutableArray<ImmutableArray<double>> covariance = file.Result?.Covariance ?? [];
        _root = covariance.IsEmpty ? null
            : Matrix<double>.Build.Dense(covariance.Length, covariance.Length, (i, j) => covariance[Math.Max(i, j)][Math.Min(i, j)]).Cholesky().Factor;
        Source = new DrawnSource($"the calibration '{name}'", _root?.RowCount ?? 0, Remark());
    }

    /// <summary>What is drawn, for the notes of a result.</summary>
    public DrawnSource Source { get; }

    /// <summary>
    /// Draws a factor for each free parameter: log-normal about 1, with the covariances that the calibration kept. Standard normal numbers, each by the address
    /// of its parameter, are multiplied with the Cholesky factor of the covariances in the order in which the file lists the parameters.
    /// </summary>
    /// <param name="draw">The draw.</param>
    public ImmutableArray<(FreeParameter Parameter, double Factor)> Draw(ParameterDraw draw)
    {
        if (_root is null)
        {
            return [];
        }

        Vector<double> moved = _root * Vector<double>.Build.DenseOfEnumerable(_file.Free.Select(free => draw.Normal($"{_name}.{free.Name}")));
        return [.. _file.Free.Select((free, i) => (free, Math.Exp(moved[i])))];
    }

    private string? Remark()
    {
        string[] loose = [.. _file.Result?.Estimates.Where(one => one.StandardErrorOfLogarithm is null).Select(one => one.Name) ?? []];
        return _root is null || loose.Length == 0 ? null
            : $"The rows of the calibration '{_name}' do not determine {string.Join(", ", loose)}; " +
            $"draws spread {(loose.Length == 1 ? "it" : "them")} as widely as the bounds of the search.";
    }
}
