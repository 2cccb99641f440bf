namespace Ketascope.Ketamine.Cord;

/// <summary>What a stimulus to the skin is to its C fibres.</summary>
internal static class SkinInput
{
    /// <summary>C fibres under a von Frey hair, Hz: none below a threshold, then in proportion to the logarithm of the force.</summary>
    /// <param name="fibres">The fibres.</param>
    /// <param name="millinewtons">The force, mN.</param>
    public static double VonFrey(SkinFibres fibres, double millinewtons) =>
        fibres.PerDecadeOfForce * Math.Max(0, Math.Log10(millinewtons / fibres.ForceThreshold));

    /// <summary>C fibres under heat, Hz: none below a threshold, then in proportion to the temperature.</summary>
    /// <param name="fibres">The fibres.</param>
    /// <param name="celsius">The temperature, degrees Celsius.</param>
    public static double Heat(SkinFibres fibres, double celsius) => fibres.PerDegree * Math.Max(0, celsius - fibres.HeatThreshold);
}
