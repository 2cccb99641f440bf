using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Ketascope.Study.Fitting;

/// <summary>How a search ended.</summary>
internal enum SearchState
{
    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>At a minimum.</summary>
    Converged,

    /// <summary>Nothing better was found, though the derivatives promise it.</summary>
    Stalled,

    /// <summary>The iterations were used up.</summary>
    OutOfIterations,

    /// <summary>The start has no finite value.</summary>
    Impossible,
}

/// <summary>One search for a minimum: where it is, and which steps it tries next (Levenberg, Marquardt; scaled as Moré 1978, doi:10.1007/BFb0067700).</summary>
internal sealed class Search
{
    private const double LeastDamping = 1e-12;
    private const double MostDamping = 1e9;

    // Expected gain in -2 log likelihood: a ten-billionth is 1e-5 standard errors from the minimum. What rounding in predictions hides ends the search below the other.
    private const double Gain = 1e-10;
    private const double HiddenGain = 1e-4;

    // Information of a component that no prediction feels, beside rounding: it stays where it is.
    private const double NoInformation = 1e-20;

    private readonly FitSettings _settings;
    private double _damping = 1e-2;
    private double[] _scale = [];
    private Evd<double>? _modes;
    private Vector<double> _slope = Vector<double>.Build.Dense(1);
    private int[] _moving = [];
    private double _expected;

    /// <summary>Begins a search.</summary>
    /// <param name="space">The space.</param>
    /// <param name="place">Where it starts; kept and changed.</param>
    /// <param name="variances">Given variances; null where they follow from the place.</param>
    /// <param name="settings">Precision and iterations.</param>
    public Search(SearchSpace space, double[] place, double[]? variances, FitSettings settings)
    {
        (Space, Place, Variances, _settings) = (space, place, variances, settings);
        Clamp(Place);
    }

    /// <summary>The space.</summary>
    public SearchSpace Space { get; }

    /// <summary>Where it is.</summary>
    public double[] Place { get; private set; }

    /// <summary>Given variances; null where they follow from the place.</summary>
    public double[]? Variances { get; }

    /// <summary>The predictions there.</summary>
    public double[] Predictions { get; private set; } = [];

    /// <summary>The value there.</summary>
    public double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>The derivatives there.</summary>
    public Curvature? Curvature { get; private set; }

    /// <summary>How many times derivatives were taken.</summary>
    public int Iterations { get; private set; }

    /// <summary>How it ended.</summary>
    public SearchState State { get; private set; }

    /// <summary>Takes the predictions at the start.</summary>
    public void Begin(double[] predictions)
    {
        Predictions = predictions;
        Value = Objective.Value(Space, Place, predictions, Variances);
        State = double.IsFinite(Value) ? SearchState.Running : SearchState.Impossible;
    }

    /// <summary>Takes the derivatives and ends the search at a minimum.</summary>
    public void Differentiate(double[][] slopes)
    {
        Iterations++;
        if (Space.Size == 0)
        {
            State = SearchState.Converged;
            return;
        }

        Curvature = Objective.Derivatives(Space, Place, Predictions, slopes, Variances);
        _moving = [.. Enumerable.Range(0, Space.Size).Where(CanMove)];
        if (_moving.Length == 0 || IsExact(1))
        {
            State = SearchState.Converged;
            return;
        }

        _scale = [.. _moving.Select(j => Math.Sqrt(Math.Max(Curvature.Information[j, j], 1e-30)))];
        Matrix<double> scaled = Matrix<double>.Build.Dense(_moving.Length, _moving.Length, (j, k) => Curvature.Information[_moving[j], _moving[k]] / (_scale[j] * _scale[k]));
        _modes = scaled.Evd(Symmetricity.Symmetric);
        _slope = _modes.EigenVectors.TransposeThisAndMultiply(Vector<double>.Build.Dense(_moving.Length, j => Curvature.Gradient[_moving[j]] / _scale[j]));
        _expected = 0.5 * Enumerable.Range(0, _moving.Length).Sum(j => _slope[j] * _slope[j] / (Math.Max(_modes.EigenValues[j].Real, 0) + 1e-9));
        State = !double.IsFinite(_expected) ? SearchState.Stalled : _expected < Gain ? SearchState.Converged : Iterations >= _settings.MaxIterations ? SearchState.OutOfIterations : SearchState.Running;
    }

    /// <summary>Places to try: steps of different damping, all to be predicted at once.</summary>
    public double[][] Candidates() => [.. new[] { _damping / 10, _damping, _damping * 10 }.Select(Step)];

    /// <summary>Takes the best of the places tried. Where none is better the damping grows, and other places are to be tried.</summary>
    /// <returns>Whether the search moved.</returns>
    public bool Choose(double[][] candidates, double[][] predictions)
    {
        double[] values = [.. candidates.Select((place, i) => Objective.Value(Space, place, predictions[i], Variances))];
        int best = Array.IndexOf(values, values.Min());
        if (values[best] < Value)
        {
            _damping = Math.Max(LeastDamping, _damping * Math.Pow(10, best - 1));
            (Place, Predictions, Value) = (candidates[best], predictions[best], values[best]);
            return true;
        }

        _damping = Math.Max(_damping, 1e-6) * 1000;
        if (_damping > MostDamping)
        {
            State = _expected < HiddenGain || IsExact(100) ? SearchState.Converged : SearchState.Stalled;
        }

        return false;
    }

    private double[] Step(double damping)
    {
        Vector<double> step = _modes!.EigenVectors * Vector<double>.Build.Dense(_moving.Length, j => -_slope[j] / (Math.Max(_modes.EigenValues[j].Real, 0) + damping));
        double[] place = [.. Place];
        for (int j = 0; j < _moving.Length; j++)
        {
            double longest = Space[_moving[j]].LongestMove;
            place[_moving[j]] += Math.Clamp(step[j] / _scale[j], -longest, longest);
        }

        Clamp(place);
        return place;
    }

    private void Clamp(double[] place)
    {
        for (int j = 0; j < place.Length; j++)
        {
            place[j] = Math.Clamp(place[j], Space[j].Minimum, Space[j].Maximum);
        }
    }

    // At the end of its scale a component stays while the value falls outwards.
    private bool CanMove(int component) =>
        Curvature!.Information[component, component] > NoInformation &&
        !(Place[component] <= Space[component].Minimum && Curvature.Gradient[component] >= 0) &&
        !(Place[component] >= Space[component].Maximum && Curvature.Gradient[component] <= 0);

    // Residuals of the size of the errors of predictions, or so many times larger.
    private bool IsExact(double times)
    {
        if (Variances is null)
        {
            return false;
        }

        double levels = Space.Problem.Observations.Select((observation, i) =>
            (Space.Problem.Errors[observation.Output] is ErrorModel.Log ? 1 : observation.Value * observation.Value) / Variances[i]).Sum();
        return Objective.Squares(Space, Place, Predictions, Variances) <= Math.Pow(times * _settings.Precision, 2) * levels;
    }
}
