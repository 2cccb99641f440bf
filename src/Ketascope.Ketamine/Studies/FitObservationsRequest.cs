using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Parameters of a model of the library from rows of observations: <c>fit --observations</c>.</summary>
public sealed record FitObservationsRequest : EstimationRequest
{
    /// <summary>The file of the observations.</summary>
    public required string Observations { get; init; }

    /// <summary>The role of the rows to fit.</summary>
    public string Role { get; set; } = "calibration";
}
