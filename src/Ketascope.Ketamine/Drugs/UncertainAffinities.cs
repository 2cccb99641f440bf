using System.Collections.Immutable;
using Ketascope.Study.Draws;

namespace Ketascope.Ketamine.Drugs;

/// <summary>
/// Affinities under a draw: papers rarely print an error that holds from one laboratory to the next, so that spreads are assumed. Enantiomers share the draw
/// of a target, because one laboratory measured both. The pore of the receptor is left to its own calibration.
/// </summary>
public static class UncertainAffinities
{
    private const string Affinity = "affinity", Receptor = "nmda", AtEquilibrium = "magnesium";

    /// <summary>The standard deviation of the logarithm where one laboratory measured, and where several did (assumed).</summary>
    private const double OneLaboratory = 0.3, Several = 0.6;

    /// <summary>So many times apart, numbers contradict each other, and each is taken with the same probability.</summary>
    private const double Contradiction = 3;

    /// <summary>The drugs with affinities of a draw.</summary>
    /// <param name="drugs">The drugs.</param>
    /// <param name="draw">The draw, which is told what was drawn.</param>
    public static DrugCabinet Under(DrugCabinet drugs, ParameterDraw draw)
    {
        int count = drugs.Drugs.Sum(drug => drug.Actions.Count(IsDrawn));
        draw.Tell(new DrawnSource("affinities at targets (models/drugs)", count, FormattableString.Invariant(
            $"Their spreads are assumed: {OneLaboratory} on the logarithm where one laboratory measured, {Several} where several did; ") +
            FormattableString.Invariant($"of numbers that are {Contradiction}-fold apart each is as likely.")));
        return drugs.With(drug => drug with { Actions = [.. drug.Actions.Select(action => IsDrawn(action) ? Drawn(action, draw) : action)] });
    }

    private static bool IsDrawn(DrugAction action) => action.Values.ContainsKey(Affinity)
        && (!action.Target.StartsWith(Receptor, StringComparison.Ordinal) || action.Target.EndsWith(AtEquilibrium, StringComparison.Ordinal));

    private static DrugAction Drawn(DrugAction action, ParameterDraw draw)
    {
        string address = $"{Affinity}.{action.Target}";
        double factor = Math.Exp((action.Alternatives.IsEmpty ? OneLaboratory : Several) * draw.Normal(address));
        ActionAlternative own = new()
        {
            Name = action.Name ?? "",
            Values = action.Values,
            Basis = action.Basis,
            Status = action.Status,
            Sources = action.Sources,
        };
        ImmutableArray<ActionAlternative> measured = [own, .. action.Alternatives.Where(one => one.Values?.ContainsKey(Affinity) == true)];
        double[] affinities = [.. measured.Select(one => one.Values![Affinity])];
        int taken = affinities.Max() < Contradiction * affinities.Min() ? 0
            : Math.Min(measured.Length - 1, (int)(draw.Uniform($"{address}.choice") * measured.Length));
        ActionAlternative chosen = measured[taken];
        return action with
        {
            Name = action.Name is null ? null : chosen.Name,
            Values = Scaled(chosen.Values!, factor),
            Basis = chosen.Basis,
            Status = chosen.Status,
            Sources = chosen.Sources,
            Alternatives =
            [
                .. measured.Where((_, i) => i != taken).Select(one => one with { Values = Scaled(one.Values!, factor) }),
                .. action.Alternatives.Where(one => one.Values?.ContainsKey(Affinity) != true),
            ],
        };
    }

    private static ImmutableSortedDictionary<string, double> Scaled(ImmutableSortedDictionary<string, double> values, double factor) =>
        values.SetItem(Affinity, factor * values[Affinity]);
}
