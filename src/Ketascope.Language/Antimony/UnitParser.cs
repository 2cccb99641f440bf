using System.Text.RegularExpressions;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Units;

namespace Ketascope.Language.Antimony;

/// <summary>
/// Reads units as people write them: <c>mg/L</c>, <c>ug*h/mL</c>, <c>ng.h/mL</c>, <c>mL/min/kg</c>, <c>1/h</c>, <c>µg</c>. The notation is that of Antimony's
/// unit formulas.
/// </summary>
public static partial class UnitParser
{
    /// <summary>The unit that a text means.</summary>
    /// <param name="text">Names of <see cref="UnitCatalogue"/> and positive numbers, joined by <c>*</c> (or a dot, or a space between two names), <c>/</c>,
    /// <c>^</c> and brackets.</param>
    /// <exception cref="FormatException">The text is no such formula; the message says where, or which unit is not known and the nearest one that
    /// is.</exception>
    public static Unit Parse(string text) => TryParse(text, out string problem) ?? throw new FormatException(problem);

    /// <summary>The unit that a text means, or null where it means none.</summary>
    /// <param name="text">As for <see cref="Parse"/>.</param>
    /// <param name="problem">Why it means none: where, or which unit is not known and the nearest one that is; empty where it means one.</param>
    public static Unit? TryParse(string text, out string problem)
    {
        Unit? unit = Read(text, out string reason)?.Unit;
        problem = unit is null ? $"'{text}' is not a unit: {reason}" : "";
        return unit;
    }

    private static NamedUnit? Read(string text, out string problem)
    {
        DiagnosticBag diagnostics = new();
        string plain = Joint().Replace(text.Trim().Replace('µ', 'u').Replace('μ', 'u').Replace('·', '*'), "*");
        Expression? formula = AntimonyReader.ReadUnitFormula(new SourceText("unit", plain), diagnostics);
        if (formula is null)
        {
            problem = diagnostics.Items[0].Message;
            return null;
        }

        string? unknown = null;
        NamedUnit? unit = UnitFormula.Evaluate(formula, name =>
        {
            UnitRow? row = UnitCatalogue.Find(name);
            unknown ??= row is null ? name : null;
            return row is null ? null : NamedUnit.Of(row.Symbol, row.Unit);
        });
        problem = unknown is null ? "it must be made of units, positive numbers, *, / and ^" : $"'{unknown}' is not known{NearestName.Hint(unknown, UnitCatalogue.Names)}";
        return unit;
    }

    /// <summary>The dot or space of <c>ng.h/mL</c> and <c>ng h/mL</c>.</summary>
    [GeneratedRegex(@"(?<=[A-Za-z])(\.| +)(?=[A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Joint();
}
