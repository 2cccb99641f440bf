using CsCheck;
using Ketascope.Kernels;
using Ketascope.Language.Expressions;

namespace Ketascope.Tests.Kernels;

/// <summary>Emitted code against the interpreter, for every function of the catalogue and on every width.</summary>
public sealed class BackendAgreementTests
{
    /// <summary>The largest distance from the interpreter in ulps; functions that are not listed agree to the bit.</summary>
    private static readonly Dictionary<Function, ulong> Tolerances = new()
    {
        [Function.Exp] = 1,
        [Function.Ln] = 1,
        [Function.Log10] = 1,
        [Function.Log] = 2,
        [Function.Power] = 1,
        [Function.Root] = 1,
        [Function.Sin] = 1,
        [Function.Cos] = 1,
        [Function.Sec] = 2,
        [Function.Csc] = 2,
    };

    public static TheoryData<Function, int> Cases() => new(
        from row in FunctionCatalogue.Rows
        where row.Function is not (Function.Delay or Function.RateOf)
        from arguments in Enumerable.Range(row.MinArguments, Math.Min(row.MaxArguments, 4) - row.MinArguments + 1)
        select (row.Function, arguments));

    [Theory, MemberData(nameof(Cases))]
    public void Emitted_code_agrees_with_the_interpreter_and_does_not_depend_on_width(Function function, int arguments)
    {
        Expression call = SystemText.Call(function, [.. Enumerable.Range(0, arguments).Select(i => new NameExpression($"x{i}"))]);
        double[][] rows = Rows(arguments);
        double[] expected = Evaluate(call, rows, 8, KernelBackend.Interpreted);
        double[] scalar = Evaluate(call, rows, 1, KernelBackend.Emitted);
        for (int i = 0; i < rows.Length; i++)
        {
            string place = $"{function}({string.Join(", ", rows[i])}): {scalar[i]:R} instead of {expected[i]:R}";
            bool agrees = Tolerances.TryGetValue(function, out ulong tolerance) ? Ulps.Between(expected[i], scalar[i]) <= tolerance && (expected[i] != 0 || Ulps.Same(expected[i], scalar[i])) : Ulps.Same(expected[i], scalar[i]);
            Assert.True(agrees, place);
        }

        foreach (int width in new[] { 2, 4, 8 })
        {
            double[] wide = Evaluate(call, rows, width, KernelBackend.Emitted);
            Assert.All(Enumerable.Range(0, rows.Length), i => Assert.True(Ulps.Same(scalar[i], wide[i]), $"{function}({string.Join(", ", rows[i])}) on {width} lanes"));
        }
    }

    [Fact]
    public void Random_expressions_agree_to_the_bit_on_every_backend_and_width_and_with_the_tree() =>
        RandomExpressions.Exact.Sample(expression =>
        {
            double[][] rows = [.. Samples.Special.Zip(Samples.Special.Reverse(), (x, y) => new[] { x, y }), .. Samples.Random(32, 2).Chunk(2)];
            double[] expected = Evaluate(expression, rows, 8, KernelBackend.Interpreted);
            foreach (int width in new[] { 1, 2, 4, 8 })
            {
                Assert.Equal(expected, Evaluate(expression, rows, width, KernelBackend.Emitted), Ulps.Same);
            }

            double[] tree = [.. rows.Select(row => TreeEvaluator.Evaluate(expression, name => row[name[1] - '0']))];
            Assert.Equal(tree, expected, (a, b) => a == b || Ulps.Same(a, b));
        }, iter: 60, print: ExpressionPrinter.Print);

    // All pairs of special numbers for the first two arguments, then pseudo-random rows.
    private static double[][] Rows(int arguments)
    {
        int width = Math.Max(1, arguments);
        double[] numbers = Samples.Random(8000 * width, 1);
        IEnumerable<double[]> special = width == 1
            ? Samples.Special.Select(x => new[] { x })
            : from x in Samples.Special from y in Samples.Special select (double[])[x, y, .. numbers.AsSpan(0, width - 2)];
        return [.. special, .. numbers.Chunk(width)];
    }

    private static double[] Evaluate(Expression call, double[][] rows, int width, KernelBackend backend)
    {
        using FunctionProbe probe = new(call, rows[0].Length, new KernelOptions { Width = width, Backend = backend });
        return probe.Values(rows);
    }
}
