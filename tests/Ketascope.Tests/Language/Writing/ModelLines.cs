using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Writing;

/// <summary>What a model says, one line each, for the comparison of two models.</summary>
internal static class ModelLines
{
    public static string[] Of(Model model) =>
    [
        .. new[]
        {
            model.Symbols.Select(s => $"{s.Kind} {s.Name} {(s.Kind == SymbolKind.Species ? $"in {s.Compartment} {s.IsSubstanceOnly} {s.ConversionFactor}" : "")}"),
            model.Rules.Where(r => r.Expression is not NumberExpression { Value: double.NaN }).Select(r => $"{r.Kind} {r.Variable} {Print(r.Expression)}"),
            model.Reactions.Select(r => $"{r.Name}: {Side(r.Reactants)} {(r.IsReversible ? "->" : "=>")} {Side(r.Products)}; {Print(r.Rate)}{(r.IsFast ? " fast" : "")}"),
            model.Events.Where(e => e.Assignments.Length > 0).Select(e =>
                $"{e.Name}: {Print(e.Delay)} after {Print(e.Trigger)} {Print(e.Priority)} {e.InitialTriggerValue} {e.IsPersistent} {e.UseValuesFromTriggerTime}: {string.Join(", ", e.Assignments.Select(a => $"{a.Variable} = {Print(a.Expression)}"))}"),
            model.Functions.Select(f => $"{f.Name}({string.Join(", ", f.Parameters)}) {Print(f.Body)}"),
        }.SelectMany(lines => lines).Order(StringComparer.Ordinal),
    ];

    private static string Print(Expression? expression) => expression is null ? "-" : ExpressionPrinter.Print(expression);

    private static string Side(IEnumerable<SpeciesReference> side) => string.Join(" + ", side.Select(s => $"{Print(s.Stoichiometry)} {s.Species}"));
}
