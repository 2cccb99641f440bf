using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Validation;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using MathNet.Numerics.Optimization;

namespace Ketascope.Ketamine.ReceptorFits;

/// <summary>
/// Fits parameters of the receptor to recordings: the sum of squares of ln(predicted/observed) over the standard deviation of that logarithm is made smallest by the method of Levenberg (1944)
/// and Marquardt (1963), from several starts, on logarithmic scales between bounds. All sets of parameters that a step asks for run side by side.
/// </summary>
public sealed class ReceptorCalibration
{
    /// <summary>Half the distance of the two values that a derivative is taken from, on the logarithmic scale: far above the noise of the measures (1e-6), and small against their curvature.</summary>
    private const double Step = 1e-3;

    /// <summary>A standard error of the logarithm from which on a parameter counts as not determined: a hundredfold.</summary>
    private const double Undetermined = 4.6;

    /// <summary>What a row adds that cannot be measured at all, in standard deviations.</summary>
    private const double Failure = 20;

    private readonly VirtualPatch _patch;
    private readonly CalibrationFile _file;
    private readonly ImmutableArray<(string Row, Observation Seen, double Deviation)> _rows;
    private readonly CancellationToken _cancellation;

    /// <summary>Prepares a calibration.</summary>
    /// <param name="patch">Predicts.</param>
    /// <param name="file">What is free, and which rows.</param>
    /// <param name="observations">The observations, with a column <c>row</c>.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">A row is missing, of another subtype, or not for calibration.</exception>
    public ReceptorCalibration(VirtualPatch patch, CalibrationFile file, ObservationFile observations, CancellationToken cancellation)
    {
        _patch = patch;
        _file = file;
        _cancellation = cancellation;
        int column = observations.Columns.IndexOf("row");
        _rows = [.. file.Rows.SelectMany(row => Rows(row, observations.Rows.Where(one => column >= 0 && one.Fields[column] == row && one.Observation is { } seen && VirtualPatch.Subunits(seen) == file.Subunits)))];
    }

    /// <summary>Runs it.</summary>
    /// <param name="progress">Told how many starts are done.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public CalibrationOutcome Run(IProgress<int>? progress)
    {
        Vector<double> start = Logarithms(_file.Free.Select(free => free.Start));
        List<(Vector<double> Place, double Objective)> ends = [];
        for (int i = 0; i < _file.Starts; i++)
        {
            ends.Add(Search(i == 0 ? start : Drawn(i)));
            progress?.Report(i + 1);
        }

        (Vector<double> best, double objective) = ends.MinBy(end => end.Objective);
        Vector<double> before = Residuals([start])[0];
        Vector<double> after = Residuals([best])[0];
        Svd<double> directions = Jacobian(best).Svd();
        return new CalibrationOutcome(
            before * before,
            objective,
            ends.Count(end => end.Objective <= (1.01 * objective) + 0.01),
            [.. _file.Free.Select((free, i) => Estimate(free, Math.Exp(best[i]), directions, i))],
            [.. _rows.Select((row, i) => new CalibratedRecording(row.Row, What(row.Seen), row.Seen.Centre, row.Deviation, Predicted(row, before[i]), Predicted(row, after[i])))],
            [.. Enumerable.Range(0, best.Count).Where(k => Strength(directions, k) < 1).Select(k => NotIdentified(directions, k))]);
    }

    /// <summary>The standard deviation of the logarithm of an observation.</summary>
    internal static double Deviation(Observation seen, CalibrationFile file)
    {
        double stated = seen.Deviation is { } sd ? sd / seen.Centre
            : seen.Low > 0 && seen.High > seen.Low ? Math.Log(seen.High.Value / seen.Low.Value) / 4
            : file.Unstated;
        return Math.Sqrt((stated * stated) + (file.BetweenLaboratories * file.BetweenLaboratories));
    }

    private IEnumerable<(string, Observation, double)> Rows(string row, IEnumerable<ObservationRow> found)
    {
        ObservationRow[] all = [.. found];
        return all.Length == 0 ? throw new UserErrorException($"the observations have no row {row} of subunits {_file.Subunits}")
            : all.Any(one => one.Observation!.Role != "calibration") ? throw new UserErrorException($"row {row} is for {all[0].Observation!.Role}, and nothing may be fitted to it")
            : all.Select(one => (row, one.Observation!, Deviation(one.Observation!, _file)));
    }

    private (Vector<double> Place, double Objective) Search(Vector<double> start)
    {
        Vector<double> zero = Vector<double>.Build.Dense(_rows.Length);
        IObjectiveModel model = ObjectiveFunction.NonlinearModel((place, _) => Residuals([place])[0], (place, _) => Jacobian(place), zero, zero);
        Vector<double> end = new LevenbergMarquardtMinimizer(gradientTolerance: 1e-9, stepTolerance: 1e-6, functionTolerance: 1e-9, maximumIterations: 60)
            .FindMinimum(model, start, Logarithms(_file.Free.Select(free => free.Low)), Logarithms(_file.Free.Select(free => free.High))).MinimizingPoint;
        Vector<double> residuals = Residuals([end])[0];
        return (end, residuals * residuals);
    }

