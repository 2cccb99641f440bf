using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>
/// Random numbers of an event's assignment, new at each execution, as formulas: each stream is a parameter of its own that the event replaces by its successor,
/// state = 48271 * state mod (2^31 - 1) (Park and Miller 1988, doi:10.1145/63039.63042, with the multiplier of 1993, doi:10.1145/159544.376068). The products
/// are exact in double precision.
/// </summary>
/// <param name="place">The event and the variable.</param>
/// <param name="draw">Draws where the streams start.</param>
internal sealed class EventStreams(string place, RandomDraw? draw)
{
    private const double Modulus = 2147483647, Multiplier = 48271;
    private readonly List<string> _names = [];

    /// <summary>
    /// A number of a family's standard distribution: the quantile of a uniform number, for the normal family by two of them (Box and Muller 1958,
    /// doi:10.1214/aoms/1177706645).
    /// </summary>
    /// <param name="family"><c>uniform</c>, <c>normal</c>, <c>exponential</c>, <c>rayleigh</c>, <c>laplace</c> or <c>cauchy</c>.</param>
    public Expression Standard(string family)
    {
        Expression uniform = Uniform();
        Expression centred = Call(Function.Minus, uniform, Terms.Number(0.5));
        switch (family)
        {
            case "normal":
                return Call(Function.Times, Rayleigh(uniform), Call(Function.Cos, Call(Function.Times, Terms.Number(2 * Math.PI), Uniform())));
            case "exponential":
                return Terms.Negate(Call(Function.Ln, uniform));
            case "rayleigh":
                return Rayleigh(uniform);
            case "laplace":
                Expression tail = Call(Function.Minus, Terms.Number(1), Call(Function.Times, Terms.Number(2), Call(Function.Abs, centred)));
                return Terms.Negate(Call(Function.Times, Call(Function.Sign, centred), Call(Function.Ln, tail)));
            case "cauchy":
                return Call(Function.Tan, Call(Function.Times, Terms.Number(Math.PI), centred));
            default:
                return uniform;
        }
    }

    /// <summary>Adds the streams to a model.</summary>
    /// <param name="parts">The model.</param>
    /// <param name="span">The place of the assignment.</param>
    /// <returns>What the event does to the streams.</returns>
    public IEnumerable<EventAssignment> AddTo(ModelParts parts, SourceSpan span)
    {
        foreach (string name in _names)
        {
            double start = 1 + Math.Floor(draw!(name, "uniform", [0, Modulus - 1])!.Value);
            parts.Symbols.Add(name, new Symbol { Name = name, Kind = SymbolKind.Parameter, IsConstant = false, Span = span });
            parts.Rules.Add(new Rule(RuleKind.Initial, name, Terms.Number(start), span));
        }

        return _names.ConvertAll(name => new EventAssignment(name, Next(name), span));
    }

    private static CallExpression Call(Function function, params ImmutableArray<Expression> arguments) => new(function, arguments);

    private static CallExpression Next(string name) => Call(Function.Remainder, Call(Function.Times, Terms.Number(Multiplier), Terms.Name(name)), Terms.Number(Modulus));

    private static CallExpression Rayleigh(Expression uniform) => Call(Function.Sqrt, Call(Function.Times, Terms.Number(-2), Call(Function.Ln, uniform)));

    private CallExpression Uniform()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"draw({place} {_names.Count + 1})");
        _names.Add(name);
        return Call(Function.Divide, Next(name), Terms.Number(Modulus));
    }
}
