namespace Ketascope.Ketamine.Cord;

/// <summary>The drug around the receptors of the cord over time.</summary>
/// <param name="Pore">Free drug at the pore, uM, as the concentration of the racemate that would bind as much.</param>
/// <param name="Membrane">Free drug that binds to the site in the membrane, uM.</param>
public sealed record CordExposure(StepCourse Pore, StepCourse Membrane)
{
    /// <summary>No drug.</summary>
    public static CordExposure None { get; } = new(StepCourse.None, StepCourse.None);

    /// <summary>Both constant from the start on.</summary>
    /// <param name="pore">At the pore, uM.</param>
    /// <param name="membrane">At the site in the membrane, uM.</param>
    public static CordExposure Constant(double pore, double membrane) =>
        new(StepCourse.Between(0, double.PositiveInfinity, pore), StepCourse.Between(0, double.PositiveInfinity, membrane));

    /// <summary>The sum of exposures.</summary>
    /// <param name="exposures">The exposures.</param>
    public static CordExposure Sum(IReadOnlyList<CordExposure> exposures) => exposures.Count == 0 ? None
        : new(StepCourse.Sum([.. exposures.Select(one => one.Pore)]), StepCourse.Sum([.. exposures.Select(one => one.Membrane)]));

    /// <summary>The same, later.</summary>
    /// <param name="seconds">By how much, s.</param>
    public CordExposure Later(double seconds) => new(Pore.Later(seconds), Membrane.Later(seconds));
}
