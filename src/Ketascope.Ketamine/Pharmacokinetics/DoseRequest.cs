using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>What is asked of the simulation of a dose.</summary>
public sealed record DoseRequest
{
    /// <summary>The regimen, in the regimen language (docs/regimens.md).</summary>
    public required string Regimen { get; init; }

    /// <summary>
    /// The doses that <see cref="Regimen"/> stands for: read from it already, or decided by a pump or by chance; null where the text is still to be read.
    /// </summary>
    public Regimen? Given { get; init; }

    /// <summary>
    /// What each of many people asks a patient-controlled pump for; <see cref="Given"/> is then its <see cref="DemandsOfPeople.Frame"/>. Null where the
    /// regimen says when doses are given.
    /// </summary>
    public DemandsOfPeople? Demands { get; init; }

    /// <summary>The substance of which the doses are simulated, where the regimen has others too; null for all doses.</summary>
    public string? Substance { get; init; }

    /// <summary>The body weight in kg, or null for the model's default.</summary>
    public double? WeightKg { get; init; }

    /// <summary>Whether nobody said <see cref="WeightKg"/>: it was taken from another drug's model, so that one person has one weight.</summary>
    public bool IsWeightAssumed { get; init; }

    /// <summary>The age in years; null for an adult or, where the weight is a child's, for the age that goes with it.</summary>
    public double? AgeYears { get; init; }

    /// <summary>The height in cm, or null for the model's default.</summary>
    public double? HeightCm { get; init; }

    /// <summary>The sex, or null for the model's default.</summary>
    public Sex? Sex { get; init; }

    /// <summary>How body weight varies between virtual people, kg; null for the same in all.</summary>
    public RandomDistribution? WeightSpread { get; init; }

    /// <summary>How age varies between virtual people, years; null for the same in all.</summary>
    public RandomDistribution? AgeSpread { get; init; }

    /// <summary>How height varies between virtual people, cm; null for the same in all.</summary>
    public RandomDistribution? HeightSpread { get; init; }

    /// <summary>Whether half of the virtual people are women.</summary>
    public bool IsSexMixed { get; init; }

    /// <summary>Whether, in virtual people, each start of a dose begins a new occasion.</summary>
    public bool IsDoseAnOccasion { get; init; }

    /// <summary>How long to simulate, in h from the start of the regimen; null for 24 h after its end.</summary>
    public double? Hours { get; init; }

    /// <summary>Stretches of time over which areas are asked for, h from the start of the regimen.</summary>
    public ImmutableArray<TimeWindow> Areas { get; init; } = [];

    /// <summary>Whether the area over the last dosing interval (AUCtau) is asked for.</summary>
    public bool IsAreaOfInterval { get; init; }

    /// <summary>The model to take, by identifier; null for the one that suits best.</summary>
    public string? Model { get; init; }

    /// <summary>The sampling site to predict (<c>arterial</c>, <c>venous</c>); null for the model's own.</summary>
    public string? Site { get; init; }

    /// <summary>The one analyte that is asked about; null for all that the model gives.</summary>
    public string? Analyte { get; init; }

    /// <summary>What changes metabolism in the person: another drug, a genotype; null for nothing.</summary>
    public Interaction? With { get; init; }

    /// <summary>Parameters that get another value than the model's text gives, by name.</summary>
    public ImmutableSortedDictionary<string, double> Overrides { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Whether the person, or the first of many, is solved again more tightly, to tell where values depend on the settings. Default: no.</summary>
    public bool IsChecked { get; init; }

    /// <summary>All doses that are asked for.</summary>
    /// <exception cref="UserErrorException">The text has a mistake.</exception>
    internal Regimen Read() => Given ?? RegimenParser.Read(Regimen);

    /// <summary>Tolerances and method. Default: 1e-8 relative, 1e-9 mg absolute.</summary>
    public SolverSettings Solver { get; init; } = new() { RelativeTolerance = 1e-8, AbsoluteTolerance = 1e-9 };
}
