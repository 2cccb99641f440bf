using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <content>Declarations, units and uncertainty.</content>
internal sealed partial class StatementParser
{
    /// <summary>Reads <c>[const|var] [substanceOnly] [species|compartment|formula|reaction] a, b in c = 3, ...</c>.</summary>
    private void ParseDeclaration()
    {
        bool? isConstant = cursor.Accept("const") || cursor.Accept("ext") ? true : cursor.Accept("var") ? false : null;
        bool isSubstanceOnly = cursor.Accept("substanceOnly");
        Role role = isSubstanceOnly ? Role.Species : Role.Unknown;
        if (cursor.Current.Kind == TokenKind.Word && RoleOf(cursor.Current.Text) is { } stated)
        {
            if (isSubstanceOnly && stated != Role.Species)
            {
                throw cursor.Error("syntax", "only species can be 'substanceOnly'");
            }

            if (stated == Role.Reaction && isConstant == true)
            {
                throw cursor.Error("syntax", "a reaction cannot be 'const'");
            }

            role = stated;
            cursor.Take();
        }
        else if (cursor.Current.Is("DNA") || cursor.Current.Is("gene") || cursor.Current.Is("operator"))
        {
            throw Refused("DNA strands");
        }

        do
        {
            ParseDeclared(role, isConstant, isSubstanceOnly);
        }
        while (cursor.Accept(TokenKind.Comma));
    }

    /// <summary>
    /// Reads <c>fast reaction a, b</c>: our own words for what SBML up to Level 3 Version 1 can say; no other statement of Antimony begins with them.
    /// </summary>
    private void ParseFast()
    {
        cursor.Take();
        cursor.Take();
        do
        {
            SourceSpan place = cursor.Span;
            Element element = model.State(cursor.ExpectName("the name of a reaction").Text, place);
            element.SetRole(Role.Reaction, isDeclared: true, place);
            element.IsFast = true;
        }
        while (cursor.Accept(TokenKind.Comma));
    }

    private static Role? RoleOf(string word) => word switch
    {
        "species" => Role.Species,
        "compartment" => Role.Compartment,
        "formula" => Role.Parameter,
        "reaction" => Role.Reaction,
        _ => null,
    };

    private void ParseDeclared(Role role, bool? isConstant, bool isSubstanceOnly)
    {
        Target target = ParseTarget();
        Element element = model.State(target.Path, target.Span);
        if (role != Role.Unknown)
        {
            element.SetRole(role, isDeclared: true, target.Span);
        }

        element.IsConstant = isConstant ?? element.IsConstant;
        if (role == Role.Species)
        {
            element.IsSubstanceOnly = isSubstanceOnly;
        }

        Apply(target);
        switch (cursor.Current.Kind)
        {
            case TokenKind.Assign:
                cursor.Take();
                ParseValue(target);
                break;
            case TokenKind.Colon when cursor.Peek(1).Kind == TokenKind.Assign:
                cursor.Take();
                cursor.Take();
                SetRule(RuleKind.Assignment, target);
                break;
            case TokenKind.Prime:
                cursor.Take();
                cursor.Expect(TokenKind.Assign, "'=' after the prime");
                SetRule(RuleKind.Rate, target);
                break;
            case TokenKind.Word when cursor.Current.Text == "has":
                cursor.Take();
                SetUnit(target);
                break;
        }
    }

    private void ParseUnit()
    {
        cursor.Take();
        Target target = ParseTarget();
        SourceSpan? earlier = model.Find(target.Path)?.RoleSpan;
        model.State(target.Path, target.Span).SetRole(Role.Unit, isDeclared: true, target.Span);
        if (cursor.Accept(TokenKind.Assign))
        {
            Expression formula = expressions.ParseUnitFormula();
            UnitDefinition definition = new(target.Path, formula, target.Span.To(formula.Span));
            model.Put(model.Units, target.Path, definition, (earlier ?? default, target.Span));
        }
    }

    /// <summary>Reads the unit behind <c>has</c>; a formula becomes a unit named by its own text.</summary>
    private void SetUnit(Target target)
    {
        Element element = Apply(target);
        Expression formula = expressions.ParseUnitFormula();
        if (formula is NameExpression name)
        {
            element.UnitName = name.Name;
            return;
        }

        string text = ExpressionPrinter.Print(formula);
        element.UnitName = text;
        model.Units.TryAdd(text, new UnitDefinition(text, formula, formula.Span));
    }

    /// <summary>Reads <c>x.mean = 3</c>, <c>x.range = {1, 5}</c>, <c>x.distribution = normal(0, 1)</c> behind the <c>=</c>.</summary>
    private void ParseUncertainty(Target target)
    {
        Element element = Apply(target);
        ImmutableArray<Expression> values;
        if (cursor.Accept(TokenKind.LeftBrace))
        {
            Expression lower = expressions.Parse();
            cursor.Expect(TokenKind.Comma, "',' between the lower and the upper bound");
            Expression upper = expressions.Parse();
            cursor.Expect(TokenKind.RightBrace, "'}' after the upper bound");
            values = [lower, upper];
        }
        else
        {
            values = [expressions.Parse()];
        }

        string field = target.Field!;
        RequireShape(field, values, target.Span);
        element.Uncertainty = element.Uncertainty.SetItem(field == "stdev" ? "standardDeviation" : field, values);
    }

    private static void RequireShape(string field, ImmutableArray<Expression> values, SourceSpan span)
    {
        bool isSpan = field is "confidenceInterval" or "credibleInterval" or "interquartileRange" or "range";
        if (isSpan && values.Length != 2)
        {
            throw new SyntaxException("uncertainty", $"'{field}' takes a lower and an upper bound in braces, for example {{3, 8}}", span);
        }

        if (!isSpan && values.Length == 2 && field != "externalParameter")
        {
            throw new SyntaxException("uncertainty", $"'{field}' takes one value, not two in braces", span);
        }

        if (field == "distribution" && !(values[0] is UserCallExpression call && RandomFunctions.Contains(call.FunctionName)))
        {
            string hint = values[0] is UserCallExpression unknown ? NearestName.Hint(unknown.FunctionName, RandomFunctions.Names) : "";
            throw new SyntaxException("uncertainty", $"'distribution' takes a random distribution, for example normal(0, 1){hint}", values[0].Span);
        }
    }
}
