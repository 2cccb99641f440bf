using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <summary>What a name of a model turns out to be.</summary>
internal enum Role
{
    /// <summary>Not known yet; a parameter if nothing else is said.</summary>
    Unknown,
#pragma warning disable CS1591 // Each name is SBML's word for the element.
    Parameter, Compartment, Species, Reaction, Event, Unit, Submodel, Interaction,
#pragma warning restore CS1591
}

/// <summary>A name of a model while the model is read: statements about it may come in any order.</summary>
internal sealed class Element(string name, SourceSpan span)
{
    /// <summary>The name or dotted path.</summary>
    public string Name { get; } = name;

    /// <summary>Where it was seen first.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>What it is.</summary>
    public Role Role { get; set; }

    /// <summary>Where its role was stated.</summary>
    public SourceSpan RoleSpan { get; set; }

    /// <summary>Whether a word such as <c>species</c> stated the role, rather than the use.</summary>
    public bool IsDeclared { get; set; }

    /// <summary>Whether any statement is about it, as opposed to expressions that use it.</summary>
    public bool IsStated { get; set; }

    /// <summary>The values for the symbol.</summary>
    public bool? IsConstant { get; set; }

    /// <inheritdoc cref="Symbol.IsBoundary"/>
    public bool IsBoundary { get; set; }

    /// <inheritdoc cref="Symbol.IsSubstanceOnly"/>
    public bool IsSubstanceOnly { get; set; }

    /// <inheritdoc cref="Reaction.IsFast"/>
    public bool IsFast { get; set; }

    /// <inheritdoc cref="Symbol.Compartment"/>
    public string? Compartment { get; set; }

    /// <inheritdoc cref="Symbol.UnitName"/>
    public string? UnitName { get; set; }

    /// <inheritdoc cref="Symbol.DisplayName"/>
    public string? DisplayName { get; set; }

    /// <inheritdoc cref="Symbol.Uncertainty"/>
    public ImmutableDictionary<string, ImmutableArray<Expression>> Uncertainty { get; set; } = ImmutableDictionary<string, ImmutableArray<Expression>>.Empty;

    /// <summary>Whether the name is a path into a submodel.</summary>
    public bool IsPath => Name.Contains('.', StringComparison.Ordinal);

    /// <summary>States what the element is.</summary>
    /// <param name="role">The role.</param>
    /// <param name="isDeclared">Whether a word such as <c>species</c> states it.</param>
    /// <param name="span">The place of the statement.</param>
    /// <exception cref="SyntaxException">It was stated to be something else before.</exception>
    public void SetRole(Role role, bool isDeclared, SourceSpan span)
    {
        IsStated = true;
        if (Role != Role.Unknown && Role != role && !(Role == Role.Parameter && !IsDeclared))
        {
            if (role == Role.Parameter && !isDeclared)
            {
                return;
            }

            throw new SyntaxException("two-roles", $"'{Name}' is a {Word(Role)} ({RoleSpan}) and cannot also be a {Word(role)}", span);
        }

        RoleSpan = Role == role ? RoleSpan : span;
        Role = role;
        IsDeclared |= isDeclared;
    }

    /// <summary>The symbol, for a compartment, species or parameter.</summary>
    public Symbol ToSymbol() => new()
    {
        Name = Name,
        Kind = Role switch
        {
            Role.Compartment => SymbolKind.Compartment,
            Role.Species => SymbolKind.Species,
            _ => SymbolKind.Parameter,
        },
        Span = Span,
        IsImplicit = !IsStated,
        IsConstant = IsConstant,
        IsBoundary = Role == Role.Species && IsBoundary,
        IsSubstanceOnly = IsSubstanceOnly,
        Compartment = Role == Role.Species ? Compartment : null,
        UnitName = UnitName,
        DisplayName = DisplayName,
        Uncertainty = Uncertainty,
    };

    private static string Word(Role role) => role == Role.Submodel ? "submodel" : role.ToString().ToLowerInvariant();
}
