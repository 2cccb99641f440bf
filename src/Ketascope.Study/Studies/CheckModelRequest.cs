namespace Ketascope.Study.Studies;

/// <summary>Every problem of a model, each with its place: <c>model check</c>.</summary>
public sealed record CheckModelRequest : StudyRequest
{
    /// <summary>The file of the model: Antimony text or SBML.</summary>
    public required string Model { get; init; }

    /// <summary>Whether every quantity must state its unit.</summary>
    public bool RequireUnits { get; set; }

    /// <summary>Whether reactions that are marked fast are taken for ordinary ones.</summary>
    public bool IgnoreFast { get; set; }
}
