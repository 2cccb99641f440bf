namespace Ketascope.Pharmacology.Dosing;

/// <summary>What the model says of each compartment that takes doses, where it may differ from record to record.</summary>
public interface IDoseTargets
{
    /// <summary>The compartments.</summary>
    IEnumerable<string> Compartments { get; }

    /// <summary>What holds for a record; null where there is no such compartment.</summary>
    /// <param name="record">The record.</param>
    /// <param name="index">Its place among the records of its subject, from 0.</param>
    DoseTarget? Find(DoseRecord record, int index);

    /// <summary>The bioavailable fraction at the time of one of the record's additional doses.</summary>
    /// <param name="record">The record.</param>
    /// <param name="index">Its place among the records of its subject, from 0.</param>
    /// <param name="time">When the additional dose is given.</param>
    double BioavailabilityAt(DoseRecord record, int index, double time);
}

/// <summary>Targets that are the same for all records.</summary>
/// <param name="targets">The targets, by compartment.</param>
public sealed class ConstantTargets(IReadOnlyDictionary<string, DoseTarget> targets) : IDoseTargets
{
    /// <inheritdoc/>
    public IEnumerable<string> Compartments => targets.Keys;

    /// <inheritdoc/>
    public DoseTarget? Find(DoseRecord record, int index) => targets.GetValueOrDefault(record.Compartment);

    /// <inheritdoc/>
    public double BioavailabilityAt(DoseRecord record, int index, double time) => targets[record.Compartment].Bioavailability;
}
