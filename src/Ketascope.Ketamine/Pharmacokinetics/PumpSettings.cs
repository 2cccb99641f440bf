namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>What a pump that holds targets can do.</summary>
public sealed record PumpSettings
{
    /// <summary>How often the rate changes where nothing is said, s: every 10 s, as the pumps do whose algorithms are published.</summary>
    public const double UsualStepSeconds = 10;

    /// <summary>The highest rate where nothing is said, mg/h: 1200 mL/h, the highest of many syringe pumps, of a solution of 10 mg/mL.</summary>
    public const double UsualMaximumRate = 12_000;

    /// <summary>How long the rate stays as it is, s.</summary>
    public double StepSeconds { get; init; } = UsualStepSeconds;

    /// <summary>The highest rate, mg/h.</summary>
    public double MaximumRate { get; init; } = UsualMaximumRate;

    /// <summary>The most that is given in the first minute after a target changes, mg; infinite for no limit.</summary>
    public double MaximumBolus { get; init; } = double.PositiveInfinity;

    /// <summary>How long a step is, h.</summary>
    public double StepHours => StepSeconds / 3600;
}
