using System.Globalization;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Populations;

/// <summary>A parameter of the model that describes people, such as body weight, with its distribution among them.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Distribution">How it varies, in the parameter's unit.</param>
public sealed record Covariate(string Parameter, RandomDistribution Distribution)
{
    /// <summary>Reads <c>WT=normal(70,12,45,120)</c>: mean, standard deviation, lowest and highest value; or <c>normal(mean,sd)</c>, <c>lognormal(mu,sigma)</c>, <c>uniform(low,high)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="UserErrorException">The text has another form, or its numbers make no sense.</exception>
    public static Covariate Parse(string text)
    {
        int equals = text.IndexOf('='), open = text.IndexOf('('), close = text.LastIndexOf(')');
        if (equals <= 0 || open < equals || close != text.TrimEnd().Length - 1)
        {
            throw new UserErrorException($"the covariate '{InputFile.Excerpt(text)}' is not of the form NAME=DISTRIBUTION(NUMBERS), for example WT=normal(70,12,45,120)");
        }

        string name = text[..equals].Trim();
        double[] numbers = [.. text[(open + 1)..close].Split(',').Select(word => Number(name, word))];
        return new Covariate(name, Distributions.Make($"covariate '{name}'", text[(equals + 1)..open].Trim(), numbers));
    }

    private static double Number(string name, string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        ? value
        : throw new UserErrorException($"covariate '{name}': '{InputFile.Excerpt(word.Trim())}' is not a finite number");
}
