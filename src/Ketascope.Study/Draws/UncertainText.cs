using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Study.Requests;
using MathNet.Numerics.Distributions;

namespace Ketascope.Study.Draws;

/// <summary>
/// What a model's text says of how well its parameters are known: <c>x.standardError = 0.3</c> or <c>x.confidenceInterval = {1.2, 2.4}</c> (95 %), and
/// perhaps <c>x.range = {0, 1}</c> (docs/uncertainty.md). It has nothing to do with <c>x.distribution</c>, which says how people differ.
/// </summary>
public static class UncertainText
{
    private const string Error = "standardError", Interval = "confidenceInterval", Range = "range";

    /// <summary>Half a 95 % interval in standard errors.</summary>
    private static readonly double Half = Normal.InvCDF(0, 1, 0.975);

    /// <summary>The parameters of a model that are known with an error, in the order of the text.</summary>
    /// <param name="system">The model.</param>
    /// <exception cref="UserErrorException">An error is not above 0, belongs to a value that follows from others, or does not fit the range.</exception>
    public static ImmutableArray<UncertainValue> Of(OdeSystem system)
    {
        ImmutableArray<Parameter> uncertain =
            [.. system.Parameters.Where(one => one.Uncertainty.ContainsKey(Error) || one.Uncertainty.ContainsKey(Interval))];
        if (uncertain.IsEmpty)
        {
            return [];
        }

        if (uncertain.FirstOrDefault(one => one.Initial is not NumberExpression) is { } follows)
        {
            throw new UserErrorException($"'{follows.Name}' of the model '{system.Name}' follows from other values, so it has no error of its own; give " +
                "the error to the values that it follows from");
        }

        ImmutableArray<Expression> numbers = [.. uncertain.SelectMany(one => one.Uncertainty.GetValueOrDefault(Error, [])
            .Concat(one.Uncertainty.GetValueOrDefault(Interval, [])).Concat(one.Uncertainty.GetValueOrDefault(Range, [])))];
        Queue<double> values = new(StartNumbers.Of(system, ImmutableSortedDictionary<string, double>.Empty, numbers));
        double[] Next(Parameter one, string field) => [.. one.Uncertainty.GetValueOrDefault(field, []).Select(_ => values.Dequeue())];
        return [.. uncertain.Select(one => Read(system, one, Next(one, Error), Next(one, Interval), Next(one, Range)))];
    }

    /// <summary>The values that a draw gives to the uncertain parameters of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="draw">The draw, which is told what of the model was drawn.</param>
    public static ImmutableSortedDictionary<string, double> Values(LoadedModel model, ParameterDraw draw)
    {
        ImmutableArray<UncertainValue> uncertain = Of(model.System);
        string name = model.System.Name;
        draw.Tell(new DrawnSource($"the model '{name}'", uncertain.Length));
        return uncertain.ToImmutableSortedDictionary(one => one.Name, one => one.Draw(draw.Normal($"{name}.{one.Name}")), StringComparer.Ordinal);
    }

    /// <summary>A model whose uncertain parameters have the values of a draw.</summary>
    /// <param name="model">The model.</param>
    /// <param name="draw">The draw, which is told what of the model was drawn.</param>
    public static LoadedModel Under(LoadedModel model, ParameterDraw draw) =>
        model with { System = model.System.WithNumbers(Values(model, draw)) };

    private static UncertainValue Read(OdeSystem system, Parameter parameter, double[] error, double[] interval, double[] range)
    {
        double value = ((NumberExpression)parameter.Initial).Value;
        (double, double)? bounds = range.Length == 2 ? (range[0], range[1]) : null;
        string who = $"'{parameter.Name}' of the model '{system.Name}'";
        if (bounds is { } ends && !(value > ends.Item1 && value < ends.Item2))
        {
            throw new UserErrorException(FormattableString.Invariant($"{who} is {value}, which does not lie within its range of {ends.Item1} to {ends.Item2}"));
        }

        // The scale on which values are drawn is linear over small errors; an interval that is printed is taken for symmetric on it.
        double spread = error.Length == 1 ? error[0]
            : bounds is null && value > 0 && interval[0] > 0 ? value * RelativeOf(Math.Log(interval[1] / interval[0]) / (2 * Half))
            : (interval[1] - interval[0]) / (2 * Half);
        return spread > 0 && double.IsFinite(spread)
            ? new UncertainValue(parameter.Name, value, spread, bounds)
            : throw new UserErrorException(FormattableString.Invariant($"the standard error of {who} must be above 0; it is {spread}"));
    }

    /// <summary>The coefficient of variation of a log-normal distribution.</summary>
    private static double RelativeOf(double deviation) => Math.Sqrt(Math.Exp(deviation * deviation) - 1);
}
