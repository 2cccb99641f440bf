using System.Collections.Immutable;

namespace Ketascope.Ketamine.Receptor;

/// <summary>When an experiment is recorded: densely after each change, as the fast steps of the receptor need, then at intervals of a twenty-fifth of the time since.</summary>
internal static class RecordingTimes
{
    private const double First = 2e-5;
    private const double Growth = 1.04;

    /// <summary>The times of protocols that run side by side, ascending from 0 to the end, each change among them.</summary>
    public static ImmutableArray<double> Of(IReadOnlyList<ChannelProtocol> protocols)
    {
        double end = protocols.Max(one => one.End);
        double[] changes = [.. protocols.SelectMany(one => one.Changes.Select(change => change.Time)).Where(time => time < end).Append(0).Append(end).Distinct().Order()];
        List<double> times = [0];
        for (int i = 0; i + 1 < changes.Length; i++)
        {
            double step = First;
            for (double time = changes[i] + step; time < changes[i + 1] - (step / 2); time += step)
            {
                times.Add(time);
                step = Math.Max(step, (time - changes[i]) * (Growth - 1));
            }

            times.Add(changes[i + 1]);
        }

        return [.. times];
    }
}
