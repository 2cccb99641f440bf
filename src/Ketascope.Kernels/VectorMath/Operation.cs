using Ketascope.Kernels.Passes;

namespace Ketascope.Kernels.VectorMath;

/// <summary>What a node of an <see cref="ExpressionGraph"/> computes: the few operations that all functions of the catalogue are lowered to.</summary>
internal enum Operation
{
    // Leaves.
    Constant, Time, State, Context,

    // One operand.
    Negate, Abs, Sign, Floor, Ceiling, Sqrt, Not, Factorial,
    Exp, Ln, Log10, Sin, Cos, Tan, Arcsin, Arccos, Arctan,
    Sinh, Cosh, Tanh, Arcsinh, Arccosh, Arctanh,

    // Two operands.
    Add, Subtract, Multiply, Divide, Power, Remainder, Quotient, Min, Max,
    Less, LessOrEqual, Equal, NotEqual, And, Or, Xor,

    // Three operands: condition, value if true, value if false.
    Select,
}

/// <summary>Facts about operations.</summary>
internal static class Operations
{
    /// <summary>The number of operands: 0 to 3.</summary>
    public static int Arity(Operation operation) => operation switch
    {
        <= Operation.Context => 0,
        <= Operation.Arctanh => 1,
        <= Operation.Xor => 2,
        _ => 3,
    };

    /// <summary>Whether the operands may be exchanged without any change of the result's bits.</summary>
    public static bool IsCommutative(Operation operation) =>
        operation is Operation.Add or Operation.Multiply or Operation.Equal or Operation.NotEqual or Operation.And or Operation.Or or Operation.Xor;

    /// <summary>Whether the result does not change while the operands move continuously, except at isolated points: its derivative is 0.</summary>
    public static bool IsStepwise(Operation operation) =>
        operation is Operation.Sign or Operation.Floor or Operation.Ceiling or Operation.Factorial or Operation.Quotient or Operation.Not
        or (>= Operation.Less and <= Operation.Xor);

    /// <summary>Whether it is carried out by a call of a function rather than by a few instructions.</summary>
    public static bool IsFunction(Operation operation) =>
        operation is Operation.Factorial or Operation.Power or Operation.Remainder or (>= Operation.Exp and <= Operation.Arctanh);
}
