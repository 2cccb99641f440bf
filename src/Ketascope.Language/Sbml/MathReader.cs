using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Markup;

namespace Ketascope.Language.Sbml;

/// <summary>Reads the MathML that SBML allows (Level 3 Version 2 Core, section 3.4).</summary>
/// <param name="diagnostics">Receives what is not allowed.</param>
internal sealed class MathReader(DiagnosticBag diagnostics)
{
    /// <summary>The names that units have in the model, by their identifier in the text; a unit that is not in it keeps its name.</summary>
    public Dictionary<string, string> UnitNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The functions that the text defines.</summary>
    public HashSet<string> FunctionNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The expression in the <c>math</c> element of an element; null where there is none or it is empty.</summary>
    /// <param name="parent">The element around <c>math</c>.</param>
    public Expression? ReadFrom(XmlNode? parent) => Read(parent?.Children.FirstOrDefault(c => c is { Name: "math", Space: MathNames.Space }));

    /// <summary>The expression in a <c>math</c> element; null where it is absent or empty.</summary>
    public Expression? Read(XmlNode? math) => math is { Children: [var content, ..] } ? ReadTerm(content) : null;

    /// <summary>The parameters and the body of a <c>lambda</c>; null, with an error, where there is none.</summary>
    /// <param name="function">The element of the function definition.</param>
    public (ImmutableArray<string> Parameters, Expression? Body)? ReadLambda(XmlNode function)
    {
        XmlNode? math = function.Children.FirstOrDefault(c => c is { Name: "math", Space: MathNames.Space });
        XmlNode? lambda = math is { Children: [{ Name: "semantics", Children: [var inner, ..] }, ..] } ? inner : math?.First;
        if (lambda is null)
        {
            return ([], null);
        }

        if (lambda.Name != "lambda")
        {
            diagnostics.Error("math", $"a function definition holds a 'lambda', found '{lambda.Name}'", lambda.Span);
            return null;
        }

        ImmutableArray<string> parameters = [.. lambda.Children.Where(c => c.Name == "bvar").Select(c => c.First?.Text.Trim() ?? "")];
        XmlNode? body = lambda.Children.FirstOrDefault(c => c.Name != "bvar");
        return (parameters, body is null ? null : ReadTerm(body));
    }

    private Expression ReadTerm(XmlNode node)
    {
        switch (node.Name)
        {
            case "cn":
                return ReadNumber(node);
            case "ci":
                return new NameExpression(node.Text.Trim()) { Span = node.Span };
            case "csymbol":
                return ReadSymbol(node);
            case "apply":
                return ReadApply(node);
            case "piecewise":
                return ReadPiecewise(node);
            case "semantics" when node.Children.Count > 0:
                return ReadTerm(node.Children[0]);
            default:
                return MathNames.Constants.TryGetValue(node.Name, out double value)
                    ? new NumberExpression(value) { Span = node.Span }
                    : Refuse(node, $"'{node.Name}' is not MathML that SBML allows here");
        }
    }

    private NumberExpression Refuse(XmlNode node, string message)
    {
        diagnostics.Error("math", message, node.Span);
        return new NumberExpression(double.NaN) { Span = node.Span };
    }

    private NumberExpression ReadNumber(XmlNode node)
    {
        string type = node["type"]?.Trim() ?? "real";
        // The parts of 1.5e3 and 3/4 stand on the two sides of <sep/>.
        string[] parts = node.Text.Split(XmlTree.Seam);
        double? value = type switch
        {
            "e-notation" when parts.Length == 2 => XmlNumber.Parse(parts[0].Trim() + "e" + parts[1].Trim()),
            "rational" when parts.Length == 2 => XmlNumber.Parse(parts[0]) / XmlNumber.Parse(parts[1]),
            "integer" => ReadInteger(node),
            "real" or "double" => XmlNumber.Parse(node.Text),
            _ => null,
        };
        if (value is null)
        {
            return Refuse(node, $"'{node.Text.Trim().Replace(XmlTree.Seam, ' ')}' is not a number of the type '{type}'");
        }

        string? unit = node.Attributes.FirstOrDefault(a => a.Name == "units")?.Value;
        return new NumberExpression(value.Value) { Span = node.Span, UnitName = unit is null ? null : UnitNames.GetValueOrDefault(unit, unit) };
    }

    private static double? ReadInteger(XmlNode node)
    {
        if (node["base"] is not { } text || text.Trim() == "10")
        {
            return XmlNumber.Parse(node.Text);
        }

        bool isKnown = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int radix) && radix is >= 2 and <= 36;
        string digits = node.Text.Trim();
        double value = 0;
        foreach (char digit in digits.TrimStart('-', '+'))
        {
            int weight = char.IsAsciiDigit(digit) ? digit - '0' : char.IsAsciiLetter(digit) ? char.ToUpperInvariant(digit) - 'A' + 10 : 99;
            isKnown &= weight < radix;
            value = (value * radix) + weight;
        }

