namespace Ketascope.Kernels.VectorMath;

/// <summary>
/// The arithmetic of one vector width, from which <see cref="LaneMath{TVector,TArithmetic}"/> builds all else. Every operation is exact or correctly
/// rounded, so that what is built from them is the same to the bit on every width. A mask is a vector with all or no bits of a lane set.
/// </summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal interface ILaneArithmetic<TVector>
    where TVector : unmanaged
{
    static abstract TVector Broadcast(double value);

    static abstract TVector BroadcastBits(long bits);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a*b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Negate(TVector a);

    static abstract TVector Abs(TVector a);

    static abstract TVector Floor(TVector a);

    static abstract TVector Ceiling(TVector a);

    static abstract TVector Truncate(TVector a);

    static abstract TVector Sqrt(TVector a);

    /// <summary>The smaller one; NaN if any is NaN; -0 is smaller than 0.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The larger one; NaN if any is NaN; -0 is smaller than 0.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The mask of a &lt; b.</summary>
    static abstract TVector IsLess(TVector a, TVector b);

    /// <summary>The mask of a &lt;= b.</summary>
    static abstract TVector IsLessOrEqual(TVector a, TVector b);

    /// <summary>The mask of a == b.</summary>
    static abstract TVector IsEqual(TVector a, TVector b);

    /// <summary>a where the mask is set, b elsewhere.</summary>
    static abstract TVector Choose(TVector mask, TVector a, TVector b);

    /// <summary>Whether the mask is set in all lanes.</summary>
    static abstract bool All(TVector mask);

    static abstract TVector BitAnd(TVector a, TVector b);

    static abstract TVector BitOr(TVector a, TVector b);

    static abstract TVector BitXor(TVector a, TVector b);

    /// <summary>The sum of the bit patterns as 64-bit integers.</summary>
    static abstract TVector BitSum(TVector a, TVector b);

    /// <summary>The difference of the bit patterns as 64-bit integers.</summary>
    static abstract TVector BitDifference(TVector a, TVector b);

    /// <summary>The bit patterns moved up.</summary>
    static abstract TVector ShiftUp(TVector a, int count);

    /// <summary>The bit patterns moved down, filled with zeros.</summary>
    static abstract TVector ShiftDown(TVector a, int count);
}
