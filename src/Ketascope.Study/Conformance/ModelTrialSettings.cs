namespace Ketascope.Study.Conformance;

/// <summary>How models without right values are run.</summary>
/// <param name="Limit">How long the solution of one may take, everything together.</param>
/// <param name="IsAgainstTight">Whether each is run more tightly too, and the two are compared.</param>
public sealed record ModelTrialSettings(TimeSpan Limit, bool IsAgainstTight = false);
