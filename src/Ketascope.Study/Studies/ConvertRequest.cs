namespace Ketascope.Study.Studies;

/// <summary>A model in another language: <c>convert</c>.</summary>
public sealed record ConvertRequest : StudyRequest
{
    /// <summary>The file of the model: Antimony text or SBML.</summary>
    public required string In { get; init; }

    /// <summary>The language to write, <c>antimony</c> or <c>sbml</c>; null for the one that the file is not in.</summary>
    public string? To { get; set; }

    /// <summary>Whether reactions that are marked fast are written as ordinary ones.</summary>
    public bool IgnoreFast { get; set; }
}
