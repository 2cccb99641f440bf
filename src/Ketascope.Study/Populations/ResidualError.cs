using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Populations;

/// <summary>
/// The error of measurement that a model's text gives: <c>y = f exp(s_log e1) + f s_proportional e2 + s_additive e3</c> with standard normal <c>e</c>, the standard deviations
/// <c>sigma_log_X</c>, <c>sigma_proportional_X</c> and <c>sigma_additive_X</c> of an output <c>X</c>. An output that is another one by another name has that one's error; one that
/// is the sum of others is the sum of what is measured of them.
/// </summary>
public sealed class ResidualError
{
    private readonly (int Output, int Kind, double Deviation, RandomStream Stream)[] _errors;
    private readonly (int Output, int[] Parts)[] _sums;

    private ResidualError(ImmutableArray<string> names, (int, int, double, RandomStream)[] errors, (int Output, int[] Parts)[] sums)
    {
        (_errors, _sums) = (errors, sums);
        Without = [.. Enumerable.Range(0, names.Length).Where(i => _errors.All(one => one.Output != i) && _sums.All(one => one.Output != i)).Select(i => names[i])];
    }

    /// <summary>The outputs for which the text gives no error.</summary>
    public ImmutableArray<string> Without { get; }

    /// <summary>Reads what a text says.</summary>
    /// <param name="system">The model.</param>
    /// <param name="overrides">Parameters with another value than in the text.</param>
    /// <param name="names">The outputs.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="UserErrorException">The text gives no error for any of the outputs, or a negative one.</exception>
    public static ResidualError Read(OdeSystem system, ImmutableSortedDictionary<string, double> overrides, ImmutableArray<string> names, ulong seed)
    {
        HashSet<string> known = [.. system.Parameters.Select(one => one.Name), .. system.Assignments.Select(one => one.Name)];
        Dictionary<string, Expression> rules = system.Assignments.ToDictionary(one => one.Name, one => one.Expression);
        string[][] leaves = [.. names.Select(name => Leaves(name, rules, known))];
        (int Output, int Kind, string Name)[] given = [.. Enumerable.Range(0, names.Length)
            .Where(output => leaves[output].Length == 1)
            .SelectMany(output => Enumerable.Range(0, Residual.Kinds.Length).Select(kind => (output, kind, Residual.Name(kind, leaves[output][0]))))
            .Where(one => known.Contains(one.Item3))];
        if (given.Length == 0)
        {
            throw new UserErrorException(
                $"the model's text gives no residual error of {string.Join(", ", names)}: no parameter such as {Residual.Name(1, names[0])}");
        }

        double[] deviations = StartNumbers.Of(system, overrides, [.. given.Select(one => new NameExpression(one.Name))]);
        if (Array.FindIndex(deviations, value => !(value >= 0 && double.IsFinite(value))) is >= 0 and var wrong)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"'{given[wrong].Name}' is a standard deviation and must be 0 or more; it is {deviations[wrong]}"));
        }

        HashSet<string> measured = [.. given.Select(one => leaves[one.Output][0])];
        int Measured(string leaf) => Array.FindIndex(leaves, one => one is [var only] && only == leaf && measured.Contains(leaf));
        return new ResidualError(
            names,
            [.. given.Select((one, i) => (one.Output, one.Kind, deviations[i], new RandomStream(seed, one.Name)))],
            [.. Enumerable.Range(0, names.Length).Where(output => leaves[output].Length > 1 && leaves[output].All(leaf => Measured(leaf) >= 0)).Select(output => (output, leaves[output].Select(Measured).ToArray()))]);
    }

    /// <summary>Whether a name is that of a standard deviation of an output's error.</summary>
    /// <param name="name">The name, in a submodel with the submodel's before it.</param>
    public static bool IsDeviation(string name) => Residual.IsDeviation(name);

    /// <summary>
    /// The standard deviations that a text gives for the error of one output: of its logarithm, in proportion to it, and added; null where it gives
    /// none.
    /// </summary>
    /// <param name="system">The model.</param>
    /// <param name="output">The output.</param>
    public static string?[] NamesOf(OdeSystem system, string output)
    {
        HashSet<string> known = [.. system.Parameters.Select(one => one.Name), .. system.Assignments.Select(one => one.Name)];
        string[] leaves = Leaves(output, system.Assignments.ToDictionary(one => one.Name, one => one.Expression), known);
        return [.. Enumerable.Range(0, Residual.Kinds.Length)
            .Select(kind => leaves is [var only] && known.Contains(Residual.Name(kind, only)) ? Residual.Name(kind, only) : null)];
    }

    /// <summary>What is measured of some subjects. A number's error depends on the seed, the subject, the output and the time alone.</summary>
    /// <param name="courses">The true values.</param>
    /// <param name="subjects">The numbers of the subjects.</param>
    public Trajectories Apply(Trajectories courses, ImmutableArray<long> subjects)
    {
        Trajectories measured = courses.First(courses.Times.Length);
        int names = courses.Names.Length, width = courses.Width;
        Parallel.For(0, courses.SubjectCount, subject =>
        {
            Span<double> batch = measured.Batch(subject / width);
            Span<double> row = stackalloc double[names];
            double address = double.NaN;
            for (int time = 0; time < courses.Times.Length; time++)
            {
                // Values at one time, of records that stand side by side, are measured each for itself: the second has the address of the next
                // number, and so on.
                address = time > 0 && courses.Times[time] == courses.Times[time - 1] ? Math.BitIncrement(address) : courses.Times[time];
                int start = (time * names * width) + (subject % width);
                for (int name = 0; name < names; name++)
                {
                    row[name] = batch[start + (name * width)];
                }

                Measure(row, subjects[subject], address);
                for (int name = 0; name < names; name++)
                {
                    batch[start + (name * width)] = row[name];
                }
            }
        });
        return measured;
    }

    private void Measure(Span<double> values, long subject, double place)
    {
        Span<double> exact = stackalloc double[values.Length];
        values.CopyTo(exact);

        // The time itself is the address, so that the error at 2 h is the same whatever other times are asked for.
        long address = BitConverter.DoubleToInt64Bits(place);
        foreach ((int output, int kind, double deviation, RandomStream stream) in _errors)
        {
            double error = deviation * RandomDistribution.StandardNormal(stream.Uniform(subject, (int)(address >> 32), unchecked((int)address)));
            values[output] += kind switch
            {
                0 => exact[output] * (Math.Exp(error) - 1),
                1 => exact[output] * error,
                _ => error,
            };
        }

        foreach ((int output, int[] parts) in _sums)
        {
            values[output] = 0;
            foreach (int part in parts)
            {
                values[output] += values[part];
            }
        }
    }

    /// <summary>What a name stands for: itself where it has an error of its own or a formula, else the names that it repeats or adds up.</summary>
    private static string[] Leaves(string name, Dictionary<string, Expression> rules, HashSet<string> known)
    {
        bool own = Enumerable.Range(0, Residual.Kinds.Length).Any(kind => known.Contains(Residual.Name(kind, name)));
        return own || !rules.TryGetValue(name, out Expression? rule) ? [name] : rule switch
        {
            NameExpression alias => Leaves(alias.Name, rules, known),
            CallExpression { Function: Function.Plus } sum when sum.Arguments.All(one => one is NameExpression) => [.. sum.Arguments.SelectMany(one => Leaves(((NameExpression)one).Name, rules, known))],
            _ => [name],
        };
    }
}
