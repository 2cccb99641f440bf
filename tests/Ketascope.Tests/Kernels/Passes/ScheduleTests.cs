using Ketascope.Kernels.Passes;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Tests.Kernels.Passes;

public sealed class ScheduleTests
{
    [Fact]
    public void Only_what_the_results_need_is_scheduled_and_operands_come_first()
    {
        SystemGraph system = new(SystemText.Read("p = 2; x = 0; y = 0; a := sin(x); b := exp(a)*p; x' = a*a + 1; y' = tan(x);"));
        Schedule schedule = Schedule.Of(system.Graph, [new Store(system.Rates[0], KernelBuffer.First, 0)]);
        Assert.DoesNotContain(schedule.Order, number => system.Graph[number].Operation is Operation.Exp or Operation.Tan);
        Assert.Equal(schedule.Order.Distinct(), schedule.Order);
        for (int i = 0; i < schedule.Order.Length; i++)
        {
            Node node = system.Graph[schedule.Order[i]];
            for (int k = 0; k < Operations.Arity(node.Operation); k++)
            {
                Assert.InRange(Array.IndexOf(schedule.Order, node.Operand(k)), 0, i - 1);
            }
        }
    }
}
