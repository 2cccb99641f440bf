using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Parts;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Patient;

/// <summary>When somebody is treated in person: a visit goes with each dose, but of doses that are taken at home with the first alone.</summary>
internal sealed class Visits
{
    private readonly ImmutableArray<(double From, double To)> _usual, _home;

    /// <summary>The visits of a regimen.</summary>
    /// <param name="session">How long a visit is, and what is taken at home.</param>
    /// <param name="regimen">The regimen.</param>
    /// <param name="seen">When people are seen, h, in place of when doses are given; empty where that is not said.</param>
    public Visits(PartSession session, Regimen regimen, ImmutableArray<double> seen)
    {
        ILookup<bool, double> starts = regimen.Administrations()
            .ToLookup(one => session.AtHome.Contains(RegimenWords.Routes.Name(one.Dose.Route)), one => one.Start);
        bool isAtHome = !starts[false].Any();
        _usual = seen.IsEmpty || isAtHome ? Stretches(session, starts[false]) : Stretches(session, seen);
        _home = !seen.IsEmpty ? isAtHome ? Stretches(session, seen) : [] : starts[true].Any() ? Stretches(session, [starts[true].Min()]) : [];
    }

    /// <summary>1 during a visit, 0 else, as a formula of the time in hours.</summary>
    public string During => $"piecewise(1, {Within([.. _usual, .. _home])}, 0)";

    /// <summary>The intensity of visits as a formula of the time in hours; null where all are usual.</summary>
    /// <param name="intensity">The intensity of one that goes with what is taken at home.</param>
    public string? Intensity(double intensity) => _home.IsEmpty ? null
        : _usual.IsEmpty ? FormattableString.Invariant($"{intensity:R}")
        : FormattableString.Invariant($"piecewise(1, {Within(_usual)}, {intensity:R})");

    private static string Within(ImmutableArray<(double From, double To)> stretches) => string.Join(" || ", stretches.Select(one =>
        string.Create(CultureInfo.InvariantCulture, $"(time >= {one.From:R} && time < {one.To:R})")));

    /// <summary>The stretches of time; those that overlap are one.</summary>
    private static ImmutableArray<(double From, double To)> Stretches(PartSession session, IEnumerable<double> starts)
    {
        List<(double From, double To)> stretches = [];
        foreach (double start in starts.Distinct().Order())
        {
            (double from, double to) = (start + session.From, start + session.To);
            if (stretches.Count > 0 && from <= stretches[^1].To)
            {
                stretches[^1] = (stretches[^1].From, to);
            }
            else
            {
                stretches.Add((from, to));
            }
        }

        return [.. stretches];
    }
}
