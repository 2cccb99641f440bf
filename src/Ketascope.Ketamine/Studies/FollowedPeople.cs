using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Pain;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Studies;

/// <summary>What every request about people who are treated and followed says in the same words: how many they are, how long, beside which treatments.</summary>
internal static class FollowedPeople
{
    /// <summary>How many virtual people there are; null for a typical person.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">The most that can be followed.</param>
    /// <exception cref="UserErrorException">There cannot be so many, or a seed would change nothing.</exception>
    public static int? Count(PainRequest request, int most) => request.Subjects is null && request.Seed is not null
        ? throw new UserErrorException("--seed changes nothing for a typical person; it goes with --subjects")
        : request.Subjects is null || (request.Subjects >= 2 && request.Subjects <= most) ? request.Subjects
        : throw new UserErrorException($"--subjects: 2 to {most} people are followed; leave it out for a typical person");

    /// <summary>A body weight that was said, kg.</summary>
    /// <param name="said">The weight; null for none.</param>
    /// <exception cref="UserErrorException">It is none.</exception>
    public static double? WeightKg(double? said) => said is null or (> 0 and <= 500) ? said
        : throw new UserErrorException("--weight: a body weight lies between 0 and 500 kg");

    /// <summary>A rating of pain before treatment that was said.</summary>
    /// <param name="said">The rating; null for none.</param>
    /// <exception cref="UserErrorException">It is none.</exception>
    public static double? PainBefore(double? said) => said is null or (> 0 and <= 10) ? said
        : throw new UserErrorException("--baseline: a rating before treatment lies above 0 and is at most 10");

    /// <summary>That people are followed for less time than doses are given.</summary>
    /// <param name="givenHours">How long doses are given, h.</param>
    public static UserErrorException TooShort(double givenHours) => new(string.Create(CultureInfo.InvariantCulture,
        $"--for: people are followed until the last dose has been given, {RatingTimes.Text(givenHours * RatingTimes.Hour)}, or longer"));

    /// <summary>The treatments of a request: the regimen, then what it is compared with.</summary>
    /// <typeparam name="T">What becomes of a treatment.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads a treatment; what is wrong in one that is compared is said of its option.</param>
    /// <exception cref="UserErrorException">A treatment is there twice, or wrong.</exception>
    public static ImmutableArray<T> Treatments<T>(PatientRequest request, Func<string, T> read)
    {
        string[] all = [request.Regimen, .. request.Compare];
        return all.GroupBy(one => one, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? throw new UserErrorException($"--compare: '{twice.Key}' is there twice; each treatment is compared once")
            : [.. all.Select((text, i) => i == 0 ? read(text) : CordWords.About($"--compare \"{text}\"", () => read(text)))];
    }
}
