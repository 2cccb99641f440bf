using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Targets;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Targets;

/// <summary>The largest share of each target after an infusion of 40 minutes, by dose: what the claims about targets rest on.</summary>
internal sealed class OccupancyByDose
{
    /// <summary>The doses of the text that is implemented, and the largest that it names for anaesthesia, mg/kg.</summary>
    public static readonly ImmutableArray<double> Doses = [0.1, 0.25, 0.5, 1, 2];

    private readonly ImmutableArray<ImmutableDictionary<string, double>> _peaks;
    private readonly ImmutableDictionary<string, string> _titles;

    private OccupancyByDose(IReadOnlyList<Engagement> engaged)
    {
        _peaks = [.. engaged.Select(Peaks)];
        _titles = engaged[0].Joined.Targets.ToImmutableDictionary(target => target.Id, target => target.Title);
    }

    /// <summary>The targets, by identifier.</summary>
    public IEnumerable<string> Targets => _titles.Keys;

    /// <summary>The largest share of a target that a dose occupies.</summary>
    /// <param name="target">The target's identifier.</param>
    /// <param name="dose">One of <see cref="Doses"/>, mg/kg.</param>
    public double At(string target, double dose) => _peaks[Doses.IndexOf(dose)][target];

    /// <summary>Measures in a typical adult, arterial plasma with the delay of hypnosis.</summary>
    /// <param name="bench">The library.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <param name="choices">Other published numbers to take (<see cref="ActionChoices"/>).</param>
    public static OccupancyByDose Measure(ClaimBench bench, CancellationToken cancellation, params ImmutableArray<string> choices)
    {
        DrugCabinet drugs = ActionChoices.Apply(bench.Library.Drugs, bench.Library.Targets, choices);
        return new OccupancyByDose([.. Doses.Select(dose => Infused(bench, drugs, dose, cancellation))]);
    }

    /// <summary>The largest share of one target after one dose, by another published number than the one in use.</summary>
    /// <param name="bench">The library.</param>
    /// <param name="target">The target's identifier.</param>
    /// <param name="name">The name of the published number (<see cref="ActionChoices"/>).</param>
    /// <param name="dose">The dose, mg/kg.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static double By(ClaimBench bench, string target, string name, double dose, CancellationToken cancellation)
    {
        DrugCabinet drugs = ActionChoices.Apply(bench.Library.Drugs, bench.Library.Targets, [$"{target}={name}"]);
        return Peaks(Infused(bench, drugs, dose, cancellation))[target];
    }

    private static Engagement Infused(ClaimBench bench, DrugCabinet drugs, double dose, CancellationToken cancellation) => Engagement.Of(
        bench.Library,
        drugs,
        new DoseRequest
        {
            Regimen = string.Create(CultureInfo.InvariantCulture, $"{dose} mg/kg iv over 40 min"),
            Hours = 2,
            Site = "arterial",
        },
        "hypnosis",
        cancellation);

    private static ImmutableDictionary<string, double> Peaks(Engagement engaged) =>
        engaged.Joined.Targets.Select((target, i) => KeyValuePair.Create(target.Id, engaged.Occupied[i].Max())).ToImmutableDictionary();

    /// <summary>A picture: the largest share against the dose.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="targets">The targets, by identifier.</param>
    public PointFigure Picture(string title, params IReadOnlyList<string> targets) => new()
    {
        Title = title,
        Subtitle = "ketamine iv over 40 min, free at the effect site, typical adult",
        Panels =
        [
            new PointPanel("dose (mg/kg)", "largest share occupied (%)",
                [.. targets.Select((target, i) => new PointSeries(_titles[target], Doses, [.. Doses.Select(dose => 100 * At(target, dose))], IsLine: true)
                    { Colour = i })])
            { LogarithmicHorizontal = true, LogarithmicVertical = true },
        ],
    };
}
