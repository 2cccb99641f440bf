using Ketascope.Ketamine.Drugs;

namespace Ketascope.Ketamine.Protocols;

/// <summary>What a concentration of a protocol is of. Molar masses are sums of standard atomic weights (IUPAC 2021, doi:10.1515/pac-2019-0603).</summary>
/// <param name="Name">Its name for messages.</param>
/// <param name="MolarMass">What a mole of it weighs, g/mol, or null where that is not known.</param>
/// <param name="Form">In which form it is weighed, for messages; empty where there is no doubt.</param>
/// <param name="Drug">The drug, or null for what every bath holds.</param>
internal sealed record Substance(string Name, double? MolarMass, string Form = "", DrugFile? Drug = null)
{
    /// <summary>L-glutamic acid, C5H9NO4.</summary>
    public static readonly Substance Glutamate = new("glutamate", 147.13, ", the acid");

    /// <summary>Glycine, C2H5NO2.</summary>
    public static readonly Substance Glycine = new("glycine", 75.07);

    /// <summary>The magnesium ion.</summary>
    public static readonly Substance Magnesium = new("magnesium", 24.305, ", the ion");

    /// <summary>The sodium ion.</summary>
    public static readonly Substance Sodium = new("sodium", 22.99, ", the ion");

    /// <summary>A drug, weighed as its base, which is how laboratories report concentrations, or as a salt.</summary>
    /// <param name="drug">The drug.</param>
    /// <param name="salt">The salt, or null for the base.</param>
    public static Substance Of(DrugFile drug, DrugSalt? salt)
    {
        double? mass = drug.MolarMass + (salt?.AcidMass ?? 0);
        string form = drug.IsWeighedAsAcid ? ""
            : salt is not null ? $", the {salt.Name}"
            : ", the base and not a salt";
        return new Substance(drug.Names[0], mass, form, drug);
    }
}
