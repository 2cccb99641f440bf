using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Ketascope.Study.Requests;

/// <summary>
/// Finds what a text says of differences between people that cannot be, or would do nothing: variances, covariances and standard deviations that
/// belong to nothing, and blocks of covariances that are not positive definite.
/// </summary>
internal sealed class VariabilityCheck
{
    private const string Code = "variability";
    private readonly OdeSystem _system;
    private readonly DiagnosticBag _diagnostics;
    private readonly VariabilityText _text;
    private readonly Severity _severity;
    private readonly ILookup<string, Quantity> _quantities;
    private readonly HashSet<string> _declared;

    private VariabilityCheck(OdeSystem system, ModelDocument document, bool isForeign, DiagnosticBag diagnostics)
    {
        (_system, _diagnostics, _text) = (system, diagnostics, VariabilityText.Read(system));
        _declared = [.. document.Models.Values.SelectMany(model => model.Symbols).Select(symbol => symbol.Name)];

        // A text from elsewhere that draws nothing may use such names for something else.
        _severity = isForeign && _text.Drawn.IsEmpty ? Severity.Warning : Severity.Error;
        _quantities = system.States.Concat<Quantity>(system.Assignments).Concat(system.Parameters).ToLookup(quantity => quantity.Name);
    }

    /// <summary>Checks a model.</summary>
    /// <param name="system">The model.</param>
    /// <param name="document">The text that it was made of.</param>
    /// <param name="isForeign">Whether it is SBML, whose names need not follow our rules.</param>
    /// <param name="diagnostics">Takes what was found.</param>
    public static void Run(OdeSystem system, ModelDocument document, bool isForeign, DiagnosticBag diagnostics)
    {
        VariabilityCheck check = new(system, document, isForeign, diagnostics);
        check.Names();
        if (!check._text.Drawn.IsEmpty && !diagnostics.HasErrors)
        {
            check.Numbers();
        }
    }

    /// <summary>Names that are those of variability, but of nothing that varies; what a formula uses does something all the same.</summary>
    private void Names()
    {
        Quantity[] named =
        [
            .. _system.Parameters.Concat<Quantity>(_system.Assignments)
                .Where(quantity => VariabilityText.LocalName(quantity.Name).Split('_', 2)[0] is "cov" or "cor" or "omega2" or "nu2" or "sigma"),
        ];
        if (named.Length == 0 && _text.Drawn.IsEmpty)
        {
            return;
        }

        HashSet<string> used = NamesInUse.Of(_system);
        HashSet<string> tying = [.. _text.Ties.Select(tie => tie.Name)];
        foreach (Quantity quantity in named.Where(quantity => !used.Contains(quantity.Name) && !tying.Contains(quantity.Name)))
        {
            if (Problem(quantity.Name) is { } problem)
            {
                _diagnostics.Add(new Diagnostic(Code, _severity, problem, quantity.Span));
            }
        }

        foreach (Parameter drawn in _text.Drawn.Where(drawn => !used.Contains(drawn.Name) && !IsOfDoses(drawn.Name)))
        {
            _diagnostics.Warning(Code, $"'{drawn.Name}' is drawn, but nothing follows from it", drawn.Span);
        }
    }

    /// <summary>What is wrong with a name that no formula uses and that ties nothing; null where nothing is.</summary>
    private string? Problem(string name)
    {
        string local = VariabilityText.LocalName(name), place = name[..^local.Length];
        return local.Split('_', 2) switch
        {
            ["cov" or "cor", var pair] => Untied(name, place, pair),
            [var kind and ("omega2" or "nu2"), var parameter] => Idle(name, place, kind == "nu2" ? "kappa_" : "eta_", parameter),
            _ => Residual.OutputOf(name) is { } output && !_quantities.Contains(output)
                ? $"'{name}' is the residual error of '{output}', which the model does not have{NearestName.Hint(output, _quantities.Select(one => one.Key))}"
                : null,
        };
    }

