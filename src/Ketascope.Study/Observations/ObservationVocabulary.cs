using System.Collections.Immutable;

namespace Ketascope.Study.Observations;

/// <summary>What a row may say in the columns <c>setting</c> and <c>time</c>; each kind of experiment has its own words.</summary>
/// <param name="Settings">The names of settings.</param>
/// <param name="Example">A setting, for messages.</param>
/// <param name="CheckTime">Throws a <see cref="FormatException"/> that says what is expected where a text of the column <c>time</c> means nothing.</param>
public sealed record ObservationVocabulary(ImmutableArray<string> Settings, string Example, Action<string> CheckTime)
{
    /// <summary>Doses given to subjects, and concentrations that follow (docs/observations.md).</summary>
    public static ObservationVocabulary Dosing { get; } =
        new(["weight", "site", "model", "age", "sex", "height", "population"], "weight=70", text => Measure.Parse(text));
}
