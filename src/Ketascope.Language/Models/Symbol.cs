using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Models;

/// <summary>What a symbol of a model is.</summary>
public enum SymbolKind
{
    /// <summary>A number: SBML's parameter.</summary>
    Parameter,

    /// <summary>A container with a size.</summary>
    Compartment,

    /// <summary>A pool of a substance in a compartment.</summary>
    Species,
}

/// <summary>A compartment, species or parameter.</summary>
public sealed record Symbol
{
    /// <summary>The identifier.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required SymbolKind Kind { get; init; }

    /// <summary>Where it was declared or first used.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>Whether the text only uses it in expressions, without any statement about it. Such a name is often misspelled.</summary>
    public bool IsImplicit { get; init; }

    /// <summary>Whether the text declares it constant; null where it leaves that to the default.</summary>
    public bool? IsConstant { get; init; }

    /// <summary>For a species: not changed by reactions (Antimony's <c>$S</c>).</summary>
    public bool IsBoundary { get; init; }

    /// <summary>For a species: the name stands for an amount, not a concentration.</summary>
    public bool IsSubstanceOnly { get; init; }

    /// <summary>For a species: its compartment; null means the default compartment of size 1.</summary>
    public string? Compartment { get; init; }

    /// <summary>For a species: the name of the constant that turns a reaction's extent into the species' amount, or null for 1.</summary>
    public string? ConversionFactor { get; init; }

    /// <summary>For a compartment: how many dimensions it has, 0 to 3. A species in one of 0 dimensions has no concentration.</summary>
    public double Dimensions { get; init; } = 3;

    /// <summary>The name of the unit that its value is in (<c>x has unit</c>), or null.</summary>
    public string? UnitName { get; init; }

    /// <summary>What people call it (<c>x is "display name"</c>), or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>
    /// Uncertainty statements by field: <c>mean</c>, <c>stdev</c>, <c>distribution</c>, <c>confidenceInterval</c> ...; the values as expressions.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<Expression>> Uncertainty { get; init; } = ImmutableDictionary<string, ImmutableArray<Expression>>.Empty;
}
