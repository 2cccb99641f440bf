using Ketascope.Language.Diagnostics;
using Ketascope.Language.Markup;

namespace Ketascope.Language.Sbml;

/// <summary>
/// Brings the mathematics of a submodel to the measures of the model around it (package <c>comp</c>, sections 3.5.1 and 3.6.2): outer time = inner time * time
/// factor, outer extent = inner extent * extent factor, and for replaced elements outer value = inner value * factor.
/// </summary>
/// <param name="model">The element of the submodel's copy.</param>
internal sealed class XmlConversion(XmlNode model)
{
    /// <summary>Converts time and extent.</summary>
    /// <param name="time">The name of the time factor in the outer model, or null for 1.</param>
    /// <param name="extent">The name of the extent factor, or null for 1.</param>
    public void ConvertTime(string? time, string? extent)
    {
        if (time is null && extent is null)
        {
            return;
        }

        HashSet<string> reactions = [.. model.List("listOfReactions").Select(r => r["id"]).OfType<string>()];
        ForEachTerm(term => term.Name switch
        {
            "csymbol" when term["definitionURL"]?.Trim() == MathNames.SymbolPrefix + "time" => Divided(term, time),
            "ci" when reactions.Contains(term.Text.Trim()) => Multiplied(Divided(term, extent), time),
            "apply" when IsCallOf(term, "rateOf") => Multiplied(term, time),
            _ => term,
        });
        foreach (XmlNode call in model.All().Where(n => n.Name == "apply" && IsCallOf(n, "delay") && n.Children.Count == 3).ToArray())
        {
            call.Replace(call.Children[2], Multiplied(call.Children[2], time));
        }

        foreach (XmlNode rule in model.List("listOfRules").Where(r => r.Name == "rateRule"))
        {
            ConvertMath(rule, content => Divided(content, time));
        }

        foreach (XmlNode law in model.List("listOfReactions").Select(r => r.Child("kineticLaw")).OfType<XmlNode>())
        {
            ConvertMath(law, content => Multiplied(Divided(content, time), extent));
        }

        foreach (XmlNode delay in model.List("listOfEvents").Select(e => e.Child("delay")).OfType<XmlNode>())
        {
            ConvertMath(delay, content => Multiplied(content, time));
        }
    }

    /// <summary>
    /// Converts what uses or determines a replaced element. What reactions do to a species is not converted: the outer species has a conversion factor of its
    /// own for that (SBML Test Suite, case 1778).
    /// </summary>
    /// <param name="name">The element's name in the submodel.</param>
    /// <param name="factor">The name of the factor in the outer model.</param>
    public void ConvertElement(string name, string factor)
    {
        ForEachTerm(term => (term.Name == "ci" && term.Text.Trim() == name) || (IsCallOf(term, "rateOf") && term.Children is [_, { Name: "ci" } asked] && asked.Text.Trim() == name)
            ? Divided(term, factor)
            : term);
        IEnumerable<XmlNode> determining = model.List("listOfRules").Where(r => r["variable"] == name)
            .Concat(model.List("listOfInitialAssignments").Where(a => a["symbol"] == name))
            .Concat(model.List("listOfEvents").SelectMany(e => e.List("listOfEventAssignments")).Where(a => a["variable"] == name));
        foreach (XmlNode node in determining)
        {
            ConvertMath(node, content => Multiplied(content, factor));
        }
    }

    private static bool IsCallOf(XmlNode apply, string symbol) => apply.First is { Name: "csymbol" } head && head["definitionURL"]?.Trim() == MathNames.SymbolPrefix + symbol;

    private static void ConvertMath(XmlNode node, Func<XmlNode, XmlNode> convert)
    {
        if (node.Children.FirstOrDefault(c => c is { Name: "math", Space: MathNames.Space }) is { First: { } content } math)
        {
            math.Replace(content, convert(content));
        }
    }

    /// <summary>
    /// Replaces terms of all mathematics outside function definitions; what is applied (a name before its arguments) and what a rate is asked of stay.
    /// </summary>
    private void ForEachTerm(Func<XmlNode, XmlNode> replace)
    {
        foreach (XmlNode list in model.Children.Where(c => c.Name is not ("listOfFunctionDefinitions" or "listOfUnitDefinitions") && c.Space == model.Space))
        {
            foreach (XmlNode math in list.All().Where(n => n is { Name: "math", Space: MathNames.Space }).ToArray())
            {
                HashSet<string> own = [.. Law(list, math)?.Children.SelectMany(l => l.Children).Select(p => p["id"]).OfType<string>() ?? []];
                Visit(math, term => term.Name == "ci" && own.Contains(term.Text.Trim()) ? term : replace(term));
            }
        }
    }

    private static XmlNode? Law(XmlNode list, XmlNode math) =>
        list.Name == "listOfReactions" ? list.Children.Select(r => r.Child("kineticLaw")).FirstOrDefault(l => l is not null && l.Children.Contains(math)) : null;

    private static void Visit(XmlNode parent, Func<XmlNode, XmlNode> replace)
    {
        bool isApply = parent.Name == "apply";
        bool isRate = isApply && IsCallOf(parent, "rateOf");
        XmlNode[] children = [.. parent.Children];
        for (int i = 0; i < children.Length; i++)
        {
            if ((isApply && i == 0) || isRate)
            {
                continue;
            }

            Visit(children[i], replace);
            XmlNode replaced = replace(children[i]);
            if (replaced != children[i])
            {
                parent.Replace(children[i], replaced);
            }
        }
    }

    private static XmlNode Divided(XmlNode content, string? factor) => Combined("divide", content, factor);

    private static XmlNode Multiplied(XmlNode content, string? factor) => Combined("times", content, factor);

    private static XmlNode Combined(string function, XmlNode content, string? factor)
    {
        if (factor is null)
        {
            return content;
        }

        SourceSpan span = content.Span;
        XmlNode apply = new("apply", MathNames.Space, span), name = new("ci", MathNames.Space, span);
        // The mark keeps the outer model's name apart from names of the submodel until these are renamed.
        name.SetText(ModelComposition.OuterMark + factor);
        apply.Add(new XmlNode(function, MathNames.Space, span));
        apply.Add(content);
        apply.Add(name);
        return apply;
    }
}
