using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Fitting;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Studies;

/// <summary>Reads the words of requests that estimate parameters.</summary>
public static class EstimationWords
{
    /// <summary>The relative tolerance with which models are solved that are fitted, where none is said.</summary>
    public const double Precision = 1e-9;

    /// <summary>How to fit.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="UserErrorException">A word is wrong, or would change nothing.</exception>
    public static FitSettings Settings(EstimationRequest request)
    {
        if (request.Seed is not null && request.Starts <= 1)
        {
            throw new UserErrorException("--seed draws the starts after the first, so it goes with --starts N, 2 or more");
        }

        return new FitSettings
        {
            Method = request.Method switch
            {
                null or "ml" => FitMethod.MaximumLikelihood,
                "wls" => FitMethod.WeightedLeastSquares,
                "ols" => FitMethod.OrdinaryLeastSquares,
                var other => throw new UserErrorException($"the method '{other}' is none of ml, wls, ols"),
            },
            Starts = request.Starts,
            Seed = request.Seed ?? 1,
            Precision = Precision,
            Profile = [.. Names(request.Profile)],
        };
    }

    /// <summary>The values that <c>set</c> and <c>fix</c> give.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="UserErrorException">A value is no number.</exception>
    public static ImmutableSortedDictionary<string, double> Values(EstimationRequest request) =>
        request.Set.SetItems(Held(request).Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.Value)));

    /// <summary>The parameters to estimate and to hold.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="UserErrorException">There are none, or a bound or prior is wrong or of another parameter.</exception>
    public static ImmutableArray<FitParameter> Parameters(EstimationRequest request)
    {
        string[] names = [.. Names(request.Estimate)];
        if (names.Length == 0)
        {
            throw new UserErrorException("say with --estimate NAMES which parameters to estimate");
        }

        ImmutableSortedDictionary<string, FitBounds> bounds = FitText.Bounds(request.Bounds);
        ImmutableSortedDictionary<string, Prior> priors = FitText.Priors(request.Prior);
        HashSet<string> held = [.. Held(request).Select(pair => pair.Key)];
        RequireAmong(names, bounds.Keys, "--bounds");
        RequireAmong(names, priors.Keys, "--prior");
        return
        [
            .. names.Concat(held.Except(names)).Select(name => new FitParameter(name, double.NaN)
            {
                Lower = bounds.GetValueOrDefault(name)?.Lower,
                Upper = bounds.GetValueOrDefault(name)?.Upper,
                Prior = priors.GetValueOrDefault(name),
                IsFixed = held.Contains(name),
            }),
        ];
    }

    /// <summary>The names in texts that may hold several, separated by commas.</summary>
    /// <param name="texts">The texts.</param>
    public static IEnumerable<string> Names(IEnumerable<string> texts) =>
        texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static void RequireAmong(string[] names, IEnumerable<string> given, string option)
    {
        if (given.FirstOrDefault(name => !names.Contains(name)) is { } other)
        {
            throw new UserErrorException($"{option} names '{other}', which is not among the parameters to estimate{NearestName.Suggest(other, names)}");
        }
    }

    private static IEnumerable<KeyValuePair<string, double?>> Held(EstimationRequest request)
    {
        foreach (string text in Names(request.Fix))
        {
            yield return text.Contains('=', StringComparison.Ordinal)
                ? Assignments.Parse([text]).Select(pair => KeyValuePair.Create(pair.Key, (double?)pair.Value)).Single()
                : KeyValuePair.Create(text, (double?)null);
        }
    }
}
