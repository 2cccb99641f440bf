namespace Ketascope.Study.Fitting;

/// <summary>
/// The space in which one problem is searched: the free parameters on their scales, and under maximum likelihood the logarithms of the standard deviations of the
/// error models after them.
/// </summary>
internal sealed class SearchSpace
{
    private readonly double[] _fixed;
    private readonly ParameterScale[] _scales;
    private readonly (int A, int B)[] _deviations;

    /// <summary>Makes the space.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="settings">The method and the precision of predictions.</param>
    /// <param name="estimatesErrors">Whether the standard deviations are part of it.</param>
    public SearchSpace(FitProblem problem, FitSettings settings, bool estimatesErrors)
    {
        Problem = problem;
        EstimatesErrors = estimatesErrors;
        _fixed = [.. problem.Parameters.Select(parameter => parameter.Start)];
        Free = [.. Enumerable.Range(0, problem.Parameters.Length).Where(i => !problem.Parameters[i].IsFixed)];
        List<ParameterScale> scales = [.. Free.Select(i => ParameterScale.Of(problem.Parameters[i]))];
        List<string> names = [.. Free.Select(i => problem.Parameters[i].Name)];
        _deviations = new (int, int)[problem.Errors.Length];
        for (int output = 0; output < problem.Errors.Length; output++)
        {
            ErrorModel error = problem.Errors[output];
            double largest = problem.Observations.Where(observation => observation.Output == output).Select(observation => Math.Abs(observation.Value)).DefaultIfEmpty(0).Max();
            int Add(string name, double size)
            {
                scales.Add(ParameterScale.OfDeviation(10 * settings.Precision * (size > 0 ? size : 1)));
                names.Add(problem.Errors.Length > 1 ? $"{name}{output + 1}" : name);
                return scales.Count - 1;
            }

            int a = estimatesErrors && error is ErrorModel.Additive or ErrorModel.Combined ? Add("a", largest) : estimatesErrors && error is ErrorModel.Log ? Add("a", 1) : -1;
            int b = estimatesErrors && error is ErrorModel.Proportional or ErrorModel.Combined ? Add("b", 1) : -1;
            _deviations[output] = (a, b);
        }

        _scales = [.. scales];
        Names = [.. names];
    }

    /// <summary>The problem.</summary>
    public FitProblem Problem { get; }

    /// <summary>Whether the standard deviations of the error models are among the components.</summary>
    public bool EstimatesErrors { get; }

    /// <summary>The places of the free parameters in the problem; they are the first components.</summary>
    public int[] Free { get; }

    /// <summary>How many components there are.</summary>
    public int Size => _scales.Length;

    /// <summary>The names of the components; standard deviations are <c>a</c> (additive, log) and <c>b</c> (proportional), numbered by output where there are several.</summary>
    public string[] Names { get; }

    /// <summary>The scale of a component.</summary>
    public ParameterScale this[int component] => _scales[component];

    /// <summary>The components of the standard deviations of an output; -1 where there is none.</summary>
    public (int A, int B) Deviations(int output) => _deviations[output];

    /// <summary>The values of all parameters at a place.</summary>
    public double[] Values(double[] place)
    {
        double[] values = [.. _fixed];
        for (int j = 0; j < Free.Length; j++)
        {
            values[Free[j]] = _scales[j].ToValue(place[j]);
        }

        return values;
    }

    /// <summary>The place of the start values; the components of standard deviations are 0.</summary>
    public double[] Start()
    {
        double[] place = new double[Size];
        for (int j = 0; j < Free.Length; j++)
        {
            place[j] = _scales[j].ToPlace(_fixed[Free[j]]);
        }

        return place;
    }

    /// <summary>The row that predicts at a place.</summary>
    public ParameterRow Row(double[] place) => new(Problem.Unit, Values(place));

    /// <summary>Whether a component is at the end of its scale.</summary>
    public bool IsAtLimit(double[] place, int component) => place[component] <= _scales[component].Minimum || place[component] >= _scales[component].Maximum;
}
