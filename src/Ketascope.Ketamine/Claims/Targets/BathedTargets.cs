using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;

namespace Ketascope.Ketamine.Claims.Targets;

/// <summary>The share of each target that a known free concentration occupies: a bath, a panel of binding sites, a solution around a nerve.</summary>
internal static class BathedTargets
{
    /// <summary>The share of each target, by the target's identifier.</summary>
    /// <param name="bench">The library.</param>
    /// <param name="drugs">What drugs do at targets.</param>
    /// <param name="name">The drug; of a mixture its parts act too.</param>
    /// <param name="concentration">The free concentration, uM.</param>
    public static Dictionary<string, double> Shares(ClaimBench bench, DrugCabinet drugs, string name, double concentration)
    {
        DrugFile drug = drugs.Find(name);
        IEnumerable<(DrugFile, double)> parts = drug.Mixture.Select(part => (drugs.Find(part.Drug), concentration * part.Fraction));
        return new TargetOccupancy(bench.Library.Targets).Of([(drug, concentration), .. parts]).ToDictionary(one => one.Target.Id, one => one.Share);
    }
}
