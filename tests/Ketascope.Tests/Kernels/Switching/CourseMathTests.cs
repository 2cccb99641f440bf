using CsCheck;
using Ketascope.Kernels.Switching;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Tests.Kernels.Switching;

public sealed class CourseMathTests
{
    /// <summary>Every operation that is no leaf.</summary>
    public static TheoryData<string> Names() =>
        [.. Enum.GetValues<Operation>().Where(operation => operation > Operation.Context).Select(operation => operation.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bounds_hold_the_values_and_the_slopes(string name)
    {
        Operation operation = Enum.Parse<Operation>(name);
        Gen<double> number = Gen.Double[-6, 6], width = Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 0.5], Gen.Double[0, 8]);
        Gen.Select(number, width, number, width, Gen.Double[0, 1], Gen.Double[-3, 3]).Sample((a, da, b, db, part, c) =>
        {
            // Two operands that grow from their lower to their upper bound as time goes from 0 to 1.
            Course bounds = CourseMath.Apply(operation, new Course(a, a + da, da, da), new Course(b, b + db, db, db), Course.Constant(c));
            double At(double t) => ScalarMath.Apply(operation, a + (da * t), b + (db * t), c);
            double value = At(part), slack = 1e-9 * (1 + Math.Abs(value));
            if (double.IsFinite(value))
            {
                Assert.True(bounds.Low - slack <= value && value <= bounds.High + slack, FormattableString.Invariant($"{name}: {value} lies outside {bounds}"));
            }

            double change = (At(Math.Min(part + 1e-6, 1)) - At(Math.Min(part + 1e-6, 1) - 2e-6)) / 2e-6;
            if (bounds.IsMonotone && double.IsFinite(change) && part > 1e-5)
            {
                double room = 1e-3 * (1 + Math.Abs(change) + Math.Abs(value));
                Assert.True(bounds.SlopeLow - room <= change && change <= bounds.SlopeHigh + room,
                    FormattableString.Invariant($"{name}: slope {change} lies outside {bounds}"));
            }
        });
    }
}
