using System.Collections.Immutable;
using System.Diagnostics;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Receptor;

/// <summary>Runs protocols at the virtual electrode.</summary>
public static class ChannelRun
{
    /// <summary>How long the bath acts before the experiment, s. At rest the slowest step, glycine leaving, takes about 10 s.</summary>
    private const double Equilibration = 3600;

    /// <summary>Tolerances for probabilities: 1e-8 relative, 1e-11 absolute.</summary>
    public static SolverSettings Tolerances { get; } = new() { RelativeTolerance = 1e-8, AbsoluteTolerance = 1e-11 };

    /// <summary>Runs protocols side by side, one a lane. They share subtype, drugs and length; concentrations and voltages may differ.</summary>
    /// <param name="protocols">The protocols, at least one.</param>
    /// <param name="text">The texts of the receptor.</param>
    /// <param name="show">What is recorded, by the names of the composed text.</param>
    /// <param name="overrides">The parameters of the composed text that get another value; null for none.</param>
    /// <param name="settings">Tolerances, or null for <see cref="Tolerances"/>.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">The protocols cannot be run together, or a name is not in the model.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static RunOutcome Run(
        IReadOnlyList<ChannelProtocol> protocols,
        ReceptorText text,
        ImmutableArray<string> show,
        Func<LoadedModel, ImmutableSortedDictionary<string, double>>? overrides = null,
        SolverSettings? settings = null,
        CancellationToken cancellation = default)
    {
        ChannelProtocol first = protocols[0];
        if (protocols.Any(one => one.Subunits != first.Subunits || one.MembraneAccess != first.MembraneAccess || !one.Drugs.SequenceEqual(first.Drugs)))
        {
            throw new UserErrorException("protocols that run side by side need the same subtype, the same drugs and the same mechanisms");
        }

        LoadedModel model = text.Load(first.Subunits, first.Drugs, first.MembraneAccess);
        RunOutcome outcome = ModelRun.Run(
            new RunRequest
            {
                Model = model,
                StartTime = -Equilibration,
                Times = RecordingTimes.Of(protocols),
                Show = show,
                Overrides = overrides?.Invoke(model) ?? ImmutableSortedDictionary<string, double>.Empty,
                Changes = [.. protocols.Select(Changes)],
                Subjects = protocols.Count == 1 ? null : new SubjectTable([.. Enumerable.Range(1, protocols.Count).Select(id => (long)id)], [], default),
                Solver = settings ?? Tolerances,
            },
            progress: null,
            cancellation);
        return outcome.Failures.IsEmpty
            ? outcome
            : throw new UserErrorException($"the solution of protocol {outcome.Failures[0].Subject + 1} ended early: {outcome.Failures[0].Failure}");
    }

    /// <summary>A protocol as changes of the composed text's values.</summary>
    internal static ImmutableArray<ValueChange> Changes(ChannelProtocol protocol) =>
        [.. protocol.Parameters.Select(one => new ValueChange(-Equilibration, one.Key.Contains('.', StringComparison.Ordinal) ? one.Key : $"receptor.nmda.{one.Key}", one.Value)),
            .. protocol.Before.SelectMany(change => Changes(change, -Equilibration)), .. protocol.Changes.SelectMany(change => Changes(change, change.Time))];

    private static IEnumerable<ValueChange> Changes(ProtocolChange change, double time) => change.Knob switch
    {
        ProtocolKnob.AmbientGlutamate => [new(time, "receptor.nmda.glutamate_ambient", change.Value)],
        ProtocolKnob.Glutamate => [new(time, "receptor.nmda.glutamate_step", change.Value)],
        ProtocolKnob.GlutamatePulse => [new(time, "receptor.nmda.glutamate_pulse", change.Value, Adds: true)],
        ProtocolKnob.Glycine => [new(time, "receptor.nmda.glycine", change.Value)],
        ProtocolKnob.Magnesium => [new(time, "receptor.nmda.magnesium", change.Value)],
        ProtocolKnob.Sodium => [new(time, "receptor.nmda.sodium", change.Value)],
        ProtocolKnob.Drug => [new(time, ReceptorText.Concentration(change.Drug!), change.Value)],
        ProtocolKnob.Voltage => [new(time, "receptor.nmda.V_step", change.Value)],
        ProtocolKnob.VoltageSlope => [new(time, "receptor.nmda.V_ramp_start", time), new(time, "receptor.nmda.V_slope", change.Value)],
        ProtocolKnob.Temperature => [new(time, "receptor.nmda.temperature", change.Value)],
        ProtocolKnob.Channels => [new(time, "receptor.nmda.channels", change.Value)],
        _ => throw new UnreachableException(),
    };
}
