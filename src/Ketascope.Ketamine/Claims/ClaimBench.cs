using Ketascope.Ketamine.Channel;

namespace Ketascope.Ketamine.Claims;

/// <summary>What a claim's experiment works with: the areas, each with the parameters of the moment (the usual ones, or a draw of uncertain ones).</summary>
/// <param name="Receptor">The virtual electrode.</param>
public sealed record ClaimBench(PatchExperiment Receptor);
