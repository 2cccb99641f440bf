using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
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

    /// <summary>The share of each target that a bath of one drug occupies, by the target's identifier.</summary>
    /// <param name="drugs">What drugs do at targets.</param>
    /// <param name="name">The drug.</param>
    /// <param name="concentration">Its free concentration, uM.</param>
    public Dictionary<string, double> InBath(DrugCabinet drugs, string name, double concentration) =>
        new TargetOccupancy(Library.Targets).InBath(drugs, drugs.Find(name), concentration).ToDictionary(one => one.Target.Id, one => one.Share);
}
