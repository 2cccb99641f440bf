namespace Ketascope.Study.Results;

/// <summary>When a dose went in, for a mark in a picture.</summary>
/// <param name="Start">The start, in the run's time unit.</param>
/// <param name="End">The end of an infusion, or <paramref name="Start"/> for a dose given at once.</param>
/// <param name="Text">The dose in words (<c>40 mg iv over 40 min</c>), or null.</param>
public readonly record struct DoseInterval(double Start, double End, string? Text = null);
