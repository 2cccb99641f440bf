namespace Ketascope.Ketamine.Drugs;

/// <summary>
/// A salt of a drug that is a base: one molecule of acid for each of the drug. As a concentration of molecules it is the base; as a mass it is
/// heavier.
/// </summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="AcidMass">The molar mass of the acid, g/mol.</param>
public sealed record DrugSalt(string Name, double AcidMass);
