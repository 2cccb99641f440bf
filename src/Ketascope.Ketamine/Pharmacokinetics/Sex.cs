namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>The sex of a person; the number is what a model's text holds.</summary>
public enum Sex
{
    /// <summary>A man or boy.</summary>
    Male = 0,

    /// <summary>A woman or girl.</summary>
    Female = 1,
}
