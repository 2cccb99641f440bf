using System.Diagnostics;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>The distributions by the names that model texts and options use.</summary>
internal static class Distributions
{
    private static readonly string[] Names = ["normal", "truncatedNormal", "lognormal", "uniform", "categorical"];

    /// <summary>Makes a distribution: <c>normal(mean, sd)</c>, <c>normal(mean, sd, minimum, maximum)</c> (also <c>truncatedNormal</c>), <c>lognormal(mu, sigma)</c>, <c>uniform(minimum, maximum)</c>.</summary>
    /// <param name="place">What it is for, to begin a message with.</param>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">Its numbers.</param>
    /// <exception cref="UserErrorException">The name is unknown, or the numbers do not suit.</exception>
    public static RandomDistribution Make(string place, string name, double[] arguments)
    {
        try
        {
            return (name, arguments) switch
            {
                ("normal", [var mean, var sd]) => new NormalDistribution(mean, sd),
                ("normal" or "truncatedNormal", [var mean, var sd, var low, var high]) => new NormalDistribution(mean, sd, low, high),
                ("lognormal", [var mu, var sigma]) => new LogNormalDistribution(mu, sigma),
                ("uniform", [var low, var high]) => new UniformDistribution(low, high),
                _ when Names.Contains(name) => throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                    $"{place}: '{name}' does not take {arguments.Length} numbers; write normal(mean, sd), normal(mean, sd, minimum, maximum), lognormal(mu, sigma), uniform(minimum, maximum) or categorical(value:probability, ...)")),
                _ => throw new UserErrorException($"{place}: nothing can be drawn from '{name}'{NearestName.Suggest(name, Names)}"),
            };
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw Wrong(place, e);
        }
    }

    /// <summary>A distribution as <see cref="Covariate.Parse"/> reads it.</summary>
    /// <param name="distribution">The distribution.</param>
    public static string Text(RandomDistribution distribution) => distribution switch
    {
        NormalDistribution { Minimum: double.NegativeInfinity, Maximum: double.PositiveInfinity } normal => Call("normal", normal.Mean, normal.StandardDeviation),
        NormalDistribution normal => Call("normal", normal.Mean, normal.StandardDeviation, normal.Minimum, normal.Maximum),
        LogNormalDistribution lognormal => Call("lognormal", lognormal.LogMean, lognormal.LogStandardDeviation),
        UniformDistribution uniform => Call("uniform", uniform.Minimum, uniform.Maximum),
        CategoricalDistribution categorical => $"categorical({string.Join(", ", categorical.Categories.Select(one => $"{NumberText.Exact(one.Value)}:{NumberText.Exact(one.Probability)}"))})",
        _ => throw new UnreachableException(),
    };

    private static string Call(string name, params double[] numbers) => $"{name}({string.Join(", ", numbers.Select(NumberText.Exact))})";

    /// <summary>What to say of a number that a distribution cannot have.</summary>
    /// <param name="place">What it is for, to begin a message with.</param>
    /// <param name="e">What the distribution says.</param>
    public static UserErrorException Wrong(string place, ArgumentOutOfRangeException e) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{place}: {Begun(e.Message.Split(" (Parameter")[0].TrimEnd('.'))}; it is {e.ActualValue}"), e);

    private static string Begun(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
