using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>What kind of observation is asked about: who is given what by which way, and what is measured where.</summary>
/// <param name="Drugs">The drugs, as regimens name them, in alphabetic order.</param>
/// <param name="Routes">The routes, as regimens name them, in alphabetic order.</param>
/// <param name="Site">Where blood is drawn, <c>venous</c> or <c>arterial</c>; <c>unsaid</c> in a row that does not say it.</param>
/// <param name="Age">Who: <c>adult</c> or <c>child</c>.</param>
/// <param name="Analyte">The substance that is measured (<see cref="AnalyteNames.Substance"/>); null for whatever the model gives.</param>
public sealed record CalibrationKind(string Drugs, string Routes, string Site, string Age, string? Analyte)
{
    /// <summary>What a row says that does not say where blood was drawn.</summary>
    public const string Unsaid = "unsaid";

    /// <summary>The kind of doses in a person.</summary>
    /// <param name="doses">Drug and route of each dose.</param>
    /// <param name="site">Where blood is drawn.</param>
    /// <param name="years">The age, years; null for an adult whose age nobody said.</param>
    /// <param name="analyte">What is measured; null for whatever the model gives.</param>
    public static CalibrationKind Of(ImmutableArray<DoseSite> doses, string? site, double? years, string? analyte) => new(
        Joined(doses.Select(dose => RegimenWords.Drugs.Name(dose.Drug))),
        Joined(doses.Select(dose => RegimenWords.Routes.Name(dose.Route))),
        site ?? Unsaid,
        years < AgeRange.Adulthood ? "child" : "adult",
        analyte is null ? null : AnalyteNames.Substance(analyte.Split('/')[0]));

    /// <summary>The kind in words.</summary>
    public override string ToString() => $"{Analyte ?? "all analytes"} after {Drugs} {Routes} in {(Age == "child" ? "children" : "adults")}, {Site} samples";

    private static string Joined(IEnumerable<string> words) => string.Join('+', words.Distinct().Order(StringComparer.Ordinal));
}

/// <summary>How one model meets the calibration rows of one kind: those that it was fitted to, or the others.</summary>
/// <param name="Kind">The kind of the rows.</param>
/// <param name="Model">The model.</param>
/// <param name="IsFitted">Whether the model was fitted to these rows (<see cref="ModelFolder.FittedTo"/>).</param>
/// <param name="Rows">How many rows it predicts.</param>
/// <param name="FoldError">The geometric mean of predicted over observed or its inverse, whichever is above 1.</param>
public sealed record CalibrationCell(CalibrationKind Kind, string Model, bool IsFitted, int Rows, double FoldError);
