using System.Collections.Immutable;
using Ketascope.Study.Claims;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Claims;

/// <summary>Claims as text and their experiments, by number.</summary>
public sealed class ClaimLedger
{
    /// <summary>How many claims the mission makes.</summary>
    public const int Total = 31;

    private readonly ImmutableSortedDictionary<int, (ClaimText Text, Claim Claim)> _claims;

    /// <summary>Pairs texts and experiments.</summary>
    /// <param name="texts">The texts, by number.</param>
    /// <param name="claims">The experiments.</param>
    /// <exception cref="UserErrorException">One of the two is missing for a number.</exception>
    public ClaimLedger(ImmutableSortedDictionary<int, ClaimText> texts, IEnumerable<Claim> claims)
    {
        ImmutableSortedDictionary<int, Claim> experiments = claims.ToImmutableSortedDictionary(one => one.Number, one => one);
        int[] alone = [.. texts.Keys.Except(experiments.Keys).Concat(experiments.Keys.Except(texts.Keys))];
        _claims = alone.Length == 0
            ? texts.ToImmutableSortedDictionary(one => one.Key, one => (one.Value, experiments[one.Key]))
            : throw new UserErrorException($"claim {string.Join(", ", alone)} has a text without an experiment, or an experiment without a text");
    }

    /// <summary>The claims of some numbers, in the order asked; all when none is asked.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <exception cref="UserErrorException">A number is none of a claim, or its mechanism is not in the model.</exception>
    public ImmutableArray<(ClaimText Text, Claim Claim)> Find(IReadOnlyCollection<int> numbers) => numbers.Count == 0
        ? [.. _claims.Values]
        : [.. numbers.Distinct().Select(number => _claims.TryGetValue(number, out (ClaimText, Claim) known) ? known
            : throw new UserErrorException(number is < 1 or > Total
                ? $"there is no claim {number}; they are numbered 1 to {Total}"
                : $"claim {number} has no experiment yet; there are experiments for {string.Join(", ", _claims.Keys)}"))];
}
