using Ketascope.Kernels;

namespace Ketascope.Tests.Kernels.Passes;

public sealed class LinearityTests
{
    [Theory]
    [InlineData("A' = -k*A/V; B' = k*(A - B) + 2", -1)]
    [InlineData("c := A/V; A' = -k*c; B' = k^2*c - exp(k)*B", -1)]
    [InlineData("A' = -k*A; B' = V*A/(k + A)", 1)]
    [InlineData("A' = -k*A*B; B' = 0", 0)]
    [InlineData("A' = -k*A; B' = time*A", 1)]
    [InlineData("A' = -k*A; B' = piecewise(1, time < 2, 0)", 1)]
    [InlineData("A' = piecewise(1, A < 2, 0); B' = 0", 0)]
    [InlineData("A' = floor(A); B' = 0", 0)]
    [InlineData("A' = piecewise(A, k < 2, B); B' = 0", -1)]
    public void The_first_state_that_is_not_linear_is_found(string equations, int expected)
    {
        CompiledKernel kernel = KernelCompiler.Compile(SystemText.Read($"model m; k = 1; V = 2; A = 1; B = 0; {equations}; end"), new KernelOptions());
        Assert.Equal(expected, kernel.FirstNonlinearState);
        Assert.Equal(expected < 0, kernel.IsLinear);
    }
}
