namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>
/// Weight and age of children, each estimated from the other where only one was said. From 1 year to puberty weight = 3 age + 7 (Luscombe M, Owens B, Arch Dis Child 2007;92:412-415,
/// doi:10.1136/adc.2006.107284; checked in 93,827 children of 1 to 13 years by Luscombe 2011, doi:10.1136/emj.2009.087288: 6.9 % too low on average);
/// in the first year weight = 0.5 months + 4 (Advanced Paediatric Life Support, as quoted by Marikar 2015, doi:10.1136/bmjinnov-2015-000059). Both give 10 kg at 1 year.
/// </summary>
internal static class ChildGrowth
{
    /// <summary>Below this weight, kg, somebody of unknown age is taken for a child: the one of 11 years.</summary>
    public const double ChildBelowKg = 40;

    private const double FirstBirthdayKg = 10;

    /// <summary>The usual weight at an age, kg.</summary>
    /// <param name="years">The age, from 0 to <see cref="AgeRange.Adulthood"/>; beyond 13 years an extrapolation.</param>
    public static double WeightKg(double years) => years < 1 ? (6 * years) + 4 : (3 * years) + 7;

    /// <summary>The usual age at a weight, years; 0 for less than a newborn weighs.</summary>
    /// <param name="weightKg">The weight, kg.</param>
    public static double AgeYears(double weightKg) => weightKg < FirstBirthdayKg ? Math.Max(0, weightKg - 4) / 6 : (weightKg - 7) / 3;
}
