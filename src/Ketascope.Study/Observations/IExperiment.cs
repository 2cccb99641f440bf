using Ketascope.Study.Requests;

namespace Ketascope.Study.Observations;

/// <summary>Who is predicted.</summary>
/// <param name="Count">How many virtual people; 1 for a typical person, or a recording that has no people.</param>
/// <param name="Seed">The seed of virtual people.</param>
public sealed record Cohort(int Count, ulong Seed)
{
    /// <summary>A typical person, or a recording that has no people.</summary>
    public static Cohort Typical { get; } = new(1, 1);

    /// <summary>Parameters that differ, a row for each prediction, in place of people; null for the values of the text.</summary>
    public SubjectTable? Sets { get; init; }
}

/// <summary>
/// An area of the science as far as it is compared with data: what a row of observations may say, and how it is predicted. One implementation an
/// area.
/// </summary>
public interface IExperiment
{
    /// <summary>
    /// The word of the area in <c>validate</c> and, unless <see cref="Calibrated"/> is another, in <c>calibrate</c>: <c>pk</c>, <c>receptor</c>.
    /// </summary>
    string Area { get; }

    /// <summary>The word of <c>calibrate</c>: what is fitted, where that has another name than what is judged (pain is judged, the cord is fitted).</summary>
    string Calibrated => Area;

    /// <summary>What is held against data, for people.</summary>
    string Title { get; }

    /// <summary>The folder of evidence, under <c>evidence/</c>.</summary>
    string EvidenceFolder { get; }

    /// <summary>The folder of calibrations that come with the program; null where there are none.</summary>
    string? CalibrationFolder { get; }

    /// <summary>The words of rows.</summary>
    ObservationVocabulary Words { get; }

    /// <summary>Whether virtual people can be predicted, and not only what is typical.</summary>
    bool HasPeople { get; }

    /// <summary>What is predicted beside, for comparison, with its name; null for nothing.</summary>
    (string Name, ArmPredictor Source)? Benchmark { get; }

    /// <summary>What a row measures, short enough for a table.</summary>
    /// <param name="observation">The row.</param>
    string MeasureText(Observation observation);

    /// <summary>The setting of a row under a name, as said or as it is where nothing is said; null where it has none.</summary>
    /// <param name="observation">The row.</param>
    /// <param name="name">The name of the setting.</param>
    string? SettingOf(Observation observation, string name);

    /// <summary>Reads one side of a row: one regimen, one output; solves nothing.</summary>
    /// <param name="observation">The row.</param>
    /// <exception cref="UserErrorException">The experiment cannot be run; the message says why.</exception>
    Arm Plan(Observation observation);
}
