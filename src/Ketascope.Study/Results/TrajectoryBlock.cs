using System.Collections.Immutable;
using Ketascope.Solvers.Trajectories;

namespace Ketascope.Study.Results;

/// <summary>Trajectories of some subjects with what is needed to write them: quantities with units, and who the subjects are.</summary>
/// <remarks>A run of one population may come in many blocks, so that memory does not grow with the number of subjects.</remarks>
public sealed record TrajectoryBlock
{
    /// <summary>Joins values and their descriptions.</summary>
    /// <param name="values">The values.</param>
    /// <param name="quantities">One description a name of <paramref name="values"/>, in the same order.</param>
    /// <param name="subjects">One identifier a subject; by default 1, 2, 3 ...</param>
    /// <exception cref="ArgumentException">A description is missing or in another order, or the number of identifiers is not that of subjects.</exception>
    public TrajectoryBlock(Trajectories values, ImmutableArray<QuantityInfo> quantities, ImmutableArray<long> subjects = default)
    {
        if (!quantities.Select(quantity => quantity.Name).SequenceEqual(values.Names))
        {
            throw new ArgumentException("The quantities must be those of the trajectories, in the same order.", nameof(quantities));
        }

        if (!subjects.IsDefault && subjects.Length != values.SubjectCount)
        {
            throw new ArgumentException("There must be one identifier a subject.", nameof(subjects));
        }

        Values = values;
        Quantities = quantities;
        Subjects = subjects.IsDefault ? [.. Enumerable.Range(1, values.SubjectCount).Select(number => (long)number)] : subjects;
    }

    /// <summary>The values.</summary>
    public Trajectories Values { get; }

    /// <summary>The descriptions, in the order of the names of <see cref="Values"/>.</summary>
    public ImmutableArray<QuantityInfo> Quantities { get; }

    /// <summary>The identifiers of the subjects.</summary>
    public ImmutableArray<long> Subjects { get; }
}
