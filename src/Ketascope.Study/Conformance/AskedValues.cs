using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Study.Conformance;

/// <summary>Adds to a flat system the values that a case asks for: a species as amount or concentration, whatever its name means in the model.</summary>
internal static class AskedValues
{
    /// <summary>The system with one assignment for each asked value.</summary>
    /// <param name="system">The flat system.</param>
    /// <param name="model">The same model before it became equations, without submodels: what its names are.</param>
    /// <param name="settings">What is asked.</param>
    /// <param name="renamed">The names that a writer gave to some elements.</param>
    /// <param name="missing">The first asked name that the system does not have, or null.</param>
    /// <returns>The system, and the names of the values in the order asked.</returns>
    public static (OdeSystem System, ImmutableArray<string> Names) Add(OdeSystem system, Model model, ConformanceSettings settings, ImmutableDictionary<string, string> renamed, out string? missing)
    {
        HashSet<string> known = [.. system.InitialOrder];
        Dictionary<string, Symbol> symbols = model.Symbols.ToDictionary(symbol => symbol.Name, StringComparer.Ordinal);
        ImmutableArray<Assignment>.Builder added = ImmutableArray.CreateBuilder<Assignment>();
        missing = null;
        foreach (string asked in settings.Variables)
        {
            // A name inside a submodel is written A__x.
            string name = renamed.GetValueOrDefault(asked, asked);
            name = known.Contains(name) ? name : name.Replace("__", ".", StringComparison.Ordinal);
            if (!known.Contains(name))
            {
                missing ??= asked;
                continue;
            }

            added.Add(new Assignment { Name = $"asked({asked})", Expression = Value(asked, name, symbols.GetValueOrDefault(name), settings) });
        }

        ImmutableArray<Assignment> all = added.ToImmutable();
        return (system.With(all), [.. all.Select(assignment => assignment.Name)]);
    }

    private static Expression Value(string asked, string name, Symbol? symbol, ConformanceSettings settings)
    {
        if (symbol is not { Kind: SymbolKind.Species, Compartment: { } compartment })
        {
            return Terms.Name(name);
        }

        return settings.Amounts.Contains(asked) && !symbol.IsSubstanceOnly ? Terms.TimesName(Terms.Name(name), compartment)
            : settings.Concentrations.Contains(asked) && symbol.IsSubstanceOnly ? Terms.Divide(Terms.Name(name), Terms.Name(compartment))
            : Terms.Name(name);
    }
}
