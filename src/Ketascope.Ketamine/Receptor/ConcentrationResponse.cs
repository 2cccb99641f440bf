using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Receptor;

/// <summary>What is varied in a concentration-response experiment.</summary>
public enum Varied
{
    /// <summary>Glutamate, with glycine as the bath has it.</summary>
    Glutamate,

    /// <summary>Glycine, with glutamate at 100 uM.</summary>
    Glycine,

    /// <summary>A drug, with glutamate at 100 uM.</summary>
    Drug,
}

/// <summary>A concentration-response curve.</summary>
/// <param name="Label">What distinguishes it.</param>
/// <param name="Concentrations">The concentrations, uM.</param>
/// <param name="Values">The responses: open probability.</param>
/// <param name="Fit">The fitted curve.</param>
public sealed record ResponseCurve(string Label, ImmutableArray<double> Concentrations, ImmutableArray<double> Values, HillFit Fit)
{
    /// <summary>The current when every channel is open, pA.</summary>
    public double CurrentOfOne { get; init; }
}

/// <summary>Concentration-response experiments at equilibrium or at the peak.</summary>
public sealed class ConcentrationResponse(PatchExperiment patch)
{
    /// <summary>Long enough for every equilibrium, s: the slowest, MK-801 at low agonist, takes days.</summary>
    private const double Equilibrium = 1e7;

    private const double PeakWindow = 2;

    /// <summary>The curve of an agonist, or of a drug that blocks.</summary>
    /// <param name="label">What to call it.</param>
    /// <param name="bath">The statements that set up the bath, each with its semicolon (docs/channel.md).</param>
    /// <param name="varied">What is varied.</param>
    /// <param name="drug">The drug that is varied, or null.</param>
    /// <param name="concentrations">The concentrations, uM, at least four, ascending.</param>
    /// <param name="atPeak">Whether the peak of the first 2 s is taken rather than the equilibrium.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">The bath has a mistake, or a drug is not known.</exception>
    public ResponseCurve Run(string label, string bath, Varied varied, string? drug, ImmutableArray<double> concentrations, bool atPeak, CancellationToken cancellation = default)
    {
        double length = atPeak ? PeakWindow : Equilibrium;

        // A control without the substance comes first: block is measured against it.
        ImmutableArray<double> all = varied == Varied.Drug ? [0, .. concentrations] : concentrations;
        ImmutableArray<Recording> recordings = patch.Record(
            [.. all.Select(one => (label, ProtocolParser.Parse(Statements(bath, varied, drug, one, length), patch.Cabinet)))], cancellation);
        double[] values = [.. recordings.Select(one => atPeak ? one.Open.Values.Max() : one.Open.Values[^1])];
        HillFit fit = varied == Varied.Drug
            ? HillFit.Of(concentrations, values[1..], values[0], top: 0)
            : HillFit.Of(concentrations, values, bottom: 0);
        Recording largest = recordings.MaxBy(one => one.Open.Values[^1])!;
        return new ResponseCurve(label, concentrations, varied == Varied.Drug ? [.. values[1..]] : [.. values], fit)
        {
            CurrentOfOne = largest.Current.Values[^1] / largest.Open.Values[^1],
        };
    }

    /// <summary>Concentrations at equal ratios.</summary>
    /// <param name="first">The lowest, uM.</param>
    /// <param name="last">The highest, uM.</param>
    /// <param name="perDecade">How many for each tenfold.</param>
    public static ImmutableArray<double> Series(double first, double last, int perDecade)
    {
        int count = (int)Math.Round(Math.Log10(last / first) * perDecade);
        return [.. Enumerable.Range(0, count + 1).Select(i => first * Math.Pow(last / first, (double)i / count))];
    }

    private static string Statements(string bath, Varied varied, string? drug, double concentration, double length)
    {
        string value = string.Create(CultureInfo.InvariantCulture, $"{concentration:R} uM");
        string time = string.Create(CultureInfo.InvariantCulture, $"{length:R} s");
        return varied switch
        {
            Varied.Glutamate => $"{bath}glutamate {value} for {time}",
            Varied.Glycine => $"{bath}glycine {value}; glutamate 100 uM for {time}",
            _ => $"{bath}{drug} {value}; glutamate 100 uM for {time}",
        };
    }
}