    private string? Untied(string name, string place, string pair)
    {
        string[] parts = pair.Split('_');
        if (place.Length > 0 && Enumerable.Range(1, parts.Length - 1)
            .Any(k => IsShared(place, $"eta_{string.Join('_', parts[..k])}") && IsShared(place, $"eta_{string.Join('_', parts[k..])}")))
        {
            return null;
        }

        string example = $"{place}eta_{pair.Split('_')[0]}";
        string missing = _text.Drawn.IsEmpty ? "no parameter has a distribution" : $"it needs two deviations eta_X and eta_Y with a distribution, as in cov_X_Y, and there are {string.Join(", ", _text.Drawn.Take(12).Select(drawn => drawn.Name))}";
        string hint = NearestName.Hint(name, _text.PossibleTies);
        return $"'{name}' ties nothing: {missing}{(hint.Length > 0 ? hint : $"; write {example}.distribution = normal(0, sqrt({place}omega2_{pair.Split('_')[0]})), or leave it out")}";
    }

    private string? Idle(string name, string place, string prefix, string parameter)
    {
        string deviation = $"{place}{prefix}{parameter}";
        if (IsShared(place, prefix + parameter))
        {
            return null;
        }

        if (_text.Drawn.Any(drawn => drawn.Name == deviation))
        {
            return $"'{name}' is the variance of nothing: the distribution of '{deviation}' does not use it; write normal(0, sqrt({name})) there, " +
                "or leave it out";
        }

        string? near = NearestName.Find(parameter,
            _quantities.Select(one => one.Key).Where(one => one.StartsWith(place + prefix, StringComparison.Ordinal))
            .Select(one => one[(place + prefix).Length..]));
        return $"'{name}' is the variance of nothing: " + (_quantities.Contains(deviation)
            ? $"'{deviation}' has no distribution; write {deviation}.distribution = normal(0, sqrt({name})), or leave it out"
            : $"there is no '{deviation}'" + (near is null ? $"; write {deviation} = 0 and {deviation}.distribution = normal(0, sqrt({name})), or " +
                "leave it out" : $"; did you mean the variance of '{place}{prefix}{near}'?"));
    }

    /// <summary>Whether a submodel has a deviation by its own text, which another one's takes the place of (<c>R.eta_CL is S.eta_CL</c>).</summary>
    private bool IsShared(string place, string deviation) => place.Length > 0 && !_quantities.Contains(place + deviation) && _declared.Contains(deviation);

    private bool IsOfDoses(string name) => _system.States.Any(state => DosingParameters.Of(state.Species ?? state.Name).Contains(name));

    /// <summary>Numbers that cannot be: of standard deviations, correlations and blocks.</summary>
    private void Numbers()
    {
        ImmutableArray<UserCallExpression> calls = _text.Distributions;
        Queue<double> numbers =
            new(StartNumbers.Of(_system, ImmutableSortedDictionary<string, double>.Empty,
            [.. calls.SelectMany(call => call.Arguments), .. _text.Ties.Select(tie => new NameExpression(tie.Name))]));
        double[] deviations = [.. calls.Select((call, i) => Deviation(i, call.FunctionName, [.. call.Arguments.Select(_ => numbers.Dequeue())]))];
        double[] values = [.. _text.Ties.Select(_ => numbers.Dequeue())];
        foreach (IGrouping<(int X, int Y), DeviationTie> twice in _text.Ties.GroupBy(tie => (tie.X, tie.Y)).Where(pair => pair.Count() > 1))
        {
            Error($"{string.Join(" and ", twice.Select(tie => $"'{tie.Name}'"))} both tie '{_text.Drawn[twice.Key.Y].Name}' and " +
                $"'{_text.Drawn[twice.Key.X].Name}'; leave one of them out", twice.Last().Name);
        }

        foreach ((DeviationTie tie, double value) in _text.Ties.Zip(values).Where(pair => pair.First.IsCorrelation && !(Math.Abs(pair.Second) < 1)))
        {
            Error(string.Create(CultureInfo.InvariantCulture,
                $"'{tie.Name}' is a correlation, so it must be between -1 and 1; it is {value} (a covariance has the name cov_X_Y)"), tie.Name);
        }

        if (!_diagnostics.HasErrors)
        {
            // A covariance of 0 ties nothing, not even a deviation whose variance is 0.
            foreach (int[] block in TiedBlocks.Find(deviations.Length, _text.Ties.Where((_, i) => values[i] != 0).Select(tie => (tie.X, tie.Y))))
            {
                Block(block, deviations, values);
            }
        }
    }

