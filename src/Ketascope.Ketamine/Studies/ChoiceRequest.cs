using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>How well each model meets the calibration rows, and which is taken for what: <c>calibrate choice</c>.</summary>
public sealed record ChoiceRequest : StudyRequest
{
    /// <summary>The observations, a file; null for those that come with the program.</summary>
    public string? Data { get; set; }
}
