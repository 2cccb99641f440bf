using Ketascope.Solvers.Trajectories;

namespace Ketascope.Tests.Solvers;

public sealed class UnwrittenTrajectoriesTests
{
    /// <summary>A run that ends early must not show what was in memory before.</summary>
    [Fact]
    public void What_no_solver_has_written_is_no_number()
    {
        Trajectories values = new(["x", "y"], [.. Enumerable.Range(0, 100).Select(time => (double)time)], 20, 8);
        Assert.All(Enumerable.Range(0, values.BatchCount), batch => Assert.DoesNotContain(values.Batch(batch).ToArray(), double.IsFinite));
    }
}
