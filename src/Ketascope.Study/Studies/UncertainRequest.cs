namespace Ketascope.Study.Studies;

/// <summary>A request whose answer can be made again under draws of the parameters that are known with an error (docs/uncertainty.md).</summary>
public abstract record UncertainRequest : StudyRequest
{
    /// <summary>How many times uncertain parameters are drawn; null for not at all.</summary>
    public int? Uncertainty { get; set; }

    /// <summary>The seed of these draws; null for 1.</summary>
    public ulong? UncertaintySeed { get; set; }
}
