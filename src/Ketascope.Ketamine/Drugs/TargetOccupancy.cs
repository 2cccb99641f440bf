using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Drugs;

/// <summary>How much of a target some free concentrations occupy at equilibrium, by the target's own text: a new target needs no code.</summary>
/// <param name="folder">The folder of targets.</param>
public sealed class TargetOccupancy(string folder)
{
    /// <summary>The share of each target that is occupied.</summary>
    /// <param name="targets">The targets, each with the module of its occupancy.</param>
    /// <param name="ligands">The dissociation constant and the free concentration, uM, of each ligand at each target.</param>
    /// <exception cref="UserErrorException">A module is missing or has errors.</exception>
    public ImmutableArray<double> Of(IReadOnlyList<TargetFile> targets, IReadOnlyList<ImmutableArray<(double Affinity, double Concentration)>> ligands)
    {
        StringBuilder text = new();
        foreach (string module in targets.Select(one => one.Module!).Distinct())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"import \"{module}\"");
        }

        text.AppendLine("model *occupancies()");
        for (int i = 0; i < targets.Count; i++)
        {
            // Ligands compete: what counts is the sum of concentration over affinity.
            string sum = string.Join(" + ", ligands[i].Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Concentration:R}/{one.Affinity:R}")));
            text.AppendLine(CultureInfo.InvariantCulture, $"  X_{i} = {sum}; X_{i} has dimensionless; target_{i}: site(X_{i});");
        }

        text.AppendLine("end");
        LoadedModel model = ModelLoading.LoadText(Path.Combine(folder, "occupancies.ant"), text.ToString());
        ImmutableArray<string> names = [.. targets.Select((_, i) => $"target_{i}.occupancy")];
        RunOutcome outcome = ModelRun.Run(new RunRequest { Model = model, Times = [0], Show = names }, progress: null, CancellationToken.None);
        return [.. names.Select((_, i) => outcome.Trajectories[0, i, 0])];
    }
}
