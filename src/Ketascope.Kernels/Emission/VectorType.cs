using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Intrinsics;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Kernels.Emission;

/// <summary>What the emitter needs to know of one vector width: the type, and the method that carries out each operation.</summary>
internal sealed class VectorType
{
    private const BindingFlags Static = BindingFlags.Public | BindingFlags.Static;

    private static readonly Dictionary<Operation, string> Operators = new()
    {
        [Operation.Negate] = "op_UnaryNegation",
        [Operation.Add] = "op_Addition",
        [Operation.Subtract] = "op_Subtraction",
        [Operation.Multiply] = "op_Multiply",
        [Operation.Divide] = "op_Division",
    };

    private readonly Type[] _arguments;
    // Threads compile several entry points of a kernel at once.
    private readonly ConcurrentDictionary<Operation, MethodInfo> _methods = [];

    private VectorType(int width, Type type, Type arithmetic)
    {
        Width = width;
        Type = type;
        _arguments = [type, arithmetic];
        Broadcast = arithmetic.GetMethod(nameof(ILaneArithmetic<double>.Broadcast), Static)!;
    }

    /// <summary>The number of lanes.</summary>
    public int Width { get; }

    /// <summary>The type of a value: a vector, or a plain number for one lane.</summary>
    public Type Type { get; }

    /// <summary>The method that puts a number into all lanes.</summary>
    public MethodInfo Broadcast { get; }

    /// <summary>The type for a number of lanes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 1, 2, 4 or 8.</exception>
    public static VectorType Of(int width) => width switch
    {
        1 => new VectorType(1, typeof(double), typeof(Lanes1)),
        2 => new VectorType(2, typeof(Vector128<double>), typeof(Lanes2)),
        4 => new VectorType(4, typeof(Vector256<double>), typeof(Lanes4)),
        8 => new VectorType(8, typeof(Vector512<double>), typeof(Lanes8)),
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "The width is 1, 2, 4 or 8."),
    };

    /// <summary>The method that carries out an operation that is no function: the vector's own operator where it has one.</summary>
    public MethodInfo MethodOf(Operation operation) => _methods.GetOrAdd(operation, FindMethod);

    /// <summary>The method that carries out a function, or null when it goes lane by lane through the scalar function.</summary>
    public MethodInfo? FunctionOf(Operation operation) => operation switch
    {
        Operation.Exp or Operation.Ln or Operation.Log10 or Operation.Power => typeof(LaneExponential<,>),
        Operation.Sin or Operation.Cos => typeof(LaneTrigonometry<,>),
        _ => null,
    } is Type home ? home.MakeGenericType(_arguments).GetMethod(operation.ToString(), Static) : null;

    /// <summary>The method that applies a scalar function lane by lane.</summary>
    /// <param name="arity">The function's number of arguments: 1 or 2.</param>
    public MethodInfo MapOf(int arity) =>
        typeof(LaneMath<,>).MakeGenericType(_arguments).GetMethods(Static).Single(method => method.Name == "Map" && method.GetParameters().Length == arity + 2);

    /// <summary>The scalar function of an operation that has no vector method.</summary>
    public static MethodInfo ScalarOf(Operation operation) => operation switch
    {
        Operation.Factorial or Operation.Remainder => typeof(ScalarMath).GetMethod(operation.ToString(), Static)!,
        Operation.Arcsin => Math1(nameof(Math.Asin)),
        Operation.Arccos => Math1(nameof(Math.Acos)),
        Operation.Arctan => Math1(nameof(Math.Atan)),
        Operation.Arcsinh => Math1(nameof(Math.Asinh)),
        Operation.Arccosh => Math1(nameof(Math.Acosh)),
        Operation.Arctanh => Math1(nameof(Math.Atanh)),
        _ => Math1(operation.ToString()),
    };

    private static MethodInfo Math1(string name) => typeof(Math).GetMethod(name, Static, [typeof(double)])!;

    private MethodInfo FindMethod(Operation operation) => Width > 1 && Operators.TryGetValue(operation, out string? name)
        ? Type.GetMethod(name, Static, [.. Enumerable.Repeat(Type, Operations.Arity(operation))])!
        : typeof(LaneMath<,>).MakeGenericType(_arguments).GetMethod(operation.ToString(), Static)!;
}
