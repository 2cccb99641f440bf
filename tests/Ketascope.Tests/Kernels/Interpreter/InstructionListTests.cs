using Ketascope.Kernels.Interpreter;
using Ketascope.Kernels.Passes;

namespace Ketascope.Tests.Kernels.Interpreter;

public sealed class InstructionListTests
{
    [Fact]
    public void Slots_are_used_again_once_their_value_is_not_needed_any_more()
    {
        string text = "x = 0; x' = x" + string.Concat(Enumerable.Range(1, 200).Select(i => $" + sin(x*{i})")) + ";";
        SystemGraph system = new(SystemText.Read(text));
        InstructionList list = new(Schedule.Of(system.Graph, [new Store(system.Rates[0], KernelBuffer.First, 0)]));
        Assert.True(list.Instructions.Length > 600);
        Assert.InRange(list.SlotCount, 3, 5);
    }
}
