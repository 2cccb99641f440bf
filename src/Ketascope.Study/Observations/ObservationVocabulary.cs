using System.Collections.Immutable;

namespace Ketascope.Study.Observations;

/// <summary>What a row may say in the columns <c>setting</c> and <c>time</c>; each kind of experiment has its own words.</summary>
/// <param name="Settings">The names of settings.</param>
/// <param name="Example">A setting, for messages.</param>
/// <param name="TimeProblem">What is expected, where a text of the column <c>time</c> means nothing; empty where it means something.</param>
public sealed record ObservationVocabulary(ImmutableArray<string> Settings, string Example, Func<string, string> TimeProblem)
{
    /// <summary>Doses given to subjects, and concentrations that follow (docs/observations.md).</summary>
    public static ObservationVocabulary Dosing { get; } =
        new(["weight", "site", "model", "age", "sex", "height", "with", "pump", "population"], "weight=70", MeasureProblem);

    /// <summary>What is expected, where a text is no <see cref="Measure"/>; empty where it is one.</summary>
    /// <param name="text">The text.</param>
    public static string MeasureProblem(string text) => Measure.TryParse(text, out string problem) is null ? problem : "";
}
