using System.Collections.Immutable;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Runner = Ketascope.Study.Running.ModelRun;

namespace Ketascope.Tests.Models;

/// <summary>One subject through the whole way that the program goes: text, flat system, compiled kernel, dose records, solver; at a tight tolerance.</summary>
internal sealed class ModelRun
{
    private static readonly SolverSettings Tight = new() { RelativeTolerance = 1e-11, AbsoluteTolerance = 1e-18 };

    private readonly LoadedModel _model;
    private readonly ImmutableArray<string> _outputs;

    private ModelRun(LoadedModel model, IEnumerable<string> outputs)
    {
        Assert.Empty(model.Warnings.Select(diagnostic => diagnostic.ToString()));
        _model = model;
        _outputs = [.. outputs];
    }

    internal static ModelRun OfFile(string path, params IEnumerable<string> outputs) => new(ModelLoading.Load(path, UnitPolicy.Require), outputs);

    internal static ModelRun OfText(string text, params IEnumerable<string> outputs)
    {
        DiagnosticBag diagnostics = new();
        SourceText source = new("test.ant", text);
        ModelDocument? document = AntimonyReader.Read(source, diagnostics, null);
        OdeSystem? system = document is null ? null : Flattener.Flatten(document, diagnostics);
        Assert.Empty(diagnostics.Items.Select(diagnostic => diagnostic.ToString()));
        return new ModelRun(new LoadedModel(source.Name, document!, system!, [], [source]), outputs);
    }

    internal bool HasState(string name) => _model.System.States.Any(state => state.Name == name);

    internal string? UnitOf(string name) =>
        _model.System.Parameters.Cast<Quantity>().Concat(_model.System.Assignments).FirstOrDefault(quantity => quantity.Name == name)?.Unit;

    /// <summary>The courses of all outputs at the given times, by name.</summary>
    internal IReadOnlyDictionary<string, double[]> Solve(IReadOnlyList<DoseRecord> records, double[] times, params (string Name, double Value)[] overrides)
    {
        RunOutcome outcome = Runner.Run(new RunRequest
        {
            Model = _model,
            Overrides = overrides.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
            Times = [.. times],
            Show = _outputs,
            Doses = [.. records],
            Solver = Tight,
        });
        Assert.Empty(outcome.Failures);
        return _outputs.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => outcome.Trajectories.Course(0, pair.i));
    }
}
