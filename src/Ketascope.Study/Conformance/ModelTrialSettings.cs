namespace Ketascope.Study.Conformance;

/// <summary>How models without right values are run.</summary>
/// <param name="Limit">How long the solution of one may take, everything together.</param>
public sealed record ModelTrialSettings(TimeSpan Limit)
{
    /// <summary>Whether each is run more tightly too, and the two are compared.</summary>
    public bool IsAgainstTight { get; init; }

    /// <summary>Whether reactions that are marked fast are made ordinary ones.</summary>
    public bool IgnoresFast { get; init; }
}
