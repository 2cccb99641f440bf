using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Fitting;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Ketascope.Study.Calibrations;

/// <summary>
/// Fits parameters of a model's text to rows of observations with <see cref="Fitter"/>: the sum of squares of ln(predicted/observed) over the
/// standard deviation of that logarithm is made smallest, from several
/// starts, on logarithmic scales between bounds. Which combinations of parameters the rows leave free is said by the singular values of the
/// derivatives at the end.
/// </summary>
public sealed class CalibrationRun
{
    /// <summary>
    /// Half the distance of the two values that a derivative is taken from, on the logarithmic scale: far above the noise of the measures (1e-6), and
    /// small against their curvature.
    /// </summary>
    private const double Step = 1e-3;

    /// <summary>The relative error of the measures: crossings and fits on recorded courses.</summary>
    private const double Precision = 1e-6;

    private const int MaxIterations = 60;

    /// <summary>A standard error of the logarithm from which on a parameter counts as not determined: a hundredfold.</summary>
    private const double Undetermined = 4.6;

    /// <summary>What a row adds that cannot be measured at all, in standard deviations.</summary>
    private const double Failure = 20;

    private readonly ArmPredictor _arms;
    private readonly CalibrationFile _file;
    private readonly ImmutableArray<(string Row, Observation Seen, double Deviation)> _rows;
    private readonly IProgress<FitProgress>? _progress;
    private readonly CancellationToken _cancellation;

    /// <summary>Prepares a calibration.</summary>
    /// <param name="experiment">The area, which predicts.</param>
    /// <param name="file">What is free, and which rows.</param>
    /// <param name="observations">The observations of the area, with a column <c>row</c>.</param>
    /// <param name="progress">Told after each round of iterations where the search is; or null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">A row is missing, of another setting, or not for calibration.</exception>
    public CalibrationRun(IExperiment experiment, CalibrationFile file, ObservationFile observations, IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        _arms = new ArmPredictor(experiment.Plan, Cohort.Typical);
        _file = file;
        _progress = progress is null ? null : new OfValues(progress);
        _cancellation = cancellation;
        int column = observations.Columns.IndexOf("row");
        _rows =
        [
            .. file.Rows.SelectMany(row =>
                Rows(row, observations.Rows.Where(one => column >= 0 && one.Fields[column] == row && one.Observation is { } seen
                && file.Where.All(wanted => experiment.SettingOf(seen, wanted.Key) == wanted.Value)))),
        ];
    }

    /// <summary>Runs it.</summary>
    /// <exception cref="UserErrorException">A start value does not lie inside its bounds.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public CalibrationOutcome Run()
    {
        // The fit is of logarithms: so are the values of its parameters. A fall is fitted as its size: what goes the other way has no logarithm of its ratio.
        FitProblem problem = new(
            0,
            [.. _file.Free.Select(free => new FitParameter(free.Name, Math.Log(free.Start)) { Lower = Math.Log(free.Low), Upper = Math.Log(free.High) })],
            [.. _rows.Select(row => new FitObservation(Math.Abs(row.Seen.Centre), 0, row.Deviation))],
            [ErrorModel.KnownLog]);
        FitSettings settings = new() { Starts = _file.Starts, Seed = _file.Seed, Precision = Precision, MaxIterations = MaxIterations, Progress = _progress };
        FitResult fit = Fitter.Fit([problem], new Predictor(this), settings, _cancellation)[0];
        CalibrationOutcome found = At([.. fit.Values.Select(Math.Exp)]);
        double least = fit.Starts.Min(one => one.Objective);
        return found with { StartsThatAgree = fit.Starts.Count(one => one.Objective - least <= (0.01 * found.Objective) + 0.01) };
    }

    /// <summary>Evaluates rows, errors and covariances at the estimates that the file has, which stay as they are.</summary>
    /// <exception cref="UserErrorException">The file has no estimates.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public CalibrationOutcome Evaluate() => _file.Result is { } kept
        ? At([.. kept.Estimates.Select(one => one.Value)]) with { StartsThatAgree = kept.StartsThatAgree }
        : throw new UserErrorException("--keep-estimates: this calibration has no estimates yet; leave it out and the calibration is run");

