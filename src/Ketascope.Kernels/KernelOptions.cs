using System.Collections.Immutable;

namespace Ketascope.Kernels;

/// <summary>How the entry points of a kernel are carried out.</summary>
public enum KernelBackend
{
    /// <summary>Machine code made from emitted IL over vectors.</summary>
    Emitted,

    /// <summary>An interpreter with scalar functions: slow, and the reference for the emitted code.</summary>
    Interpreted,
}

/// <summary>How a system is compiled.</summary>
public sealed record KernelOptions
{
    /// <summary>The number of lanes: 1, 2, 4 or 8; null (the default) for the most that one register of this machine holds.</summary>
    public int? Width { get; init; }

    /// <summary>The backend; by default <see cref="KernelBackend.Emitted"/>.</summary>
    public KernelBackend Backend { get; init; } = KernelBackend.Emitted;

    /// <summary>
    /// What <see cref="Solvers.Contract.LaneKernel.Outputs"/> computes, in order: names of assignments (also of parameters or states); by default nothing.
    /// </summary>
    public ImmutableArray<string> Outputs { get; init; } = [];

    /// <summary>
    /// The parameters that the caller sets although the text computes their start values from other quantities. Their initial expressions are dropped and
    /// the values given in the context are used instead. Naming a parameter whose start value is a number has no effect: it is always the caller's.
    /// </summary>
    public ImmutableArray<string> Overridden { get; init; } = [];
}
