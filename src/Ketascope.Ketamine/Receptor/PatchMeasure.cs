using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Protocols;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Receptor;

/// <summary>What is read off a recording (docs/channel-observations.md).</summary>
public enum PatchMeasureKind
{
    /// <summary>The value at a time.</summary>
    At,

    /// <summary>The value farthest from the baseline.</summary>
    Peak,

    /// <summary>From the start of the application to the peak.</summary>
    TimeToPeak,

    /// <summary>The value at the end of the application.</summary>
    Steady,

    /// <summary>Steady over peak.</summary>
    SteadyOverPeak,

    /// <summary>From 10 to 90 % of the peak.</summary>
    Rise,

    /// <summary>From the end of the application to 1/e of the value there.</summary>
    Decay,

    /// <summary>The area after the application over the value at its end.</summary>
    WeightedDecay,

    /// <summary>The faster of two exponentials fitted to the decay.</summary>
    FastDecay,

    /// <summary>The slower of them.</summary>
    SlowDecay,

    /// <summary>The faster one's part of the amplitude.</summary>
    FastFraction,

    /// <summary>1 - the response over that without the drug.</summary>
    Block,

    /// <summary>From the drug's arrival until 1/e of its effect is to come.</summary>
    Onset,

    /// <summary>From the drug's removal until 1/e of the recovery is to come.</summary>
    Offset,

    /// <summary>The part of the drug in the receptors at the end of one application that is still there at the start of the next.</summary>
    TrappedFraction,

    /// <summary>1 - the trapped fraction.</summary>
    ReleasedFraction,

    /// <summary>The concentration of half the maximal response (EC50).</summary>
    HalfResponse,

    /// <summary>The concentration of half the block (IC50).</summary>
    HalfBlock,

    /// <summary>The Hill coefficient.</summary>
    Hill,

    /// <summary>The response at the highest concentrations.</summary>
    Maximum,

    /// <summary>Single channels: the mean length of openings.</summary>
    MeanOpenTime,

    /// <summary>Single channels: the mean length of closings.</summary>
    MeanShutTime,

    /// <summary>Single channels: the part of applications with at least one opening.</summary>
    OpeningProbability,

    /// <summary>Single channels: the mean length of bursts.</summary>
    BurstLength,

    /// <summary>Single channels: the mean number of openings of a burst.</summary>
    BurstOpenings,

    /// <summary>Single channels: the part of bursts in which the channel is open.</summary>
    BurstOpenProbability,
}

/// <summary>A measure and, for <see cref="PatchMeasureKind.At"/>, its time.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Time">The time, s from the start of the protocol.</param>
public sealed partial record PatchMeasure(PatchMeasureKind Kind, double Time = 0)
{
    private static readonly Dictionary<string, PatchMeasureKind> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["peak"] = PatchMeasureKind.Peak,
        ["max"] = PatchMeasureKind.Peak,
        ["time to peak"] = PatchMeasureKind.TimeToPeak,
        ["tmax"] = PatchMeasureKind.TimeToPeak,
        ["steady"] = PatchMeasureKind.Steady,
        ["steady state"] = PatchMeasureKind.Steady,
        ["plateau"] = PatchMeasureKind.Steady,
        ["steady/peak"] = PatchMeasureKind.SteadyOverPeak,
        ["rise"] = PatchMeasureKind.Rise,
        ["decay"] = PatchMeasureKind.Decay,
        ["deactivation"] = PatchMeasureKind.Decay,
        ["weighted decay"] = PatchMeasureKind.WeightedDecay,
        ["fast decay"] = PatchMeasureKind.FastDecay,
        ["slow decay"] = PatchMeasureKind.SlowDecay,
        ["fast fraction"] = PatchMeasureKind.FastFraction,
        ["block"] = PatchMeasureKind.Block,
        ["inhibition"] = PatchMeasureKind.Block,
        ["onset"] = PatchMeasureKind.Onset,
        ["offset"] = PatchMeasureKind.Offset,
        ["trapped fraction"] = PatchMeasureKind.TrappedFraction,
        ["released fraction"] = PatchMeasureKind.ReleasedFraction,
        ["EC50"] = PatchMeasureKind.HalfResponse,
        ["IC50"] = PatchMeasureKind.HalfBlock,
        ["Hill"] = PatchMeasureKind.Hill,
        ["Emax"] = PatchMeasureKind.Maximum,
        ["maximum"] = PatchMeasureKind.Maximum,
        ["mean open time"] = PatchMeasureKind.MeanOpenTime,
        ["mean shut time"] = PatchMeasureKind.MeanShutTime,
        ["probability of opening"] = PatchMeasureKind.OpeningProbability,
        ["burst length"] = PatchMeasureKind.BurstLength,
        ["openings per burst"] = PatchMeasureKind.BurstOpenings,
        ["open probability in bursts"] = PatchMeasureKind.BurstOpenProbability,
    };

    /// <summary>Whether it is of the openings and closings of single channels.</summary>
    public bool IsOfSingleChannels => Kind >= PatchMeasureKind.MeanOpenTime;

    /// <summary>Whether it is of a curve of several concentrations.</summary>
    public bool IsOfCurve => Kind is PatchMeasureKind.HalfResponse or PatchMeasureKind.HalfBlock or PatchMeasureKind.Hill or PatchMeasureKind.Maximum;

    /// <summary>What a text of the column <c>time</c> means.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">What is expected, and the nearest word, where it means nothing; empty where it means something.</param>
    /// <returns>The measure, or null where it means nothing.</returns>
    public static PatchMeasure? TryParse(string text, out string problem)
    {
        string plain = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        PatchMeasure? found = Words.TryGetValue(plain, out PatchMeasureKind kind) ? new PatchMeasure(kind)
            : Moment().Match(plain) is { Success: true } moment
                ? new PatchMeasure(PatchMeasureKind.At, double.Parse(moment.Groups[1].Value, CultureInfo.InvariantCulture) * ProtocolUnits.Time[moment.Groups[2].Value])
            : null;
        problem = found is not null ? "" : $"'{text}' is no time or measure of a recording; expected a time (20 ms, 1.5 s) or one of " +
            $"{string.Join(", ", Words.Keys)}{NearestName.Hint(text.Trim(), Words.Keys)}";
        return found;
    }

    [GeneratedRegex(@"^(\d+(?:\.\d+)?) ?(us|ms|s|min|h)$", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}
