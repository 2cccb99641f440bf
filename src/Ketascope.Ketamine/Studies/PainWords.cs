using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>A request about people in pain, read: who they are, how long they are followed, and what they are given.</summary>
/// <param name="request">What is asked.</param>
/// <param name="library">The cord, people in pain, the drugs and their pharmacokinetics.</param>
internal sealed class PainWords(PainRequest request, KetamineLibrary library)
{
    private const string UsualCondition = "CRPS";
    private const int MostPeople = 100_000;

    private bool _hasOpioids;

    /// <summary>What is said of the cord.</summary>
    public CordWords Cord { get; } = new(request, library.Cord);

    /// <summary>What the people have.</summary>
    public PainCondition Condition { get; } =
        CordWords.About("--condition", () => library.Pain.File.Condition(request.Condition ?? UsualCondition));

    /// <summary>What ketamine does in the brain.</summary>
    public PainRelief Relief { get; } = CordWords.About("--relief", () => library.Pain.File.Relief(request.Relief));

    /// <summary>How many virtual people there are; null for a typical person.</summary>
    /// <exception cref="UserErrorException">There cannot be so many, or a seed would change nothing.</exception>
    public int? Count { get; } = FollowedPeople.Count(request, MostPeople);

    /// <summary>How long people are followed, s.</summary>
    public double End => RegimenTime.ReadHours(request.For ?? Condition.Follow, "--for") * RatingTimes.Hour;

    /// <summary>The people in words.</summary>
    public string People => Count is { } count ? $"{count.ToString(CultureInfo.InvariantCulture)} people" : "a typical person";

    /// <summary>The people, and what makes their ratings.</summary>
    /// <exception cref="UserErrorException">The rating before treatment is none.</exception>
    public (PainGroup Group, PainPeople People) Draw()
    {
        ImmutableSortedDictionary<string, string> switches = library.Pain.File.Switches;
        ImmutableSortedDictionary<string, double> values = switches.Where(one => Cord.Without.Contains(one.Key, StringComparer.OrdinalIgnoreCase))
            .ToImmutableSortedDictionary(one => one.Value, _ => 1.0, StringComparer.Ordinal);
        PainGroup group = library.Pain.Group(Condition, Relief, FollowedPeople.PainBefore(request.Baseline), Cord.CircuitOf(Condition),
            Cord.KnockOuts([.. switches.Keys]), values);
        return (group, Count is { } several ? group.Draw(several, request.Seed ?? 1, End) : group.Typical());
    }

    /// <summary>What a regimen brings to the cord while people are followed.</summary>
    /// <param name="regimen">The regimen.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">It ends later, or does nothing in the cord.</exception>
    public CordExposure Given(string regimen, CancellationToken cancellation)
    {
        double given = RegimenParser.Read(regimen).EndHours;
        if (!(End > 0 && End >= given * RatingTimes.Hour))
        {
            throw FollowedPeople.TooShort(given);
        }

        CordExposure exposure = Cord.Exposure(regimen, End, cancellation);
        _hasOpioids |= !exposure.Opioids.Steps.IsEmpty;
        return exposure;
    }

    /// <summary>Notes what the condition and the relief rest on.</summary>
    public void Tell()
    {
        foreach (string basis in (string[])[.. Condition.Basis, Relief.Title, .. _hasOpioids ? library.Pain.File.Opioids : []])
        {
            Cord.Assume(basis);
        }

        if (Count is null)
        {
            Cord.Note(NoteKind.Remark, "A typical person has no flares, and is reset or not, all or none; --subjects 200 shows people.");
        }
    }
}
