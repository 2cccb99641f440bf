namespace Ketascope.Study.Fitting;

/// <summary>A standard deviation of an error model: a component of a search space, or a number that is held.</summary>
/// <param name="Component">The component; -1 where it is held.</param>
/// <param name="Held">The value that is held.</param>
internal sealed record ErrorPart(int Component, double Held)
{
    /// <summary>Whether it keeps its value.</summary>
    public bool IsHeld => Component < 0;
}

/// <summary>
/// The space in which one problem is searched: the free parameters on their scales, and under maximum likelihood, after them, the logarithms of those
/// standard deviations of the error models that are no parameters of the problem.
/// </summary>
internal sealed class SearchSpace
{
    private readonly FitSettings _settings;
    private readonly double[] _fixed;
    private readonly List<ParameterScale> _scales;
    private readonly List<string> _names;
    private readonly (ErrorPart? Additive, ErrorPart? Proportional)[] _parts;

    /// <summary>Makes the space.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="settings">The method and the precision of predictions.</param>
    /// <param name="estimatesErrors">Whether the standard deviations that are no parameters of the problem are part of it.</param>
    public SearchSpace(FitProblem problem, FitSettings settings, bool estimatesErrors)
    {
        (Problem, EstimatesErrors, _settings) = (problem, estimatesErrors, settings);
        Priors = new PriorPenalty(problem);
        _fixed = [.. problem.Parameters.Select(parameter => parameter.Start)];
        Free = [.. Enumerable.Range(0, problem.Parameters.Length).Where(i => !problem.Parameters[i].IsFixed)];
        _scales = [.. Free.Select(i => ParameterScale.Of(problem.Parameters[i]))];
        _names = [.. Free.Select(i => problem.Parameters[i].Name)];
        _parts = [.. problem.Errors.Select((error, output) => Parts(error, output))];
    }

    /// <summary>The problem.</summary>
    public FitProblem Problem { get; }

    /// <summary>Whether the standard deviations of the error models are among the components, as far as they are not held.</summary>
    public bool EstimatesErrors { get; }

    /// <summary>Whether all standard deviations are held: variances are then known, and not up to a common factor only.</summary>
    public bool HoldsErrors => Problem.Errors.Select((error, output) => (error, _parts[output])).All(pair =>
        (pair.error.HasAdditive() || pair.error.HasProportional())
        && (!pair.error.HasAdditive() || pair.Item2.Additive is { IsHeld: true })
        && (!pair.error.HasProportional() || pair.Item2.Proportional is { IsHeld: true }));

    /// <summary>
    /// Whether there is a minimum without any value that was measured: all parameters have priors, and limits, if there are any, meet an error that
    /// is held.
    /// </summary>
    public bool IsHeldByPriors => Free.All(i => Problem.Parameters[i].Prior is not null) && (Problem.Observations.IsEmpty || Size == Free.Length);

    /// <summary>What is known of the parameters before the data.</summary>
    public PriorPenalty Priors { get; }

    /// <summary>The places of the free parameters in the problem; they are the first components.</summary>
    public int[] Free { get; }

    /// <summary>How many components there are.</summary>
    public int Size => _scales.Count;

    /// <summary>
    /// The names of the components; standard deviations that are no parameters are <c>a</c> (additive, log) and <c>b</c> (proportional), numbered by
    /// output where there are several.
    /// </summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The scale of a component.</summary>
    public ParameterScale this[int component] => _scales[component];

    /// <summary>The standard deviations of an output; null where its error has no such part, or none yet.</summary>
    public (ErrorPart? Additive, ErrorPart? Proportional) PartsOf(int output) => _parts[output];

    /// <summary>A standard deviation at a place; 0 where there is none.</summary>
    public double Deviation(double[] place, ErrorPart? part) =>
        part is null ? 0 : part.IsHeld ? part.Held : _scales[part.Component].ToValue(place[part.Component]);

    /// <summary>The kind of standard deviation that a component is, for people; null for another parameter.</summary>
    public string? DeviationKind(int component) =>
        _parts.Any(parts => parts.Proportional?.Component == component) ? "proportional" : _parts.Any(parts => parts.Additive?.Component == component)
            ? "additive" : null;

    /// <summary>Whether the error that a standard deviation belongs to has another one beside it.</summary>
    public bool HasTwoParts(int component) =>
        _parts.Any(parts => parts is { Additive: not null, Proportional: not null }
            && (parts.Additive.Component == component || parts.Proportional.Component == component));

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

    /// <summary>The place of the start values; the components of standard deviations that are no parameters are 0.</summary>
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

    private (ErrorPart? Additive, ErrorPart? Proportional) Parts(ErrorModel error, int output)
    {
        double largest = Problem.Observations.Where(observation => observation.Output == output).Select(observation => Math.Abs(observation.Value))
            .DefaultIfEmpty(0).Max();
        ErrorParameters named = Problem.ErrorParameters.IsEmpty ? ErrorParameters.None : Problem.ErrorParameters[output];
        string number = Problem.Errors.Length > 1 ? FormattableString.Invariant($"{output + 1}") : "";
        ErrorPart? additive = error.HasAdditive() ? Part("a" + number, named.Additive, error is ErrorModel.Log || !(largest > 0) ? 1 : largest) : null;
        return (additive, error.HasProportional() ? Part("b" + number, named.Proportional, 1) : null);
    }

    private ErrorPart? Part(string name, int parameter, double size)
    {
        ParameterScale scale = ParameterScale.OfDeviation(10 * _settings.Precision * size);
        if (parameter >= 0)
        {
            int component = Array.IndexOf(Free, parameter);
            if (component >= 0 && !double.IsFinite(Problem.Parameters[parameter].Upper ?? double.NaN) && !(Problem.Parameters[parameter].Lower > 0))
            {
                _scales[component] = scale;
            }

            return new ErrorPart(component, component < 0 ? _fixed[parameter] : double.NaN);
        }

        if (!EstimatesErrors)
        {
            return null;
        }

        _scales.Add(scale);
        _names.Add(name);
        return new ErrorPart(_scales.Count - 1, double.NaN);
    }
}
