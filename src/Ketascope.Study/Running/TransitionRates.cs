using System.Collections.Immutable;
using Ketascope.Kernels;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Running;

/// <summary>The rates with which a molecule changes between the states of a model whose variables are probabilities: the model as a Markov process.</summary>
/// <param name="States">The names of the states.</param>
/// <param name="Rates">The rate from the row's state to the column's, 1/(model's time unit); 0 on the diagonal.</param>
/// <param name="Start">The probability of each state at the start, from the text.</param>
public sealed record TransitionRates(ImmutableArray<string> States, double[,] Rates, ImmutableArray<double> Start)
{
    /// <summary>The rates of a model under constant conditions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="overrides">Values of parameters, and start values of variables, that differ from the text.</param>
    /// <param name="isState">Which variables are states of the molecule; the others are conditions, which keep their start value.</param>
    /// <exception cref="UserErrorException">A name is not in the model, or the variables are no Markov process: a rate is negative, or probability is lost or made.</exception>
    public static TransitionRates Of(LoadedModel model, ImmutableSortedDictionary<string, double> overrides, Func<string, bool> isState)
    {
        RunRequest request = new() { Model = model, Overrides = overrides, Times = [0], Width = 1 };
        PreparedRun prepared = PreparedRun.Compile(request, []);
        CompiledKernel kernel = prepared.Kernel;
        double[] parameters = [.. prepared.Places.Defaults];
        double[,] jacobian = JacobianMatrix.Of(kernel, 0, parameters);
        StartValues start = StartValues.Of(kernel, 0, parameters);
        int[] states = [.. Enumerable.Range(0, kernel.StateCount).Where(index => isState(kernel.StateName(index)))];
        double[,] rates = new double[states.Length, states.Length];
        for (int from = 0; from < states.Length; from++)
        {
            double sum = 0, size = 0;
            for (int to = 0; to < states.Length; to++)
            {
                double flow = jacobian[states[to], states[from]];
                sum += flow;
                size += Math.Abs(flow);
                rates[from, to] = from == to ? 0 : flow >= 0 ? flow : throw Refused(model, $"more of '{kernel.StateName(states[from])}' makes '{kernel.StateName(states[to])}' less");
            }

            if (Math.Abs(sum) > 1e-9 * size)
            {
                throw Refused(model, $"what leaves '{kernel.StateName(states[from])}' does not arrive in other states");
            }
        }

        return new TransitionRates([.. states.Select(kernel.StateName)], rates, [.. states.Select(state => start.States[state])]);
    }

    /// <summary>
    /// The probability of each state at equilibrium where every way has a way back and every cycle obeys microscopic reversibility: then two neighbours are occupied in proportion to the rates between
    /// them. States that cannot be reached from the first one that is occupied at the start have none.
    /// </summary>
    public ImmutableArray<double> Equilibrium()
    {
        double[] weights = new double[States.Length];
        int first = Start.IndexOf(Start.Max());
        weights[first] = 1;
        Queue<int> next = new([first]);
        while (next.TryDequeue(out int from))
        {
            for (int to = 0; to < weights.Length; to++)
            {
                if (weights[to] == 0 && Rates[from, to] > 0)
                {
                    weights[to] = weights[from] * Rates[from, to] / Rates[to, from];
                    next.Enqueue(to);
                }
            }
        }

        double sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>The index of a state.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="UserErrorException">There is none of that name.</exception>
    public int IndexOf(string name) => States.IndexOf(name) is >= 0 and int index ? index : throw new UserErrorException($"there is no state '{name}'{NearestName.Hint(name, States)}");

    private static UserErrorException Refused(LoadedModel model, string reason) => new($"the model '{model.System.Name}' is no Markov process: {reason}");
}
