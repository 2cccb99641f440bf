using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Interpreter;

/// <summary>One step of the interpreter: the value of an operation on slots goes to a slot.</summary>
/// <param name="Operation">What is computed.</param>
/// <param name="Target">The slot of the result.</param>
/// <param name="A">The slot of the first operand; for a leaf the element of its buffer.</param>
/// <param name="B">The slot of the second operand (any slot when there is none).</param>
/// <param name="C">The slot of the third operand (any slot when there is none).</param>
/// <param name="Value">The value of a constant.</param>
internal readonly record struct Instruction(Operation Operation, int Target, int A, int B, int C, double Value);
