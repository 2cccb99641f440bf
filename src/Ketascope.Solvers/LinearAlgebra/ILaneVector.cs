namespace Ketascope.Solvers.LinearAlgebra;

/// <summary>
/// One number for each lane of a kernel, held in a register: the straight-line linear algebra is written once over this and compiled for each width.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal unsafe interface ILaneVector<TSelf>
    where TSelf : struct, ILaneVector<TSelf>
{
    /// <summary>The same number in every lane.</summary>
    /// <param name="value">The number.</param>
    static abstract TSelf Broadcast(double value);

    /// <summary>Reads one number for each lane.</summary>
    /// <param name="source">Where they stand.</param>
    static abstract TSelf Load(double* source);

    /// <summary>Writes one number for each lane.</summary>
    /// <param name="destination">Where they go.</param>
    void Store(double* destination);

    /// <summary>This minus a product.</summary>
    /// <param name="a">One factor.</param>
    /// <param name="b">The other factor.</param>
    TSelf MinusProduct(TSelf a, TSelf b);

    /// <summary>This plus a product.</summary>
    /// <param name="a">One factor.</param>
    /// <param name="b">The other factor.</param>
    TSelf PlusProduct(TSelf a, TSelf b);

    /// <summary>This times a factor.</summary>
    /// <param name="factor">The factor.</param>
    TSelf Times(TSelf factor);

    /// <summary>This minus another.</summary>
    /// <param name="other">The other.</param>
    TSelf Minus(TSelf other);

    /// <summary>One divided by this.</summary>
    TSelf Reciprocal();

    /// <summary>This plus another.</summary>
    /// <param name="other">The other.</param>
    TSelf Plus(TSelf other);

    /// <summary>The size of this.</summary>
    TSelf Absolute();

    /// <summary>The larger of this and another; not-a-number where either is.</summary>
    /// <param name="other">The other.</param>
    TSelf Larger(TSelf other);
}
