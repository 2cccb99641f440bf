using Ketascope.Ketamine.Drugs;

namespace Ketascope.Ketamine.Protocols;

/// <summary>What a concentration of a protocol is of.</summary>
/// <param name="Name">Its name for messages.</param>
/// <param name="MolarMass">What a mole of it weighs, g/mol, or null where that is not known.</param>
/// <param name="Form">In which form it is weighed, for messages; empty where there is no doubt.</param>
/// <param name="Drug">The drug, or null for what every bath holds.</param>
internal sealed record Substance(string Name, double? MolarMass, string Form = "", DrugFile? Drug = null)
{
    /// <summary>What a bath holds beside drugs.</summary>
    /// <param name="mass">Its name and mass.</param>
    public static Substance Of(NamedMass mass) => new(mass.Names[0], mass.MolarMass, mass.Form is null ? "" : $", {mass.Form}");

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
