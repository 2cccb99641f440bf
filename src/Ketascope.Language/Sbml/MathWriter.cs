using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Sbml;

/// <summary>Writes expressions as MathML.</summary>
/// <param name="xml">Where they go.</param>
/// <param name="core">The namespace of SBML's core, for the units of numbers.</param>
/// <param name="unitId">The identifier of a unit's name, or null where the text does not define it.</param>
/// <param name="isDefined">Whether the model defines a function.</param>
internal sealed class MathWriter(XmlWriter xml, string core, Func<string, string?> unitId, Func<string, bool> isDefined)
{
    private static readonly FrozenDictionary<Function, string> Elements = MathNames.Functions.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Writes a <c>math</c> element.</summary>
    public void Write(Expression expression)
    {
        xml.WriteStartElement("math", MathNames.Space);
        Term(expression);
        xml.WriteEndElement();
    }

    /// <summary>Writes the <c>math</c> element of a function definition.</summary>
    public void WriteFunction(ImmutableArray<string> parameters, Expression body)
    {
        xml.WriteStartElement("math", MathNames.Space);
        Start("lambda");
        foreach (string parameter in parameters)
        {
            Start("bvar");
            Text("ci", parameter);
            xml.WriteEndElement();
        }

        Term(body);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Start(string name) => xml.WriteStartElement(name, MathNames.Space);

    private void Empty(string name)
    {
        Start(name);
        xml.WriteEndElement();
    }

    private void Text(string name, string text)
    {
        Start(name);
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private void Symbol(string name)
    {
        Start("csymbol");
        xml.WriteAttributeString("encoding", "text");
        xml.WriteAttributeString("definitionURL", MathNames.SymbolPrefix + name);
        xml.WriteString(name);
        xml.WriteEndElement();
    }

    private void Term(Expression expression)
    {
        switch (expression)
        {
            case NumberExpression number:
                Number(number);
                break;
            case NameExpression name:
                Text("ci", name.Name);
                break;
            case TimeExpression:
                Symbol("time");
                break;
            case UserCallExpression call:
                Start("apply");
                if (RandomFunctions.Contains(call.FunctionName) && !isDefined(call.FunctionName))
                {
                    Symbol(MathNames.RandomPrefix + RandomFunctions.SbmlName(call.FunctionName));
                }
                else
                {
                    Text("ci", call.FunctionName);
                }

                Terms(call.Arguments);
                xml.WriteEndElement();
                break;
            case CallExpression call:
                Call(call);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Terms(IEnumerable<Expression> arguments)
    {
        foreach (Expression argument in arguments)
        {
            Term(argument);
        }
    }

    private void Number(NumberExpression number)
    {
        if (double.IsNaN(number.Value) || double.IsPositiveInfinity(number.Value))
        {
            Empty(double.IsNaN(number.Value) ? "notanumber" : "infinity");
            return;
        }

        if (double.IsNegativeInfinity(number.Value))
        {
            Start("apply");
            Empty("minus");
            Empty("infinity");
            xml.WriteEndElement();
            return;
        }

        string[] parts = number.Value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        Start("cn");
        if (number.UnitName is { } unit && unitId(unit) is { } id)
        {
            xml.WriteAttributeString("units", core, id);
        }

        if (parts.Length == 1)
        {
            xml.WriteString(parts[0]);
        }
        else
        {
            xml.WriteAttributeString("type", "e-notation");
            xml.WriteString(parts[0]);
            Empty("sep");
            xml.WriteString(parts[1].TrimStart('+'));
        }

        xml.WriteEndElement();
    }

    private void Call(CallExpression call)
    {
        switch (call.Function)
        {
            case Function.Piecewise:
                Piecewise(call.Arguments);
                return;
            case Function.Sign:
                // MathML has no such function.
                Expression x = call.Arguments[0], zero = new NumberExpression(0);
                Piecewise(
                [
                    new NumberExpression(1), new CallExpression(Function.Greater, [x, zero]), new NumberExpression(-1), new CallExpression(Function.Less, [x, zero]), x,
                ]);
                return;
        }

        Start("apply");
        ImmutableArray<Expression> arguments = call.Arguments;
        switch (call.Function)
        {
            case Function.Delay or Function.RateOf:
                Symbol(call.Function == Function.Delay ? "delay" : "rateOf");
                break;
            case Function.Negate:
                Empty("minus");
                break;
            case Function.Sqrt:
                Empty("root");
                break;
            case Function.Log10:
                Empty("log");
                break;
            case Function.Log or Function.Root when arguments.Length == 2:
                Empty(Elements[call.Function]);
                Start(call.Function == Function.Log ? "logbase" : "degree");
                Term(arguments[0]);
                xml.WriteEndElement();
                arguments = arguments[1..];
                break;
            default:
                Empty(Elements[call.Function]);
                break;
        }

        Terms(arguments);
        xml.WriteEndElement();
    }

    private void Piecewise(ImmutableArray<Expression> arguments)
    {
        Start("piecewise");
        for (int i = 0; i + 1 < arguments.Length; i += 2)
        {
            Start("piece");
            Term(arguments[i]);
            Term(arguments[i + 1]);
            xml.WriteEndElement();
        }

        if (arguments.Length % 2 == 1)
        {
            Start("otherwise");
            Term(arguments[^1]);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
