using System.Collections.Immutable;
using Ketascope.Kernels;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Models;

/// <summary>One subject through the whole way: text, flat system, compiled kernel, dose records, solver.</summary>
internal sealed unsafe class ModelRun
{
    private static readonly SolverSettings Tight = new() { RelativeTolerance = 1e-11, AbsoluteTolerance = 1e-18 };

    private readonly OdeSystem _system;
    private readonly CompiledKernel _kernel;
    private readonly ImmutableArray<string> _outputs;
    private readonly int _askedCount;

    private ModelRun(ModelDocument? document, DiagnosticBag diagnostics, IEnumerable<string> outputs)
    {
        OdeSystem? system = document is null ? null : Flattener.Flatten(document, diagnostics);
        Assert.Empty(diagnostics.Items.Select(diagnostic => diagnostic.ToString()));
        _system = system!;
        ImmutableArray<string> asked = [.. outputs];
        _askedCount = asked.Length;
        _outputs = [.. asked, .. DosingParameters(_system)];
        _kernel = KernelCompiler.Compile(_system, new KernelOptions { Width = 1, Outputs = _outputs });
    }

    internal static ModelRun OfFile(string path, params IEnumerable<string> outputs)
    {
        DiagnosticBag diagnostics = new();
        return new ModelRun(AntimonyReader.ReadFile(path, diagnostics), diagnostics, outputs);
    }

    internal static ModelRun OfText(string text, params IEnumerable<string> outputs)
    {
        DiagnosticBag diagnostics = new();
        return new ModelRun(AntimonyReader.Read(new SourceText("test.ant", text), diagnostics, null), diagnostics, outputs);
    }

    internal bool HasState(string name) => _system.States.Any(state => state.Name == name);

    internal string? UnitOf(string name) =>
        _system.Parameters.Cast<Quantity>().Concat(_system.Assignments).FirstOrDefault(quantity => quantity.Name == name)?.Unit;

    /// <summary>The courses of all outputs at the given times, by name.</summary>
    internal IReadOnlyDictionary<string, double[]> Solve(IReadOnlyList<DoseRecord> records, double[] times, params (string Name, double Value)[] overrides)
    {
        double[] parameters = [.. _kernel.Defaults];
        foreach ((string name, double value) in overrides)
        {
            parameters[_kernel.ParameterIndex(name)] = value;
        }

        double[] values = new double[times.Length * _askedCount];
        using BatchSolver solver = new();
        BatchResult result = solver.Solve(
            new BatchProblem
            {
                Kernel = _kernel,
                Parameters = parameters,
                ActiveLanes = 1,
                OutputTimes = times,
                Stored = Enumerable.Range(_kernel.StateCount, _askedCount).ToArray(),
                Discontinuities = [DoseSchedule.Expand(records, Targets(parameters))],
                Settings = Tight,
            },
            values);
        Assert.Null(result.Failures[0]);
        return Enumerable.Range(0, _askedCount).ToDictionary(
            i => _outputs[i], i => Enumerable.Range(0, times.Length).Select(t => values[(t * _askedCount) + i]).ToArray());
    }

    private static IEnumerable<string> DosingParameters(OdeSystem system) =>
        system.Parameters.Select(p => p.Name).Where(name => system.States.Any(state => Prefixes.Any(prefix => name == Dosing(prefix, state.Name))));

    private static readonly ImmutableArray<string> Prefixes = ["F_", "ALAG_", "D_", "R_"];

    // F_X of a species X in submodel S is S.F_X.
    private static string Dosing(string prefix, string species)
    {
        int dot = species.LastIndexOf('.') + 1;
        return species[..dot] + prefix + species[dot..];
    }

    private Dictionary<string, DoseTarget> Targets(double[] parameters)
    {
        double[] context = new double[_kernel.ParameterCount + _kernel.HoistedCount], state = new double[_kernel.StateCount], outputs = new double[_outputs.Length];
        parameters.CopyTo(context, 0);
        double time = 0;
        fixed (double* c = context, s = state, o = outputs)
        {
            _kernel.Initialize(&time, c, s);
            _kernel.Outputs(&time, s, c, o);
        }

        double? Value(string prefix, string species)
        {
            int index = _kernel.OutputIndex(Dosing(prefix, species));
            return index < 0 ? null : outputs[index];
        }

        return _system.States.Select((s, i) => (s.Name, Index: i)).ToDictionary(s => s.Name, s => new DoseTarget(s.Index)
        {
            Bioavailability = Value("F_", s.Name) ?? 1,
            Lag = Value("ALAG_", s.Name) ?? 0,
            Rate = Value("R_", s.Name),
            Duration = Value("D_", s.Name),
        });
    }
}
