using System.Collections.Immutable;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Receptor;

/// <summary>Patches with one channel each that go through a protocol: its steps are pieces of constant conditions, and a channel's state is carried from one to the next.</summary>
public sealed class SingleChannelPatch
{
    private readonly ImmutableArray<(double Start, double End, SingleChannel Channel)> _pieces;
    private readonly ImmutableArray<double> _rest;
    private readonly ImmutableHashSet<int> _open;

    private SingleChannelPatch(ImmutableArray<(double, double, SingleChannel)> pieces, ImmutableArray<double> rest, ImmutableHashSet<int> open)
    {
        _pieces = pieces;
        _rest = rest;
        _open = open;
    }

    /// <summary>Prepares the patches of a protocol.</summary>
    /// <param name="protocol">The protocol: steps of concentrations, voltage and temperature.</param>
    /// <param name="text">The texts of the receptor.</param>
    /// <param name="overrides">The parameters of the composed text that get another value.</param>
    /// <exception cref="UserErrorException">The conditions do not change in steps alone (pulses, ramps), or a name is not in the model.</exception>
    public static SingleChannelPatch Of(ChannelProtocol protocol, ReceptorText text, Func<LoadedModel, ImmutableSortedDictionary<string, double>> overrides)
    {
        if (protocol.Changes.Any(change => change.Knob is ProtocolKnob.GlutamatePulse or ProtocolKnob.VoltageSlope))
        {
            throw new UserErrorException("single channels are recorded while conditions change in steps: write glutamate 1 mM for 1 ms in place of a pulse, hold in place of a ramp");
        }

        LoadedModel model = text.Load(protocol.Subunits, protocol.Drugs, protocol.MembraneAccess);
        ImmutableSortedDictionary<string, double> given = overrides(model);
        ImmutableArray<ValueChange> changes = ChannelRun.Changes(protocol);
        Dictionary<string, TransitionRates> known = [];
        TransitionRates Rates(Func<double, bool> happened)
        {
            ImmutableSortedDictionary<string, double> values = given.SetItems(
                changes.Where(change => happened(change.Time)).Select(change => KeyValuePair.Create(change.Name, change.Value)));
            string key = string.Join(' ', values);
            return known.TryGetValue(key, out TransitionRates? rates) ? rates : known[key] = TransitionRates.Of(model, values, ReceptorText.IsReceptorState);
        }

        ImmutableHashSet<string> conducting = ReceptorText.Conducting(model);
        TransitionRates rest = Rates(time => time < 0);
        double[] times = [.. changes.Select(change => change.Time).Append(0).Append(protocol.End).Where(time => time >= 0 && time <= protocol.End).Distinct().Order()];
        return new SingleChannelPatch(
            [.. times.Zip(times.Skip(1), (start, end) => (start, end, new SingleChannel(Rates(time => time <= start))))],
            rest.Equilibrium(),
            [.. Enumerable.Range(0, rest.States.Length).Where(state => conducting.Contains(rest.States[state]))]);
    }

    /// <summary>The openings and closings of one channel, in turn, from the start of the protocol to its end.</summary>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="channel">The channel's number.</param>
    /// <param name="cancellation">Ends the simulation early.</param>
    /// <exception cref="OperationCanceledException">The simulation was cancelled.</exception>
    public IEnumerable<Dwell> Record(ulong seed, long channel, CancellationToken cancellation = default) => SingleChannel.Dwells(Stays(seed, channel, cancellation), _open.Contains);

    private IEnumerable<Sojourn> Stays(ulong seed, long channel, CancellationToken cancellation)
    {
        RandomStream jumps = new(seed, "jumps");
        int state = SingleChannel.Draw(_rest, new RandomStream(seed, "starts").Uniform(channel));
        for (int i = 0; i < _pieces.Length; i++)
        {
            (double start, double end, SingleChannel one) = _pieces[i];
            foreach (Sojourn stay in one.Record(jumps, channel, state, end - start, i, cancellation))
            {
                state = stay.State;
                yield return stay with { Start = start + stay.Start };
            }
        }
    }
}
