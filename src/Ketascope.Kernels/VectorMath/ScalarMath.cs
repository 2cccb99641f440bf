using System.Diagnostics;

namespace Ketascope.Kernels.VectorMath;

/// <summary>
/// What each operation means for numbers: the reference that all vector code is held against. False is 0, true is 1, and any number but 0 counts as true (NaN
/// too).
/// </summary>
internal static class ScalarMath
{
    // 170! is the largest factorial below the overflow.
    private static readonly double[] Factorials = MakeFactorials();

    /// <summary>The result of an operation that is no leaf; operands beyond its arity are ignored.</summary>
    public static double Apply(Operation operation, double a, double b, double c) => operation switch
    {
        Operation.Select => a != 0 ? b : c,
        >= Operation.Add => Binary(operation, a, b),
        _ => Unary(operation, a),
    };

    /// <summary>n! for whole n from 0 on (infinity beyond 170), NaN for anything else.</summary>
    public static double Factorial(double n) =>
        !(n >= 0) || n != Math.Floor(n) ? double.NaN : n < Factorials.Length ? Factorials[(int)n] : double.PositiveInfinity;

    /// <summary>-1, 0 or 1 as the number is negative, zero or positive; NaN for NaN.</summary>
    public static double Sign(double a) => a > 0 ? 1 : a < 0 ? -1 : a;

    /// <summary>The remainder of the division that rounds toward zero; it has the dividend's sign (SBML Level 3 Version 2, <c>rem</c>).</summary>
    public static double Remainder(double a, double b) => a % b;

    /// <summary>The quotient rounded toward zero (SBML Level 3 Version 2, <c>quotient</c>).</summary>
    public static double Quotient(double a, double b) => Math.Truncate(a / b);

    private static double Unary(Operation operation, double a) => operation switch
    {
        Operation.Negate => -a,
        Operation.Abs => Math.Abs(a),
        Operation.Sign => Sign(a),
        Operation.Floor => Math.Floor(a),
        Operation.Ceiling => Math.Ceiling(a),
        Operation.Sqrt => Math.Sqrt(a),
        Operation.Not => Truth(a == 0),
        Operation.Factorial => Factorial(a),
        Operation.Exp => Math.Exp(a),
        Operation.Ln => Math.Log(a),
        Operation.Log10 => Math.Log10(a),
        Operation.Sin => Math.Sin(a),
        Operation.Cos => Math.Cos(a),
        Operation.Tan => Math.Tan(a),
        Operation.Arcsin => Math.Asin(a),
        Operation.Arccos => Math.Acos(a),
        Operation.Arctan => Math.Atan(a),
        Operation.Sinh => Math.Sinh(a),
        Operation.Cosh => Math.Cosh(a),
        Operation.Tanh => Math.Tanh(a),
        Operation.Arcsinh => Math.Asinh(a),
        Operation.Arccosh => Math.Acosh(a),
        Operation.Arctanh => Math.Atanh(a),
        _ => throw new UnreachableException($"{operation} takes not one operand."),
    };

    private static double Binary(Operation operation, double a, double b) => operation switch
    {
        Operation.Add => a + b,
        Operation.Subtract => a - b,
        Operation.Multiply => a * b,
        Operation.Divide => a / b,
        Operation.Power => Math.Pow(a, b),
        Operation.Remainder => Remainder(a, b),
        Operation.Quotient => Quotient(a, b),
        Operation.Min => Math.Min(a, b),
        Operation.Max => Math.Max(a, b),
        Operation.Less => Truth(a < b),
        Operation.LessOrEqual => Truth(a <= b),
        Operation.Equal => Truth(a == b),
        Operation.NotEqual => Truth(a != b),
        Operation.And => Truth(a != 0 && b != 0),
        Operation.Or => Truth(a != 0 || b != 0),
        Operation.Xor => Truth(a != 0 != (b != 0)),
        _ => throw new UnreachableException($"{operation} takes not two operands."),
    };

    private static double Truth(bool value) => value ? 1 : 0;

    private static double[] MakeFactorials()
    {
        // Products of whole numbers are exact only up to 22!; beyond, exact integers rounded once.
        double[] table = new double[171];
        System.Numerics.BigInteger product = 1;
        for (int n = 0; n < table.Length; n++)
        {
            product *= Math.Max(1, n);
            table[n] = (double)product;
        }

        return table;
    }
}
