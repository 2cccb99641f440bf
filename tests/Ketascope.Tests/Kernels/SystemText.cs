using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Kernels;

/// <summary>Flat systems from short texts, so that kernel tests need neither the parser nor the flattener: start values, assignments, rates, time events.</summary>
internal static partial class SystemText
{
    public static OdeSystem Read(string text)
    {
        string body = string.Join('\n', text.Split('\n').Select(line => line.Split("//")[0])).Trim();
        if (body.StartsWith("model ", StringComparison.Ordinal))
        {
            body = body[body.IndexOf('\n', StringComparison.Ordinal)..body.LastIndexOf("end", StringComparison.Ordinal)];
        }

        List<(string Name, Expression Value)> initial = [], rates = [];
        List<Assignment> assignments = [];
        List<TimeEvent> events = [];
        List<string> order = [];
        foreach (string statement in body.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Match match = Statement().Match(statement);
            string name = match.Groups["name"].Value;
            Expression value = Parse(match.Groups["value"].Value);
            switch (match.Groups["sign"].Value.Replace(" ", "", StringComparison.Ordinal))
            {
                case ":=":
                    order.Add(name);
                    assignments.Add(new Assignment { Name = name, Expression = value });
                    break;
                case "'=":
                    rates.Add((name, value));
                    break;
                default:
                    if (match.Groups["time"].Success)
                    {
                        events.Add(new TimeEvent { Name = $"e{events.Count}", Time = Parse(match.Groups["time"].Value), Assignments = [new EventAssignment(name, value, default)] });
                    }
                    else
                    {
                        order.Add(name);
                        initial.Add((name, value));
                    }

                    break;
            }
        }

        Dictionary<string, Expression> start = initial.ToDictionary(pair => pair.Name, pair => pair.Value);
        return new OdeSystem
        {
            Name = "test",
            States = [.. rates.Select(pair => new StateVariable { Name = pair.Name, Initial = start.GetValueOrDefault(pair.Name, new NumberExpression(0)), Derivative = pair.Value })],
            Parameters = [.. initial.Where(pair => rates.All(rate => rate.Name != pair.Name)).Select(pair => new Parameter { Name = pair.Name, Initial = pair.Value })],
            Assignments = [.. assignments],
            Events = [.. events],
            InitialOrder = [.. rates.Select(pair => pair.Name).Where(name => !start.ContainsKey(name)), .. initial.Select(pair => pair.Name).Where(name => !IsDependent(start[name])), .. order.Where(name => !start.TryGetValue(name, out Expression? value) || IsDependent(value))],
        };
    }

    // Numbers first, then what follows from others in the order of the text.
    private static bool IsDependent(Expression value) => value is not NumberExpression;

    public static Expression Parse(string text)
    {
        Queue<string> tokens = new(Token().Matches(text).Select(match => match.Value));
        Expression result = Sum(tokens);
        return tokens.Count == 0 ? result : throw new FormatException($"{text}: {tokens.Peek()}");
    }

    public static Expression Call(Function function, params Expression[] arguments) => new CallExpression(function, [.. arguments]);

    private static Expression Sum(Queue<string> tokens)
    {
        Expression left = Product(tokens);
        while (tokens.TryPeek(out string? sign) && sign is "+" or "-")
        {
            tokens.Dequeue();
            left = Call(sign == "+" ? Function.Plus : Function.Minus, left, Product(tokens));
        }

        return left;
    }

    private static Expression Product(Queue<string> tokens)
    {
        Expression left = Unary(tokens);
        while (tokens.TryPeek(out string? sign) && sign is "*" or "/")
        {
            tokens.Dequeue();
            left = Call(sign == "*" ? Function.Times : Function.Divide, left, Unary(tokens));
        }

        return left;
    }

    private static Expression Unary(Queue<string> tokens)
    {
        if (tokens.Peek() == "-")
        {
            tokens.Dequeue();
            return Call(Function.Negate, Unary(tokens));
        }

        Expression operand = Primary(tokens);
        if (tokens.TryPeek(out string? sign) && sign == "^")
        {
            tokens.Dequeue();
            operand = Call(Function.Power, operand, Unary(tokens));
        }

        return operand;
    }

    private static Expression Primary(Queue<string> tokens)
    {
        string token = tokens.Dequeue();
        if (token == "(")
        {
            Expression inner = Sum(tokens);
            tokens.Dequeue();
            return inner;
        }

        if (char.IsDigit(token[0]) || token[0] == '.')
        {
            return new NumberExpression(double.Parse(token, CultureInfo.InvariantCulture));
        }

        if (!tokens.TryPeek(out string? next) || next != "(")
        {
            return token == "time" ? new TimeExpression() : new NameExpression(token);
        }

        List<Expression> arguments = [];
        do
        {
            tokens.Dequeue();
            arguments.Add(Sum(tokens));
        }
        while (tokens.Peek() == ",");
        tokens.Dequeue();
        return new CallExpression(FunctionCatalogue.Find(token)!.Function, [.. arguments]);
    }

    [GeneratedRegex(@"^(\w+:\s*at\s+time\s*>=(?<time>[^:]*):)?\s*(?<name>\w+)\s*(?<sign>:=|'\s*=|=)\s*(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+|\w+|[-+*/^(),]")]
    private static partial Regex Token();
}
