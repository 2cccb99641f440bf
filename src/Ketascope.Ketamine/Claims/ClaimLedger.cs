using System.Collections.Immutable;
using Ketascope.Ketamine.Channel;
using Ketascope.Ketamine.Claims.Receptor;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Claims;

/// <summary>The claims whose mechanism runs in the model, by number.</summary>
public static class ClaimLedger
{
    /// <summary>How many claims the mission makes.</summary>
    public const int Total = 31;

    /// <summary>The claims.</summary>
    /// <exception cref="UserErrorException">A model or drug folder is missing.</exception>
    public static ImmutableArray<Claim> All()
    {
        PatchExperiment patch = PatchExperiment.Default();
        return [new NonCompetitiveAntagonism(patch), new OnePoreSite(patch), new TwoCoAgonists(patch), new CalciumInflux(patch), new UseDependentBlock(patch), new LodgesInThePore(patch)];
    }

    /// <summary>The claims of some numbers, in the order asked; all when none is asked.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <exception cref="UserErrorException">A number is none of a claim, or its mechanism is not in the model.</exception>
    public static ImmutableArray<Claim> Find(IReadOnlyCollection<int> numbers)
    {
        ImmutableArray<Claim> all = All();
        return numbers.Count == 0
            ? all
            : [.. numbers.Distinct().Select(number => all.FirstOrDefault(one => one.Number == number)
                ?? throw new UserErrorException(number is < 1 or > Total
                    ? $"there is no claim {number}; they are numbered 1 to {Total}"
                    : $"claim {number} has no experiment yet; there are experiments for {string.Join(", ", all.Select(one => one.Number))}"))];
    }
}