    /// <summary>The standard deviation of a normal distribution without bounds; not-a-number of another.</summary>
    private double Deviation(int index, string distribution, double[] arguments)
    {
        if (distribution is not ("normal" or "truncatedNormal" or "lognormal") || arguments.Length < 2)
        {
            return double.NaN;
        }

        if (!(arguments[1] >= 0 && double.IsFinite(arguments[1])))
        {
            string[] names = [.. _text.Distributions[index].Arguments[1].Names()];
            string reason = names.Length > 0 ? $", from {string.Join(", ", names)}" : "";
            Error(
                string.Create(CultureInfo.InvariantCulture,
                    $"the standard deviation of '{_text.Drawn[index].Name}' must be 0 or more; it is {arguments[1]}{reason} (a variance is not negative)"),
                names.FirstOrDefault(_quantities.Contains) ?? _text.Drawn[index].Name);
        }

        if (_text.Distributions[index].Arguments[1] is NameExpression { Name: var variance }
            && VariabilityText.LocalName(variance).Split('_')[0] is "omega2" or "nu2")
        {
            _diagnostics.Warning(Code, $"'{_text.Drawn[index].Name}' is drawn with the standard deviation '{variance}', the name of a variance; " +
                $"write {distribution}(..., sqrt({variance})) if it is one", _quantities[variance].First().Span);
        }

        return distribution == "normal" && arguments.Length == 2 ? arguments[1] : double.NaN;
    }

    private void Block(int[] members, double[] deviations, double[] values)
    {
        string names = string.Join(", ", members.Select(member => _text.Drawn[member].Name));
        DeviationTie[] ties = [.. _text.Ties.Where(tie => members.Contains(tie.X))];
        if (members.FirstOrDefault(member => double.IsNaN(deviations[member]), -1) is >= 0 and var other)
        {
            Error($"'{_text.Drawn[other].Name}' has covariances with {names}, so its distribution must be normal(mean, sd)", _text.Drawn[other].Name);
            return;
        }

        DenseMatrix covariance = DenseMatrix.OfDiagonalArray([.. members.Select(member => deviations[member] * deviations[member])]);
        foreach (DeviationTie tie in ties)
        {
            (int i, int j) = (Array.IndexOf(members, tie.X), Array.IndexOf(members, tie.Y));
            double value = values[_text.Ties.IndexOf(tie)] * (tie.IsCorrelation ? deviations[tie.X] * deviations[tie.Y] : 1);
            (covariance[i, j], covariance[j, i]) = (value, value);
        }

        try
        {
            covariance.Cholesky();
        }
        catch (ArgumentException)
        {
            Error($"the covariances of {names} are not positive definite: {Largest(ties, deviations, values)}", ties[^1].Name);
        }
    }

    /// <summary>The tie that is too large by itself; else that all together are.</summary>
    private string Largest(DeviationTie[] ties, double[] deviations, double[] values)
    {
        foreach (DeviationTie tie in ties)
        {
            double value = values[_text.Ties.IndexOf(tie)], most = tie.IsCorrelation ? 1 : deviations[tie.X] * deviations[tie.Y];
            if (!(Math.Abs(value) < most))
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"'{tie.Name}' is {value:G6} and must be between -{most:G6} and {most:G6}, the product of the standard deviations");
            }
        }

        return "the correlations contradict one another; make one of them smaller";
    }

    private void Error(string message, string name) => _diagnostics.Error(Code, message, _quantities[name].First().Span);
}
