using System.Collections.Immutable;
using Ketascope.Study.Populations;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>A dose in a person or in virtual people: <c>simulate</c>.</summary>
public sealed record SimulateRequest : UncertainRequest
{
    /// <summary>What is given, in the regimen language (docs/regimens.md).</summary>
    public required string Regimen { get; init; }

    /// <summary>Body weight, kg; with people also mean and spread. Null for the model's reference.</summary>
    public PrintedNumber? Weight { get; set; }

    /// <summary>Age, years; null for an adult.</summary>
    public PrintedNumber? Age { get; set; }

    /// <summary>Height, cm; null for the model's reference.</summary>
    public PrintedNumber? Height { get; set; }

    /// <summary><c>male</c>, <c>female</c> or, with people, <c>mixed</c>; null for the model's reference.</summary>
    public string? Sex { get; set; }

    /// <summary>How long to simulate: <c>12h</c>, <c>2d</c>, or a number of hours; null for 24 h after the last dose.</summary>
    public string? For { get; set; }

    /// <summary>Windows of areas, <c>0:12</c>, or <c>tau</c> for the last dosing interval.</summary>
    public ImmutableArray<string> Auc { get; set; } = [];

    /// <summary>The model, by name; null for the one that suits.</summary>
    public string? Model { get; set; }

    /// <summary>The sampling site, <c>venous</c> or <c>arterial</c>; null for the model's own.</summary>
    public string? Site { get; set; }

    /// <summary>What changes metabolism: another drug, a genotype (<c>clarithromycin</c>, <c>CYP2B6*6/*6</c>); null for nothing.</summary>
    public string? With { get; set; }

    /// <summary>Parameters with other values than the text's.</summary>
    public ImmutableSortedDictionary<string, double> Set { get; set; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Whether the first person is solved again more tightly.</summary>
    public bool Check { get; set; } = true;

    /// <summary>Whether the dose records are shown.</summary>
    public bool Records { get; set; }

    /// <summary>The model that a pump calculates with to hold targets, by name; null for the one that suits. Several names for several drugs.</summary>
    public string? TciModel { get; set; }

    /// <summary>How long a pump's rate stays as it is, <c>10s</c>; null for 10 s.</summary>
    public string? TciStep { get; set; }

    /// <summary>The highest rate of a pump that holds targets, mg/h; null for 12000.</summary>
    public double? TciMaxRate { get; set; }

    /// <summary>The most that such a pump gives in the first minute after a target changes, mg; null for no limit.</summary>
    public double? TciMaxBolus { get; set; }

    /// <summary>The seed of the demands of one person with a patient-controlled pump; null for 1. People have a seed of their own.</summary>
    public ulong? Seed { get; set; }

    /// <summary>The virtual people; null for one typical person.</summary>
    public PeopleRequest? People { get; set; }
}
