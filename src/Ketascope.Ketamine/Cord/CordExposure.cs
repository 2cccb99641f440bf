namespace Ketascope.Ketamine.Cord;

/// <summary>The drug around the receptors of the cord, and in the brain, over time.</summary>
/// <param name="Pore">Free drug at the pore, uM, as the concentration of the racemate that would bind as much.</param>
/// <param name="Membrane">Free drug that binds to the site in the membrane, uM.</param>
public sealed record CordExposure(StepCourse Pore, StepCourse Membrane)
{
    /// <summary>No drug.</summary>
    public static CordExposure None { get; } = new(StepCourse.None, StepCourse.None);

    /// <summary>Free drug as S-ketamine that would act as much in the brain (<c>equivalent.hypnosis</c> of models/common), uM.</summary>
    public StepCourse Equivalents { get; init; } = StepCourse.None;

    /// <summary>Free opioids at their own effect site, as morphine that would act as much, uM. They act on the rating of pain, not in the cord.</summary>
    public StepCourse Opioids { get; init; } = StepCourse.None;

    /// <summary>When the drug in the cord and opioids change for the last time, s; 0 where there is none.</summary>
    public double End => new[] { Membrane, Opioids }.Max(course => course.Steps.IsEmpty ? 0 : course.Steps[^1].Time);

    /// <summary>The sum of exposures.</summary>
    /// <param name="exposures">The exposures.</param>
    public static CordExposure Sum(IReadOnlyList<CordExposure> exposures) => exposures.Count == 0 ? None
        : new(StepCourse.Sum([.. exposures.Select(one => one.Pore)]), StepCourse.Sum([.. exposures.Select(one => one.Membrane)]))
        {
            Equivalents = StepCourse.Sum([.. exposures.Select(one => one.Equivalents)]),
            Opioids = StepCourse.Sum([.. exposures.Select(one => one.Opioids)]),
        };

    /// <summary>The same, later.</summary>
    /// <param name="seconds">By how much, s.</param>
    public CordExposure Later(double seconds) => Each(course => course.Later(seconds));

    /// <summary>The same in a person whose concentrations are another multiple of typical ones.</summary>
    /// <param name="factor">The multiple.</param>
    public CordExposure Times(double factor) => Each(course => new([.. course.Steps.Select(step => (step.Time, factor * step.Value))]));

    private CordExposure Each(Func<StepCourse, StepCourse> change) => new(change(Pore), change(Membrane))
    {
        Equivalents = change(Equivalents),
        Opioids = change(Opioids),
    };
}
