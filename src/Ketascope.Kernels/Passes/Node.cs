using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Passes;

/// <summary>One node of an <see cref="ExpressionGraph"/>: an operation and its operands' numbers, or a leaf.</summary>
/// <param name="Operation">What it computes.</param>
/// <param name="A">The first operand; for <see cref="Operation.State"/> and <see cref="Operation.Context"/> the element's index; -1 when unused.</param>
/// <param name="B">The second operand, or -1.</param>
/// <param name="C">The third operand, or -1.</param>
/// <param name="Bits">The bits of a constant's value (so that 0 and -0 are different nodes, and NaN equals itself), else 0.</param>
internal sealed record Node(Operation Operation, int A = -1, int B = -1, int C = -1, long Bits = 0)
{
    /// <summary>The value of a constant.</summary>
    public double Value => BitConverter.Int64BitsToDouble(Bits);

    /// <summary>Whether it has no operands.</summary>
    public bool IsLeaf => Operation <= Operation.Context;

    /// <summary>The operand at a position below the operation's arity.</summary>
    public int Operand(int position) => position switch { 0 => A, 1 => B, _ => C };
}
