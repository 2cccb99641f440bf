namespace Ketascope.Study.Running;

/// <summary>A course that depends on the settings of the solver by more than they explain.</summary>
/// <param name="Deviation">Where it is farthest from the course solved more tightly; null where that could not be solved.</param>
/// <param name="Subject">The subject as a word before the sentence; empty for a run of one.</param>
/// <param name="Remedy">What settles it: an option and its value, or a sentence.</param>
public sealed record Doubt(Deviation? Deviation, string Subject, string Remedy)
{
    /// <summary>One sentence or two: what differs, when, by how much, and what to do.</summary>
    public override string ToString() => Deviation is null ? Remedy : $"{Subject}{Deviation}; {Remedy}";
}
