using Ketascope.Kernels;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Running;

/// <summary>What happens to subjects whose parameters change between occasions: the doses, and the changes of all parameters that follow from those that are drawn.</summary>
internal static class OccasionPlan
{
    /// <summary>What happens to each subject of a batch, in order of time.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="doses">The doses.</param>
    /// <param name="occasions">What changes.</param>
    /// <param name="startTime">When the run starts.</param>
    /// <param name="parameters">The parameters of the batch on the first occasion.</param>
    /// <param name="batch">The first subject of the batch, and how many there are; lanes beyond repeat the last one.</param>
    /// <param name="number">The number of the subject in a lane.</param>
    public static IReadOnlyList<Discontinuity>[] Schedules(
        CompiledKernel kernel, DosePlan doses, OccasionTable occasions, double startTime, double[] parameters, (int First, int Active) batch,
        Func<int, long> number)
    {
        int width = kernel.Width;
        int[] columns = [.. occasions.Columns.Select(kernel.ParameterIndex)];
        double[] current = [.. parameters];
        List<StartValues> values = [StartValues.Of(kernel, startTime, current)];
        for (int occasion = 0; occasion < occasions.Starts.Length; occasion++)
        {
            for (int lane = 0; lane < width; lane++)
            {
                ReadOnlySpan<double> drawn = occasions.Of(batch.First + Math.Min(lane, batch.Active - 1), occasion);
                for (int i = 0; i < columns.Length; i++)
                {
                    current[(columns[i] * width) + lane] = drawn[i];
                }
            }

            values.Add(StartValues.Of(kernel, occasions.Starts[occasion], current));
        }

        double[][] outputs = [.. values.Select(one => one.Outputs)];
        return [.. Enumerable.Range(0, width).Select(lane => (IReadOnlyList<Discontinuity>)[.. Changes(values, occasions, lane, width)
            .Concat(doses.IsEmpty ? [] : doses.Schedule(number(lane), occasions.Starts, outputs, Math.Min(lane, batch.Active - 1), width))
                .OrderBy(one => one.Time)])];
    }

    private static IEnumerable<Discontinuity> Changes(List<StartValues> values, OccasionTable occasions, int lane, int width)
    {
        for (int occasion = 0; occasion < occasions.Starts.Length; occasion++)
        {
            (double[] before, double[] after) = (values[occasion].Parameters, values[occasion + 1].Parameters);
            for (int i = lane; i < after.Length; i += width)
            {
                if (after[i] != before[i])
                {
                    yield return new Discontinuity(occasions.Starts[occasion], DiscontinuityKind.SetParameter, i / width, after[i]);
                }
            }
        }
    }
}