        return !isKnown ? null : digits.StartsWith('-') ? -value : value;
    }

    private Expression ReadSymbol(XmlNode node) => SymbolOf(node) switch
    {
        "time" => new TimeExpression { Span = node.Span },
        "avogadro" => new NumberExpression(Constants.Avogadro) { Span = node.Span },
        _ => Refuse(node, $"the symbol '{node["definitionURL"] ?? node.Text.Trim()}' is not known here"),
    };

    private static string? SymbolOf(XmlNode node) =>
        node["definitionURL"]?.Trim() is { } address && address.StartsWith(MathNames.SymbolPrefix, StringComparison.Ordinal) ? address[MathNames.SymbolPrefix.Length..] : null;

    private Expression ReadApply(XmlNode node)
    {
        if (node.Children.Count == 0)
        {
            return Refuse(node, "an 'apply' must begin with what is applied");
        }

        XmlNode head = node.Children[0];
        XmlNode? qualifier = node.Children.FirstOrDefault(c => c.Name is "degree" or "logbase");
        ImmutableArray<Expression> arguments = [.. node.Children.Skip(1).Where(c => c != qualifier).Select(ReadTerm)];
        switch (head.Name)
        {
            case "ci":
                return new UserCallExpression(head.Text.Trim(), arguments) { Span = node.Span };
            case "csymbol":
                return SymbolOf(head) switch
                {
                    "delay" => Call(node, Function.Delay, arguments),
                    "rateOf" => Call(node, Function.RateOf, arguments),
                    { } symbol when symbol.StartsWith(MathNames.RandomPrefix, StringComparison.Ordinal) => Draw(node, symbol[MathNames.RandomPrefix.Length..], arguments),
                    _ => Refuse(head, $"the function '{head["definitionURL"] ?? head.Text.Trim()}' is not known"),
                };
            default:
                if (!MathNames.Functions.TryGetValue(head.Name, out Function function))
                {
                    return Refuse(head, $"'{head.Name}' is not a function that SBML allows");
                }

                Expression? qualified = qualifier is { Children: [var inner, ..] } ? ReadTerm(inner) : null;
                return Qualified(node, function, qualified, arguments);
        }
    }

    private Expression Draw(XmlNode node, string symbol, ImmutableArray<Expression> arguments) =>
        RandomFunctions.FromSbml(symbol, arguments.Length) is not { } name ? Refuse(node, $"there is no distribution '{symbol}' with {arguments.Length} arguments")
        : FunctionNames.Contains(name) ? Refuse(node, $"the model has a function '{name}' beside the distribution of that name; rename the function")
        : new UserCallExpression(name, arguments) { Span = node.Span };

    private Expression Qualified(XmlNode node, Function function, Expression? qualifier, ImmutableArray<Expression> arguments) => function switch
    {
        Function.Minus when arguments.Length == 1 => Call(node, Function.Negate, arguments),
        Function.Root when qualifier is null => Call(node, Function.Sqrt, arguments),
        Function.Log when qualifier is null => Call(node, Function.Log10, arguments),
        Function.Root or Function.Log => Call(node, function, [qualifier!, .. arguments]),
        _ => Call(node, function, arguments),
    };

    private Expression Call(XmlNode node, Function function, ImmutableArray<Expression> arguments)
    {
        FunctionRow row = FunctionCatalogue.RowOf(function);
        return arguments.Length < row.MinArguments || arguments.Length > row.MaxArguments
            ? Refuse(node, $"'{node.Children[0].Name}' has {arguments.Length} arguments, which SBML does not allow")
            : new CallExpression(function, arguments) { Span = node.Span };
    }

    private Expression ReadPiecewise(XmlNode node)
    {
        ImmutableArray<Expression>.Builder parts = ImmutableArray.CreateBuilder<Expression>();
        foreach (XmlNode piece in node.Children.Where(c => c.Name == "piece"))
        {
            if (piece.Children.Count != 2)
            {
                return Refuse(piece, $"a 'piece' holds a value and a condition, found {piece.Children.Count} elements");
            }

            parts.Add(ReadTerm(piece.Children[0]));
            parts.Add(ReadTerm(piece.Children[1]));
        }

        if (node.Children.FirstOrDefault(c => c.Name == "otherwise") is { Children: [var otherwise, ..] })
        {
            parts.Add(ReadTerm(otherwise));
        }

        return parts.Count == 0 ? new NumberExpression(double.NaN) { Span = node.Span } : new CallExpression(Function.Piecewise, parts.ToImmutable()) { Span = node.Span };
    }
}
