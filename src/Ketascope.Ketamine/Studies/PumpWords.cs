using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Studies;

/// <summary>What a request says of the pumps that hold targets.</summary>
/// <param name="Model">The models that they calculate with; null for those that suit.</param>
/// <param name="Step">How long a step is; null for the usual one.</param>
/// <param name="MaxRate">The highest rate, mg/h; null for the usual one.</param>
/// <param name="MaxBolus">The most in the first minute after a target changes, mg; null for no limit.</param>
internal sealed record PumpWords(string? Model, string? Step, double? MaxRate, double? MaxBolus)
{
    private const double ShortestSeconds = 0.1, LongestSeconds = 3600;

    /// <summary>The settings.</summary>
    /// <exception cref="UserErrorException">A value makes no sense.</exception>
    public PumpSettings ToSettings()
    {
        double seconds = Step is { } step ? 3600 * RegimenTime.ReadHours(step, "--tci-step") : PumpSettings.UsualStepSeconds;
        if (seconds is not (>= ShortestSeconds and <= LongestSeconds))
        {
            throw new UserErrorException($"--tci-step: a step of '{Step}' is not between {ShortestSeconds} s and 1 h");
        }

        return new PumpSettings
        {
            // A time in h and back leaves the last digits of a number of seconds open.
            StepSeconds = Math.Round(seconds, 6),
            MaximumRate = Positive(MaxRate, "--tci-max-rate") ?? PumpSettings.UsualMaximumRate,
            MaximumBolus = Positive(MaxBolus, "--tci-max-bolus") ?? double.PositiveInfinity,
        };
    }

    /// <summary>Refuses what is said of pumps where a regimen has no targets.</summary>
    /// <exception cref="UserErrorException">Something is said.</exception>
    public void RequireNothing()
    {
        foreach ((string name, bool isSaid) in (ReadOnlySpan<(string, bool)>)[("--tci-model", Model is not null), ("--tci-step", Step is not null),
            ("--tci-max-rate", MaxRate is not null), ("--tci-max-bolus", MaxBolus is not null)])
        {
            if (isSaid)
            {
                throw new UserErrorException($"{name} is of a pump that holds targets, for example 'target 150 ng/mL for 30 min'; the regimen has none");
            }
        }
    }

    private static double? Positive(double? value, string name) => value is null or > 0 ? value
        : throw new UserErrorException(FormattableString.Invariant($"{name}: {value} is not above 0"));
}
