using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ketascope.Solvers.LinearAlgebra;

/// <summary>Eight lanes.</summary>
/// <param name="Value">The numbers.</param>
internal readonly unsafe record struct EightLanes(Vector512<double> Value) : ILaneVector<EightLanes>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Broadcast(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Load(double* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* destination) => Value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightLanes MinusProduct(EightLanes a, EightLanes b) => new(Vector512.MultiplyAddEstimate(-a.Value, b.Value, Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightLanes PlusProduct(EightLanes a, EightLanes b) => new(Vector512.MultiplyAddEstimate(a.Value, b.Value, Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightLanes Times(EightLanes factor) => new(Value * factor.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightLanes Minus(EightLanes other) => new(Value - other.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightLanes Reciprocal() => new(Vector512.Create(1.0) / Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightLanes Plus(EightLanes other) => new(Value + other.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightLanes Absolute() => new(Vector512.Abs(Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightLanes Larger(EightLanes other) => new(Vector512.Max(Value, other.Value));
}

/// <summary>Four lanes.</summary>
/// <param name="Value">The numbers.</param>
internal readonly unsafe record struct FourLanes(Vector256<double> Value) : ILaneVector<FourLanes>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Broadcast(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Load(double* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* destination) => Value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourLanes MinusProduct(FourLanes a, FourLanes b) => new(Vector256.MultiplyAddEstimate(-a.Value, b.Value, Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourLanes PlusProduct(FourLanes a, FourLanes b) => new(Vector256.MultiplyAddEstimate(a.Value, b.Value, Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourLanes Times(FourLanes factor) => new(Value * factor.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourLanes Minus(FourLanes other) => new(Value - other.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourLanes Reciprocal() => new(Vector256.Create(1.0) / Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourLanes Plus(FourLanes other) => new(Value + other.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourLanes Absolute() => new(Vector256.Abs(Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourLanes Larger(FourLanes other) => new(Vector256.Max(Value, other.Value));
}

/// <summary>Two lanes.</summary>
/// <param name="Value">The numbers.</param>
internal readonly unsafe record struct TwoLanes(Vector128<double> Value) : ILaneVector<TwoLanes>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Broadcast(double value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Load(double* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* destination) => Value.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TwoLanes MinusProduct(TwoLanes a, TwoLanes b) => new(Vector128.MultiplyAddEstimate(-a.Value, b.Value, Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TwoLanes PlusProduct(TwoLanes a, TwoLanes b) => new(Vector128.MultiplyAddEstimate(a.Value, b.Value, Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TwoLanes Times(TwoLanes factor) => new(Value * factor.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TwoLanes Minus(TwoLanes other) => new(Value - other.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TwoLanes Reciprocal() => new(Vector128.Create(1.0) / Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TwoLanes Plus(TwoLanes other) => new(Value + other.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TwoLanes Absolute() => new(Vector128.Abs(Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TwoLanes Larger(TwoLanes other) => new(Vector128.Max(Value, other.Value));
}

/// <summary>One lane.</summary>
/// <param name="Value">The number.</param>
internal readonly unsafe record struct OneLane(double Value) : ILaneVector<OneLane>
{
    /// <inheritdoc/>
    public static OneLane Broadcast(double value) => new(value);

    /// <inheritdoc/>
    public static OneLane Load(double* source) => new(*source);

    /// <inheritdoc/>
    public void Store(double* destination) => *destination = Value;

    /// <inheritdoc/>
    public OneLane MinusProduct(OneLane a, OneLane b) => new(double.MultiplyAddEstimate(-a.Value, b.Value, Value));

    /// <inheritdoc/>
    public OneLane PlusProduct(OneLane a, OneLane b) => new(double.MultiplyAddEstimate(a.Value, b.Value, Value));

    /// <inheritdoc/>
    public OneLane Times(OneLane factor) => new(Value * factor.Value);

    /// <inheritdoc/>
    public OneLane Minus(OneLane other) => new(Value - other.Value);

    /// <inheritdoc/>
    public OneLane Reciprocal() => new(1 / Value);

    /// <inheritdoc/>
    public OneLane Plus(OneLane other) => new(Value + other.Value);

    /// <inheritdoc/>
    public OneLane Absolute() => new(Math.Abs(Value));

    /// <inheritdoc/>
    public OneLane Larger(OneLane other) => new(Math.Max(Value, other.Value));
}
