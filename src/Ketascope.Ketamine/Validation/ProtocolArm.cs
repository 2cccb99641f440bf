using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>A protocol of an experiment (at the virtual electrode, on the cord), and a measure of what is recorded.</summary>
/// <param name="measure">Runs it with sets of parameters, by the names of the text, and measures each.</param>
internal sealed partial class ProtocolArm(Func<IReadOnlyList<ImmutableSortedDictionary<string, double>>, CancellationToken, double[]> measure) : Arm
{
    /// <summary>The arm of a regimen; of one with <c>against</c> in it the arm of what stands before it, over that of what follows.</summary>
    /// <param name="regimen">The regimen of a row.</param>
    /// <param name="side">The arm of one side, over another or over none.</param>
    /// <exception cref="UserErrorException">There is more than one <c>against</c>.</exception>
    public static ProtocolArm Of(string regimen, Func<string, Arm?, ProtocolArm> side)
    {
        string[] sides = Against().Split(regimen);
        return sides.Length switch
        {
            1 => side(sides[0], null),
            2 => side(sides[0], side(sides[1], null)),
            _ => throw new UserErrorException("a regimen has one 'against': what stands before it over what follows"),
        };
    }

    /// <summary>A recording is measured in one way: no run is shared.</summary>
    public override object Key => this;

    /// <inheritdoc/>
    public override object Run(Cohort cohort, IReadOnlyCollection<Arm> arms, CancellationToken cancellation) =>
        measure(ParameterSets.Of(cohort), cancellation);

    /// <inheritdoc/>
    public override Estimate[] Measure(object run) =>
        [.. ((double[])run).Select(value => double.IsFinite(value) ? Estimate.Of(value) : Estimate.Missing("there is no response to measure"))];

    [GeneratedRegex(@"(?:^|[;\n])\s*against\s*(?:[;\n]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Against();
}
