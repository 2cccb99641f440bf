namespace Ketascope.Study.Studies;

/// <summary>A model's equations, values, units and sources: <c>model show</c>.</summary>
public sealed record ShowModelRequest : StudyRequest
{
    /// <summary>The file of the model: Antimony text or SBML.</summary>
    public required string Model { get; init; }

    /// <summary>Whether reactions that are marked fast are taken for ordinary ones.</summary>
    public bool IgnoreFast { get; set; }
}
