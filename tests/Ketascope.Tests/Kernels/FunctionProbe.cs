using Ketascope.Kernels;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;

namespace Ketascope.Tests.Kernels;

/// <summary>Evaluates one expression of the states x0, x1 ... and of time, and its gradient, by a kernel.</summary>
internal sealed unsafe class FunctionProbe : IDisposable
{
    private readonly KernelRun _run;
    private readonly CompiledKernel _kernel;

    public FunctionProbe(Expression expression, int variables, KernelOptions options)
    {
        _kernel = KernelCompiler.Compile(SystemOf(expression, variables), options);
        _run = new KernelRun(_kernel).Initialize();
    }

    public static OdeSystem SystemOf(Expression expression, int variables)
    {
        string[] names = [.. Enumerable.Range(0, Math.Max(1, variables)).Select(i => $"x{i}")];
        return new OdeSystem
        {
            Name = "function",
            States = [.. names.Select(name => new StateVariable { Name = name, Initial = new NumberExpression(0), Derivative = name == "x0" ? expression : new NumberExpression(0) })],
            Parameters = [],
            Assignments = [],
            Events = [],
            InitialOrder = [.. names],
        };
    }

    /// <summary>The values at many points, one in each lane.</summary>
    public double[] Values(double[][] points)
    {
        double[] results = new double[points.Length];
        int width = _kernel.Width;
        for (int first = 0; first < points.Length; first += width)
        {
            int lanes = Math.Min(width, points.Length - first);
            for (int i = 0; i < _kernel.StateCount * width; i++)
            {
                _run.State[i] = points[first + Math.Min(i % width, lanes - 1)][i / width];
            }

            _kernel.SetModes(_run.Time, _run.State, _run.Context);
            _kernel.Derivatives(_run.Time, _run.State, _run.Context, _run.Derivative);
            new ReadOnlySpan<double>(_run.Derivative, lanes).CopyTo(results.AsSpan(first));
        }

        return results;
    }

    /// <summary>The value at a point.</summary>
    public double Value(double[] point) => Values([point])[0];

    /// <summary>The derivative at a point with respect to a state; 0 where the Jacobian has no entry.</summary>
    public double Derivative(double[] point, int variable)
    {
        Value(point);
        _kernel.Jacobian(_run.Time, _run.State, _run.Context, _run.Jacobian, _run.TimeDerivative);
        int entry = _kernel.JacobianPattern.Entries.IndexOf((0, variable));
        return entry < 0 ? 0 : _run.Lane(_run.Jacobian, entry);
    }

    public void Dispose() => _run.Dispose();
}
