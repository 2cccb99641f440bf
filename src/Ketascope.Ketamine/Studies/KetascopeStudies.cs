using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>All that can be asked of Ketascope.</summary>
public static class KetascopeStudies
{
    /// <summary>The studies.</summary>
    public static StudyCatalogue All { get; } = new(
    [
        new SimulateStudy(),
        new RunModelStudy(),
        new FitModelStudy(),
        new FitObservationsStudy(),
        new ShowModelStudy(),
        new CheckModelStudy(),
        new ConvertStudy(),
        new ConformanceStudy(),
    ]);
}
