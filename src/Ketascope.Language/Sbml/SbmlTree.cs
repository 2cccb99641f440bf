using Ketascope.Language.Diagnostics;
using Ketascope.Language.Markup;

namespace Ketascope.Language.Sbml;

/// <summary>
/// Reads SBML as a tree of elements, in the form in which its readers expect them: lists hold their items alone, and an <c>apply</c> begins with what it
/// applies.
/// </summary>
internal static class SbmlTree
{
    /// <summary>The root element, or null with one diagnostic.</summary>
    /// <param name="text">The text.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static XmlNode? Read(SourceText text, DiagnosticBag diagnostics)
    {
        XmlNode? root = XmlTree.Read(text, diagnostics);
        foreach (XmlNode node in root?.All().ToArray() ?? [])
        {
            if (node.Name.StartsWith("listOf", StringComparison.Ordinal))
            {
                RemoveRemarks(node);
            }
            else if (node is { Name: "apply", Space: MathNames.Space })
            {
                Unfold(node, diagnostics);
            }
        }

        return root;
    }

    /// <summary>Every list may have notes and annotations of its own (Level 3 Version 2 Core, section 3.2), which are no items.</summary>
    private static void RemoveRemarks(XmlNode list)
    {
        foreach (XmlNode remark in list.Children.Where(child => child.Name is "notes" or "annotation").ToArray())
        {
            list.Remove(remark);
        }
    }

    /// <summary>
    /// An <c>apply</c> may begin with another: an operator with some of its arguments, or none, to which the outer one adds the others. So libSBML reads it,
    /// and finds it consistent where the number of arguments is right.
    /// </summary>
    private static void Unfold(XmlNode call, DiagnosticBag diagnostics)
    {
        while (call.First is { Name: "apply", Space: MathNames.Space, Children.Count: > 0 } inner)
        {
            if (inner.Children.Count > 1 && call.Children.Count > 1)
            {
                diagnostics.Warning("math", "the 'apply' inside has arguments, and so has this one around it: both are read as arguments of one " +
                    $"'{inner.Children[0].Name}', as libSBML does", call.Span);
            }

            call.Replace(inner, inner.Children);
        }
    }
}
