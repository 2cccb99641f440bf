using System.Globalization;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Populations;

/// <summary>A parameter of the model that describes people, such as body weight, with its distribution among them.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Distribution">How it varies, in the parameter's unit.</param>
public sealed record Covariate(string Parameter, RandomDistribution Distribution)
{
    private const string Categorical = "categorical";

    /// <summary>
    /// Reads <c>WT=normal(70,12,45,120)</c>: mean, standard deviation, lowest and highest value; or <c>normal(mean,sd)</c>, <c>lognormal(mu,sigma)</c>, <c>uniform(low,high)</c>,
    /// <c>categorical(0:0.4,1:0.6)</c>; or what papers print: <c>WT=70 (12)</c>, <c>WT=53-93</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="UserErrorException">The text has another form, or its numbers make no sense.</exception>
    public static Covariate Parse(string text)
    {
        int equals = text.IndexOf('='), open = text.IndexOf('('), close = text.LastIndexOf(')');
        if (equals > 0 && PrintedNumber.TryParse(text[(equals + 1)..]) is { Spread: { } spread })
        {
            return new Covariate(text[..equals].Trim(), spread);
        }

        if (equals <= 0 || open < equals || close != text.TrimEnd().Length - 1)
        {
            throw new UserErrorException($"the covariate '{InputFile.Excerpt(text)}' is not of the form NAME=DISTRIBUTION(NUMBERS), for example WT=normal(70,12,45,120), SEX=categorical(0:0.5,1:0.5) or WT=70 (12)");
        }

        string name = text[..equals].Trim(), place = $"covariate '{name}'", kind = text[(equals + 1)..open].Trim();
        string[] words = text[(open + 1)..close].Split(',');
        return new Covariate(name, kind == Categorical ? Categories(place, words) : Distributions.Make(place, kind, [.. words.Select(word => Number(place, word))]));
    }

    private static CategoricalDistribution Categories(string place, string[] words)
    {
        (double, double) Category(string word) => word.Split(':') is [var value, var probability]
            ? (Number(place, value), Number(place, probability))
            : throw new UserErrorException($"{place}: '{InputFile.Excerpt(word.Trim())}' is not VALUE:PROBABILITY, for example categorical(0:0.4,1:0.6)");
        try
        {
            return new CategoricalDistribution([.. words.Select(Category)]);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw Distributions.Wrong(place, e);
        }
    }

    private static double Number(string place, string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        ? value
        : throw new UserErrorException($"{place}: '{InputFile.Excerpt(word.Trim())}' is not a finite number");
}
