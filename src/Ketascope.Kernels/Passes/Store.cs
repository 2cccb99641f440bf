namespace Ketascope.Kernels.Passes;

/// <summary>The buffers that every entry point of a kernel gets, in this order.</summary>
internal enum KernelBuffer
{
    /// <summary>The time: one element.</summary>
    Time,

    /// <summary>The states.</summary>
    State,

    /// <summary>The parameters, the hoisted terms, and the scratch area.</summary>
    Context,

    /// <summary>What the entry point computes.</summary>
    First,

    /// <summary>A second result: the derivatives with respect to time beside the Jacobian.</summary>
    Second,
}

/// <summary>A result of an entry point: where a node's value goes.</summary>
/// <param name="Node">The node.</param>
/// <param name="Buffer">The buffer.</param>
/// <param name="Element">The element of the buffer.</param>
internal sealed record Store(int Node, KernelBuffer Buffer, int Element);
