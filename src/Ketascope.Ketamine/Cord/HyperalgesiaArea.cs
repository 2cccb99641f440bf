using System.Collections.Immutable;

namespace Ketascope.Ketamine.Cord;

/// <summary>
/// The areas of skin that hurt under a pinprick and under a stroke, around an injury: what lasts in the cord falls off with the distance, and the edge is
/// where a stimulus evokes more than it does in a usual cord.
/// </summary>
/// <param name="circuit">The circuit.</param>
public sealed class HyperalgesiaArea(CordCircuit circuit)
{
    /// <summary>The distance over which sensitization falls to 1/e, cm (assumed).</summary>
    private const double Length = 2.5;

    /// <summary>A pinprick: this part of the C fibres, which has to evoke so many times what it does in a usual cord (assumed).</summary>
    private const double Pinprick = 0.75, PinprickGain = 1.3;

    /// <summary>A stroke: A-beta input, Hz, which has to drive the projection neuron by so much, Hz (assumed).</summary>
    private const double Stroke = 20, StrokeRate = 1;

    private const double Farthest = 12;

    /// <summary>The areas around the injuries of cords.</summary>
    /// <param name="cords">The cords at the injury, with the drug that is there.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>For each cord the area under a pinprick and under a stroke, cm2.</returns>
    public ImmutableArray<(double Pinprick, double Stroke)> Of(IReadOnlyList<TestedCord> cords, CancellationToken cancellation = default)
    {
        CordBench bench = new(circuit);
        ImmutableArray<double> usual = bench.Response([.. cords.Select(cord => cord.Usual)], CordStimulus.Volley(Pinprick), cancellation);
        double[] pinprick = Edges(bench, cords, CordStimulus.Volley(Pinprick), cord => PinprickGain * usual[cord], cancellation);
        double[] stroke = Edges(bench, cords, CordStimulus.Brush(Stroke), _ => StrokeRate, cancellation);
        return [.. pinprick.Zip(stroke, (one, other) => (Math.PI * one * one, Math.PI * other * other))];
    }

    /// <summary>How far from the injury a stimulus evokes more than a limit; 0 where it does not even there.</summary>
    private double[] Edges(CordBench bench, IReadOnlyList<TestedCord> cords, CordStimulus stimulus, Func<int, double> limit, CancellationToken cancellation)
    {
        const int Rounds = 4, Steps = 8;
        (double Low, double High)[] between = [.. cords.Select(_ => (0.0, Farthest))];
        for (int round = 0; round < Rounds; round++)
        {
            double At(int cord, int step) => between[cord].Low + ((between[cord].High - between[cord].Low) * step / Steps);
            ImmutableArray<TestedCord> skin = bench.Equilibrated(
                [.. from cord in Enumerable.Range(0, cords.Count) from step in Enumerable.Range(0, Steps) select Away(cords[cord], At(cord, step))],
                    cancellation);
            ImmutableArray<double> responses = bench.Response(skin, stimulus, cancellation);
            for (int cord = 0; cord < cords.Count; cord++)
            {
                int within = Enumerable.Range(0, Steps).TakeWhile(step => responses[(cord * Steps) + step] > limit(cord)).Count();
                between[cord] = within == 0 ? (0, 0) : (At(cord, within - 1), At(cord, within));
            }
        }

        return [.. between.Select(one => (one.Low + one.High) / 2)];
    }

    /// <summary>
    /// The cord that serves the skin at a distance from an injury: what spreads is there, less with the distance, and nothing else that lasts.
    /// </summary>
    /// <param name="cord">The cord at the injury.</param>
    /// <param name="centimetres">The distance, cm.</param>
    public TestedCord Away(TestedCord cord, double centimetres)
    {
        double left = Math.Exp(-centimetres / Length);
        TestedCord there = cord with
        {
            State = cord.State.With([.. circuit.Text.Lasting.Select(name => (name, circuit.Text.Spreading.Contains(name) ? cord.State[name] * left : 0))]),
        };
        return circuit.Text.Beside is { } beside ? there.With(beside, 1) : there;
    }

    /// <summary>What a pinprick at a distance from injuries evokes, over what it does in a usual cord.</summary>
    /// <param name="cords">The cords at the injury, with the drug that is there.</param>
    /// <param name="centimetres">The distance, cm.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public ImmutableArray<double> PinprickResponse(IReadOnlyList<TestedCord> cords, double centimetres, CancellationToken cancellation = default)
    {
        CordBench bench = new(circuit);
        ImmutableArray<double> responses =
            bench.Response([.. cords.Select(cord => cord.Usual), .. bench.Equilibrated([.. cords.Select(cord => Away(cord, centimetres))], cancellation)],
                CordStimulus.Volley(Pinprick), cancellation);
        return [.. cords.Select((_, i) => responses[cords.Count + i] / responses[i])];
    }
}
