using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Areas;

/// <summary>The areas that are held against data, and where their evidence is.</summary>
/// <param name="Experiments">One experiment an area.</param>
/// <param name="Evidence">The folder of evidence.</param>
public sealed record AreaList(ImmutableArray<IExperiment> Experiments, string Evidence)
{
    /// <summary>The area of a name.</summary>
    /// <param name="area">The name.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public IExperiment Find(string area) => Experiments.FirstOrDefault(one => one.Area == area)
        ?? throw new UserErrorException($"there is no area '{area}' (there are {string.Join(", ", Names)}){NearestName.Suggest(area, Names)}");

    /// <summary>The file of observations that comes with an area.</summary>
    /// <param name="experiment">The area.</param>
    public string ObservationsOf(IExperiment experiment) => Path.Combine(Evidence, experiment.EvidenceFolder, "observations.csv");

    /// <summary>The places where the numbers of an area's calibrations stand; null where it has none.</summary>
    /// <param name="experiment">The area.</param>
    public CalibrationPages? PagesOf(IExperiment experiment) =>
        experiment.CalibrationFolder is { } folder ? new CalibrationPages(folder, Path.Combine(Evidence, experiment.EvidenceFolder)) : null;

    private string[] Names => [.. Experiments.Select(one => one.Area)];
}