    private Matrix<double> Jacobian(Vector<double> place)
    {
        List<Vector<double>> moved = [];
        for (int i = 0; i < place.Count; i++)
        {
            foreach (double step in (double[])[Step, -Step])
            {
                Vector<double> one = place.Clone();
                one[i] += step;
                moved.Add(one);
            }
        }

        Vector<double>[] residuals = Residuals(moved);
        return Matrix<double>.Build.DenseOfColumnVectors(Enumerable.Range(0, place.Count).Select(i => (residuals[2 * i] - residuals[(2 * i) + 1]) / (2 * Step)));
    }

    private Vector<double>[] Residuals(IReadOnlyList<Vector<double>> places)
    {
        ImmutableSortedDictionary<string, double>[] sets = [.. places.Select(Parameters)];
        Vector<double>[] residuals = [.. places.Select(_ => Vector<double>.Build.Dense(_rows.Length))];
        Parallel.For(0, _rows.Length, new ParallelOptions { CancellationToken = _cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            double[] values = Values(_rows[i].Seen, sets);
            for (int set = 0; set < sets.Length; set++)
            {
                double residual = Math.Log(values[set] / _rows[i].Seen.Centre) / _rows[i].Deviation;
                residuals[set][i] = double.IsFinite(residual) ? Math.Clamp(residual, -Failure, Failure) : Failure;
            }
        });
        return residuals;
    }

    /// <summary>What is predicted with each set; not a number where it cannot be measured.</summary>
    private double[] Values(Observation seen, ImmutableSortedDictionary<string, double>[] sets)
    {
        try
        {
            return [.. _patch.Values(seen, sets, _cancellation)];
        }
        catch (UserErrorException) when (sets.Length > 1)
        {
            return [.. sets.Select(set => Values(seen, [set])[0])];
        }
        catch (UserErrorException)
        {
            return [double.NaN];
        }
    }

    private ImmutableSortedDictionary<string, double> Parameters(Vector<double> place)
    {
        ImmutableSortedDictionary<string, double>.Builder set = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        for (int i = 0; i < place.Count; i++)
        {
            foreach ((string name, double factor) in _file.Free[i].Parameters)
            {
                set[name] = Math.Exp(place[i]) * factor;
            }
        }

        return set.ToImmutable();
    }

    private Vector<double> Drawn(int start)
    {
        RandomStream stream = new(_file.Seed, "calibration");
        return Vector<double>.Build.Dense(_file.Free.Length, i => Math.Log(_file.Free[i].Low) + (stream.Uniform(start, i) * Math.Log(_file.Free[i].High / _file.Free[i].Low)));
    }

    private static Vector<double> Logarithms(IEnumerable<double> values) => Vector<double>.Build.DenseOfEnumerable(values.Select(value => Math.Log(value)));

    private static double Predicted((string Row, Observation Seen, double Deviation) row, double residual) => row.Seen.Centre * Math.Exp(residual * row.Deviation);

    private static double Strength(Svd<double> directions, int direction) => direction < directions.S.Count ? directions.S[direction] : 0;

    private static CalibratedParameter Estimate(FreeParameter free, double value, Svd<double> directions, int index)
    {
        // The variance is the sum over directions of (component/strength)^2.
        double variance = Enumerable.Range(0, directions.VT.RowCount).Sum(k =>
        {
            double component = directions.VT[k, index], strength = Strength(directions, k);
            return component * component / Math.Max(strength * strength, 1e-12);
        });
        bool atBound = value < 1.01 * free.Low || value > free.High / 1.01;
        return new CalibratedParameter(free.Name, value, variance < Undetermined * Undetermined ? Math.Sqrt(variance) : null, atBound);
    }

    private string NotIdentified(Svd<double> directions, int direction)
    {
        IEnumerable<string> parts = Enumerable.Range(0, _file.Free.Length)
            .Where(i => Math.Abs(directions.VT[direction, i]) > 0.3)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{_file.Free[i].Name}^{directions.VT[direction, i]:F2}"));
        double strength = Strength(directions, direction);
        string by = strength < 1 / Undetermined ? "at will" : string.Create(CultureInfo.InvariantCulture, $"{Math.Exp(1 / strength):G3}-fold");
        return $"{string.Join(" ", parts)} can move {by} before the objective rises by 1";
    }

    private static string What(Observation seen) => $"{seen.Study}, {seen.Output}, {seen.Time} ({seen.Unit})";
}
