using Ketascope.Kernels;

namespace Ketascope.Tests.Kernels.Switching;

public sealed unsafe class TimeSwitchTests
{
    /// <summary>Conditions of time with all moments at which they turn until 100.</summary>
    public static TheoryData<string, double[]> Cases() => new()
    {
        { "time >= 12", [12] },
        { "time > 12", [Math.BitIncrement(12)] },
        { "3*time - 1 < 10 + time", [5.5] },
        { "rem(time, 30) < 1", [1, 30, 31, 60, 61, 90, 91] },
        { "floor(time/25) == 2", [50, 75] },
        { "time^2 > 50", [Math.Sqrt(50)] },
        { "exp(-time/10) > 0.5", [10 * Math.Log(2)] },
        { "sin(time/10) > 0.5", [10 * Math.PI / 6, 50 * Math.PI / 6, 130 * Math.PI / 6, 170 * Math.PI / 6] },
        { "abs(time - 50) < 1e-7", [50 - 1e-7, 50 + 1e-7] },
        { "(time - 20)*(time - 20.000001) < 0", [20, 20.000001] },
        { "piecewise(1, time < 10, 2) > 1.5", [10] },
        { "min(time, 40) > max(39.9, 0)", [39.9] },
        { "time > 200", [] },
        { "cos(time) > 2", [] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_turns_are_found(string condition, double[] expected)
    {
        CompiledKernel kernel = KernelCompiler.Compile(SystemText.Read($"x = 0; x' = piecewise(1, {condition}, 0)"), new KernelOptions { Width = 1 });
        double[] context = new double[kernel.ParameterCount + kernel.HoistedCount + 1];
        List<double> found = [];
        fixed (double* pointer = context)
        {
            Assert.Single(kernel.Switches);
            for (double time = 0; found.Count < 20 && (time = kernel.NextTurn(0, 0, pointer, time, 100)) <= 100;)
            {
                found.Add(time);
            }
        }

        Assert.Equal(expected.Length, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-11 * pair.First));
    }
}
