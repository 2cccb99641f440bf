using System.Collections.Immutable;
using System.Globalization;

namespace Ketascope.Ketamine.Regimens;

/// <summary>A concentration and how long it is held.</summary>
/// <param name="Concentration">ng/mL, 0 or more.</param>
/// <param name="Length">How long.</param>
public readonly record struct TargetStage(double Concentration, Duration Length);

/// <summary>Target concentrations of one drug, one after the other, that a pump holds: <c>target 150 ng/mL for 30 min then 200 ng/mL for 30 min</c>.</summary>
/// <param name="Drug">The drug.</param>
/// <param name="IsEffectSite">Whether the targets are of the effect site, and not of plasma.</param>
/// <param name="Stages">The targets in order, at least one of them above 0.</param>
public sealed record TargetScheme(Drug Drug, bool IsEffectSite, ImmutableArray<TargetStage> Stages)
{
    /// <summary>How long it lasts, h.</summary>
    public double Hours => Stages.Sum(stage => stage.Length.Hours);

    /// <summary>Where the targets are.</summary>
    public string Site => IsEffectSite ? "effect-site" : "plasma";

    /// <summary>The scheme in words that read back as it.</summary>
    public override string ToString() => $"{Drug} {Site} target " + string.Join(" then ",
        Stages.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Concentration} ng/mL for {stage.Length}")));
}

/// <summary>A regimen with targets in it: the schemes, and the doses that are given beside them.</summary>
/// <param name="Schemes">The schemes, at least one, each of another drug.</param>
/// <param name="Doses">The other doses; null for none.</param>
public sealed record TargetRegimen(ImmutableArray<TargetScheme> Schemes, Regimen? Doses)
{
    /// <summary>The body weight that the text says, kg; null where it says none.</summary>
    public double? WeightKg { get; init; }

    /// <summary>All of it in words.</summary>
    public override string ToString() =>
        string.Join(" and ", [.. Schemes.Select(scheme => scheme.ToString()), .. Doses is null ? (string[])[] : [Doses.Describe()]]);
}