    /// <summary>
    /// The covariances of the logarithms of estimates. Logarithms are scaled so that a uniform distribution between the bounds has a standard deviation of 1
    /// (ln(high/low)/sqrt(12)). Along each singular vector of the Jacobian the variance is one over the square of the singular value, and at most 1, so
    /// that what the rows do not determine is as wide as the bounds and never without error.
    /// </summary>
    /// <param name="jacobian">The derivatives of the residuals, each over its standard deviation, by the logarithms.</param>
    /// <param name="free">The parameters.</param>
    internal static Matrix<double> Covariance(Matrix<double> jacobian, FreeParameter[] free)
    {
        Matrix<double> width = Matrix<double>.Build.DenseOfDiagonalArray([.. free.Select(one => Math.Log(one.High / one.Low) / Math.Sqrt(12))]);
        Svd<double> scaled = (jacobian * width).Svd();
        double[] variances = [.. Enumerable.Range(0, free.Length).Select(k => 1 / Math.Max(Math.Pow(Strength(scaled, k), 2), 1))];
        return width * scaled.VT.Transpose() * Matrix<double>.Build.DenseOfDiagonalArray(variances) * scaled.VT * width;
    }

    /// <summary>The standard deviation of the logarithm of an observation.</summary>
    internal static double Deviation(Observation seen, CalibrationFile file)
    {
        double stated = seen.Deviation is { } sd ? sd / Math.Abs(seen.Centre)
            : seen.Low > 0 && seen.High > seen.Low ? Math.Log(seen.High.Value / seen.Low.Value) / 4
            : file.Unstated;
        return Math.Sqrt((stated * stated) + (file.BetweenLaboratories * file.BetweenLaboratories));
    }

    /// <summary>What rows, errors and covariances are at some values; how many starts end there is for the caller to say.</summary>
    private CalibrationOutcome At(double[] values)
    {
        Vector<double> start = Logarithms(_file.Free.Select(free => free.Start)), best = Logarithms(values);
        Vector<double> before = Residuals([start])[0], after = Residuals([best])[0];
        Matrix<double> jacobian = Jacobian(best);
        Svd<double> directions = jacobian.Svd();
        return new CalibrationOutcome(
            before * before,
            after * after,
            0,
            [.. _file.Free.Select((free, i) => Estimate(free, values[i], directions, i))],
            [.. _rows.Select((row, i) => Recording(row, Predicted(row, before[i]), Predicted(row, after[i])))],
            [.. Enumerable.Range(0, best.Count).Where(k => Strength(directions, k) < 1).Select(k => NotIdentified(directions, k))])
        {
            Covariance = Triangle(Covariance(jacobian, [.. _file.Free])),
        };
    }

    private static CalibratedRecording Recording((string Row, Observation Seen, double Deviation) row, double before, double after) =>
        new(row.Row, What(row.Seen), row.Seen.Centre, row.Deviation, before, after);

    private IEnumerable<(string, Observation, double)> Rows(string row, IEnumerable<ObservationRow> found)
    {
        ObservationRow[] all = [.. found];
        return all.Length == 0
            ? throw new UserErrorException(
            $"the observations have no row {row}{string.Concat(_file.Where.Select(wanted => $" of {wanted.Key} {wanted.Value}"))}")
            : all.Any(one => one.Observation!.Role != "calibration") ? throw new UserErrorException($"row {row} is for {all[0].Observation!.Role}, and nothing may be fitted to it")
            : all.Select(one => (row, one.Observation!, Deviation(one.Observation!, _file)));
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
            return _arms.Values([seen], SubjectTable.Of([.. sets[0].Keys], [.. sets.Select(set => set.Values.ToArray())]), _cancellation)[0];
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

    private static ImmutableArray<ImmutableArray<double>> Triangle(Matrix<double> symmetric) =>
        [.. Enumerable.Range(0, symmetric.RowCount).Select(i => (ImmutableArray<double>)[.. Enumerable.Range(0, i + 1).Select(j => symmetric[i, j])])];

    private static string What(Observation seen) => $"{seen.Study}, {seen.Output}, {seen.Time} ({seen.Unit})";

    /// <summary>Tells values where the search knows their logarithms.</summary>
    private sealed class OfValues(IProgress<FitProgress> progress) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => progress.Report(value with { Best = [.. value.Best.Select(one => (one.Name, Math.Exp(one.Value)))] });
    }

    /// <summary>The rows as observations of a fit; what cannot be measured counts as far away.</summary>
    private sealed class Predictor(CalibrationRun calibration) : IPredictor
    {
        public ImmutableArray<double[]> Predict(ImmutableArray<ParameterRow> rows, CancellationToken cancellation) =>
        [
            .. calibration.Residuals([.. rows.Select(row => Vector<double>.Build.DenseOfArray(row.Values))])
                .Select(residuals => calibration._rows.Select((row, i) => Math.Abs(Predicted(row, residuals[i]))).ToArray()),
        ];
    }
}
