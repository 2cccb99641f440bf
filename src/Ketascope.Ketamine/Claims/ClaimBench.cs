using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Areas;

namespace Ketascope.Ketamine.Claims;

/// <summary>What a claim's experiment works with: the areas, each with the parameters of the library (those in use, or a draw of uncertain ones).</summary>
/// <param name="Library">The files.</param>
/// <param name="Areas">The areas that are held against data.</param>
public sealed record ClaimBench(KetamineLibrary Library, AreaList Areas)
{
    /// <summary>The virtual electrode.</summary>
    public PatchExperiment Receptor => Library.Receptor;
}
