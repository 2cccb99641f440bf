using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>
/// A node whose value changes only in jumps while a system runs: a relation, or one of <c>floor</c>, <c>ceil</c>, <c>quotient</c> and <c>sign</c>.
/// </summary>
/// <param name="Live">The node itself: its value at the moment.</param>
/// <param name="Margin">A node whose zeros (of relations and <c>sign</c>) or whole numbers (of the others) are where it jumps.</param>
/// <param name="Kind">Which operation it is.</param>
/// <param name="UsesTime">Whether it depends on the time.</param>
/// <param name="UsesStates">Whether it depends on states.</param>
internal sealed record Switch(int Live, int Margin, Operation Kind, bool UsesTime, bool UsesStates)
{
    /// <summary>Whether it is true, or false, at single moments only.</summary>
    public bool IsEquality => Kind is Operation.Equal or Operation.NotEqual;
}
