using Ketascope.Kernels;
using Ketascope.Language.Flattening;

namespace Ketascope.Tests.Kernels;

/// <summary>Evaluates the rate of change of the one state x of a short text, and its derivatives by x and by time.</summary>
internal sealed unsafe class SlopeProbe : IDisposable
{
    private readonly KernelRun _run;
    private readonly CompiledKernel _kernel;

    /// <summary>Compiles a text.</summary>
    /// <param name="formula">The rate of change of x.</param>
    /// <param name="parameters">Parameters with their values, such as <c>n = 2; k = 1;</c>.</param>
    /// <param name="options">The width and the backend.</param>
    public SlopeProbe(string formula, string parameters, KernelOptions options)
        : this(SystemText.Read($"{parameters} x = 1; x' = {formula};"), options)
    {
    }

    /// <summary>Compiles a system of one state.</summary>
    public SlopeProbe(OdeSystem system, KernelOptions options)
    {
        _kernel = KernelCompiler.Compile(system, options);
        _run = new KernelRun(_kernel).Initialize();
    }

    /// <summary>The value and the derivatives at a place.</summary>
    public (double Value, double ByState, double ByTime) At(double x, double time = 0)
    {
        for (int lane = 0; lane < _kernel.Width; lane++)
        {
            (_run.State[lane], _run.Time[lane]) = (x, time);
        }

        _run.EvaluateAll();
        return (_run.Lane(_run.Derivative, 0), _kernel.JacobianPattern.Entries.IsEmpty ? 0 : _run.Lane(_run.Jacobian, 0), _run.Lane(_run.TimeDerivative, 0));
    }

    public void Dispose() => _run.Dispose();
}
