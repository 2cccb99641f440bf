using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Fitting;

/// <summary>Reads bounds, priors and error models as they are written on a command line.</summary>
public static partial class FitText
{
    private const string OfText = "text";

    private static readonly ImmutableSortedDictionary<string, ErrorModel> s_errors = new Dictionary<string, ErrorModel>
    {
        ["proportional"] = ErrorModel.Proportional,
        ["additive"] = ErrorModel.Additive,
        ["combined"] = ErrorModel.Combined,
        ["log"] = ErrorModel.Log,
    }.ToImmutableSortedDictionary();

    /// <summary>Reads bounds: <c>CL=0.1..50,V1=1..</c>; a side left out has none said, <c>-inf</c> and <c>inf</c> say that there is none.</summary>
    /// <param name="texts">The texts.</param>
    /// <exception cref="UserErrorException">A text is no such thing.</exception>
    public static ImmutableSortedDictionary<string, FitBounds> Bounds(IEnumerable<string> texts) => Pairs<FitBounds>(texts, "bounds", "CL=0.1..50", text =>
    {
        string[] ends = text.Split("..");
        bool right = ends.Length == 2 && ends.Any(end => end.Length > 0) && ends.All(end => end.Length == 0 || Bound(end) is not null);
        return right ? new FitBounds(Bound(ends[0]), Bound(ends[1])) : null;
    });

    /// <summary>Reads priors: <c>CL=lognormal(5,30%)</c> (median and coefficient of variation, or the standard deviation of the logarithm), <c>V1=normal(10,2)</c>.</summary>
    /// <param name="texts">The texts.</param>
    /// <exception cref="UserErrorException">A text is no such thing.</exception>
    public static ImmutableSortedDictionary<string, Prior> Priors(IEnumerable<string> texts) => Pairs<Prior>(texts.SelectMany(Split).Where(text => text != OfText), "a prior", "CL=lognormal(5,30%) or V1=normal(10,2)", text =>
    {
        Match match = PriorForm().Match(text);
        double first = Number(match.Groups["a"].Value) ?? double.NaN, second = Number(match.Groups["b"].Value) ?? double.NaN;
        bool percent = match.Groups["percent"].Success;
        return !match.Success || !double.IsFinite(first) || !double.IsFinite(second) ? null
            : match.Groups["kind"].Value == "normal" ? new NormalPrior(first, percent ? first * second / 100 : second)
            : new LogNormalPrior(first, percent ? Math.Sqrt(Math.Log(1 + (second * second / 1e4))) : second);
    });

    /// <summary>Whether priors are to be those of the model's text: the word <c>text</c> among them.</summary>
    /// <param name="texts">The texts.</param>
    public static bool SaysText(IEnumerable<string> texts) => texts.SelectMany(Split).Contains(OfText);

    /// <summary>Reads error models: <c>proportional</c> for all quantities, or <c>CP=proportional,CM=additive</c>.</summary>
    /// <param name="texts">The texts.</param>
    /// <exception cref="UserErrorException">A text is no such thing.</exception>
    public static ImmutableSortedDictionary<string, ErrorModel> Errors(IEnumerable<string> texts)
    {
        ImmutableSortedDictionary<string, ErrorModel>.Builder errors = ImmutableSortedDictionary.CreateBuilder<string, ErrorModel>(StringComparer.Ordinal);
        foreach (string text in texts.SelectMany(Split))
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? "" : text[..equals].Trim(), word = text[(equals + 1)..].Trim();
            errors[name] = s_errors.TryGetValue(word, out ErrorModel error) ? error : throw new UserErrorException(
                $"'{word}' is not an error model (there are {string.Join(", ", s_errors.Keys)}){NearestName.Hint(word, s_errors.Keys)}");
        }

        return errors.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, T> Pairs<T>(IEnumerable<string> texts, string what, string example, Func<string, T?> read)
        where T : class
    {
        ImmutableSortedDictionary<string, T>.Builder all = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (string text in texts.SelectMany(Split))
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            T? value = equals > 0 ? read(text[(equals + 1)..].Trim()) : null;
            if (!all.TryAdd(equals > 0 ? text[..equals].Trim() : "", value ?? throw new UserErrorException($"'{text}' is not {what}; write {example}")))
            {
                throw new UserErrorException($"'{text[..equals].Trim()}' is given {what} twice");
            }
        }

        return all.ToImmutable();
    }

    // At commas outside of brackets.
    private static IEnumerable<string> Split(string text) => Commas().Split(text).Select(part => part.Trim()).Where(part => part.Length > 0);

    private static double? Bound(string text) => text.Trim() switch
    {
        "inf" or "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var number => Number(number) is { } value && double.IsFinite(value) ? value : null,
    };

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    [GeneratedRegex(@",(?![^(]*\))")]
    private static partial Regex Commas();

    [GeneratedRegex(@"^(?<kind>normal|lognormal)\(\s*(?<a>[^,()%]+?)\s*,\s*(?<b>[^,()%]+?)\s*(?<percent>%)?\s*\)$")]
    private static partial Regex PriorForm();
}

/// <summary>The bounds of a parameter.</summary>
/// <param name="Lower">The lower one; null for none said, minus infinity for none at all.</param>
/// <param name="Upper">The upper one; null for none said, infinity for none at all.</param>
public sealed record FitBounds(double? Lower, double? Upper);
