using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Areas;

namespace Ketascope.Ketamine.Claims;

/// <summary>What a claim's experiment works with: the areas, each with the parameters of the moment (the usual ones, or a draw of uncertain ones).</summary>
/// <param name="Library">The files.</param>
/// <param name="Areas">The areas that are held against data.</param>
/// <param name="Factors">A draw of the receptor's uncertain parameters; empty for the usual ones.</param>
public sealed record ClaimBench(KetamineLibrary Library, AreaList Areas, ImmutableArray<ParameterFactor> Factors)
{
    /// <summary>The virtual electrode.</summary>
    public PatchExperiment Receptor => new(Library.Drugs, Library.ReceptorText) { Factors = Factors };
}
