using Ketascope.Kernels.Passes;

namespace Ketascope.Tests.Kernels.Passes;

public sealed class SparseJacobianTests
{
    [Fact]
    public void The_pattern_holds_the_places_that_can_differ_from_zero_and_no_others()
    {
        SystemGraph system = new(SystemText.Read("k = 2; x = 0; y = 0; z = 0; w = 0; a := k*y; x' = a - x; y' = floor(x) + z*time; z' = y*y; w' = k;"));
        SparseJacobian jacobian = SparseJacobian.Of(system.Graph, system.Rates);
        Assert.Equal([(0, 0), (0, 1), (1, 2), (2, 1)], jacobian.Pattern.Entries);
        Assert.Equal(4, jacobian.Pattern.Size);
        Assert.Equal(system.Graph.Constant(-1), jacobian.Entries[0]);
        Assert.Equal(system.Graph.Time(), jacobian.Entries[2]);
        Assert.Equal([system.Graph.Constant(0), system.Graph.State(2), system.Graph.Constant(0), system.Graph.Constant(0)], jacobian.TimeDerivatives);
    }
}
