using Ketascope.Kernels;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;

namespace Ketascope.Tests.Kernels;

/// <summary>Every shipped model and the three timing models: all backends and widths against the trees of their equations.</summary>
public sealed unsafe class ModelAgreementTests
{
    // Rounding grows through sums of terms that cancel; the differences are measured against the largest rate.
    private const double Tolerance = 1e-13;

    private static readonly string[] TimingModels = ["../shared/bench/population-pk.ant", "../shared/bench/stiff-receptor.ant", "../shared/bench/long-course.ant"];

    public static TheoryData<string> Models()
    {
        string root = Repository.Root, models = Path.Combine(root, "models");
        // Modules get their values from the models that import them.
        IEnumerable<string> shipped = Directory.Exists(models) ? Directory.EnumerateFiles(models, "*.ant", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Order(StringComparer.Ordinal) : [];
        return [.. TimingModels, .. shipped.Select(path => Path.GetRelativePath(root, path))];
    }

    [Theory, MemberData(nameof(Models))]
    public void Kernels_compute_the_rates_and_outputs_of_the_text(string model)
    {
        OdeSystem system = Read(model);
        KernelOptions options = new() { Outputs = [.. system.Assignments.Select(assignment => assignment.Name)] };
        foreach (KernelBackend backend in Enum.GetValues<KernelBackend>())
        {
            foreach (int width in new[] { 1, 2, 4, 8 })
            {
                CompiledKernel kernel = KernelCompiler.Compile(system, options with { Backend = backend, Width = width });
                using KernelRun run = Start(kernel);
                for (int lane = 0; lane < width; lane++)
                {
                    Dictionary<string, double> values = Values(system, run, lane);
                    CheckClose([.. system.States.Select(state => Evaluate(state.Derivative, values))], run.Lanes(run.Derivative, kernel.StateCount, lane));
                    CheckClose([.. system.Assignments.Select(assignment => values[assignment.Name])], run.Lanes(run.Outputs, kernel.OutputCount, lane));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void The_emitted_Jacobian_agrees_with_the_interpreted_one(string model)
    {
        OdeSystem system = Read(model);
        CompiledKernel oracle = KernelCompiler.Compile(system, new KernelOptions { Width = 8, Backend = KernelBackend.Interpreted });
        using KernelRun expected = Start(oracle);
        foreach (int width in new[] { 1, 2, 4, 8 })
        {
            CompiledKernel kernel = KernelCompiler.Compile(system, new KernelOptions { Width = width });
            using KernelRun run = Start(kernel);
            Assert.Equal(oracle.JacobianPattern.Entries, kernel.JacobianPattern.Entries);
            int entries = kernel.JacobianPattern.Entries.Length;
            CheckClose(expected.Lanes(expected.Jacobian, entries), run.Lanes(run.Jacobian, entries));
            CheckClose(expected.Lanes(expected.TimeDerivative, kernel.StateCount), run.Lanes(run.TimeDerivative, kernel.StateCount));
        }
    }

    private static OdeSystem Read(string model)
    {
        string path = Path.Combine(Repository.Root, model);
        Assert.SkipUnless(File.Exists(path), $"{model} is not there");
        return SystemText.ReadFile(path);
    }

    private static KernelRun Start(CompiledKernel kernel)
    {
        KernelRun run = new KernelRun(kernel, time: 0.0015).Initialize();
        for (int i = 0; i < kernel.StateCount; i++)
        {
            for (int lane = 0; lane < kernel.Width; lane++)
            {
                run.State[(i * kernel.Width) + lane] = 0.3 + (0.41 * i % 1) + (0.01 * lane);
            }
        }

        run.EvaluateAll();
        return run;
    }

    private static Dictionary<string, double> Values(OdeSystem system, KernelRun run, int lane)
    {
        Dictionary<string, double> values = [];
        for (int i = 0; i < system.States.Length; i++)
        {
            values.Add(system.States[i].Name, run.Lane(run.State, i, lane));
        }

        for (int i = 0; i < system.Parameters.Length; i++)
        {
            values.Add(system.Parameters[i].Name, run.Lane(run.Context, i, lane));
        }

        foreach (Assignment assignment in system.Assignments)
        {
            values.Add(assignment.Name, Evaluate(assignment.Expression, values));
        }

        return values;
    }

    private static double Evaluate(Expression expression, Dictionary<string, double> values) => TreeEvaluator.Evaluate(expression, name => values[name], 0.0015);

    private static void CheckClose(double[] expected, double[] actual)
    {
        double scale = expected.Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty().Max();
        Assert.Equal(expected, actual, (a, b) => a.Equals(b) || Math.Abs(a - b) <= Tolerance * scale);
    }
}
