using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>
/// Something that changes the metabolism of ketamine in the person who is dosed. One row that calibrates decides the effect: its ratio goes into the text
/// of the model, which says what follows for first pass and clearance.
/// </summary>
/// <param name="Rows">What was measured of it, by the study that is named where one is.</param>
/// <param name="Others">What other studies measured, where one is named.</param>
public sealed record Interaction(ImmutableArray<MeasuredInteraction> Rows, ImmutableArray<MeasuredInteraction> Others)
{
    private const string Substance = "ketamine";

    /// <summary>Its name.</summary>
    public string Name => Rows[0].Name;

    /// <summary>The parameters of a model that say it.</summary>
    /// <param name="overrides">The parameters with other values than the text's.</param>
    /// <param name="model">The model, which knows of metabolism.</param>
    /// <param name="sites">What is given.</param>
    /// <exception cref="UserErrorException">It was not measured by these routes, or a parameter is set by name too.</exception>
    public ImmutableSortedDictionary<string, double> Into(
        ImmutableSortedDictionary<string, double> overrides, ModelFolder model, ImmutableArray<DoseSite> sites)
    {
        MeasuredInteraction effect = Effect(sites);
        bool isOral = effect.Routes.Contains(Route.Oral);
        string parameter = isOral ? model.Metabolism!.OralAreaRatio : model.Metabolism!.ClearanceRatio;
        return !overrides.ContainsKey(parameter) ? overrides.SetItem(parameter, isOral ? effect.AreaRatio : 1 / effect.AreaRatio)
            : throw new UserErrorException($"'{parameter}' is what --with {Name} decides: leave one of them out");
    }

    /// <summary>The row that decides the effect.</summary>
    /// <param name="sites">What is given.</param>
    /// <exception cref="UserErrorException">Nothing was measured of these drugs and routes.</exception>
    public MeasuredInteraction Effect(ImmutableArray<DoseSite> sites)
    {
        if (sites.FirstOrDefault(site => site.Drug.Substance != Substance) is { Drug: not null } other)
        {
            throw new UserErrorException($"what {Name} does was measured of ketamine; of {other.Drug} nothing is known here (--with goes with ketamine alone)");
        }

        MeasuredInteraction[] deciding = [.. Rows.Where(row => row.IsCalibration)];
        if (deciding.Length > 1)
        {
            deciding = [.. deciding.Where(row => sites.All(site => row.Routes.Contains(site.Route)))];
        }

        foreach (DoseSite site in sites.Where(site => deciding.Length != 1 || !Rows.Any(row => row.Routes.Contains(site.Route))))
        {
            string known = string.Join("; ", Rows.Select(row => $"{row.RouteWords} ({row.Study})"));
            throw new UserErrorException($"what {Name} does to {site} was not measured; it was to ketamine by {known}");
        }

        return deciding[0];
    }

    /// <summary>What is taken for granted, a sentence each.</summary>
    /// <param name="sites">What is given.</param>
    public IEnumerable<string> Assumptions(ImmutableArray<DoseSite> sites)
    {
        MeasuredInteraction effect = Effect(sites);
        yield return string.Create(CultureInfo.InvariantCulture,
            $"With {Name} ({effect.Given}): metabolism is such that the area after {effect.Drug} by {effect.RouteWords} is {effect.AreaRatio} times as large, "
            + $"as {effect.Study} saw{(effect.Subjects is { } n ? $" in {n} people" : "")}. "
            + $"First pass and clearance follow from that in a well-stirred liver.");
        foreach (DoseSite site in sites.Where(site => site.Drug != effect.Drug))
        {
            yield return $"{Name} was measured with {effect.Drug}; {site.Drug} is taken to change alike.";
        }

        foreach (MeasuredInteraction row in Rows.Where(row => row != effect && !row.IsCalibration && sites.Any(site => row.Routes.Contains(site.Route))))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The area after {row.Drug} by {row.RouteWords} with {Name} was {row.AreaRatio} times as large in {row.Study}, which decided nothing here.");
        }
    }

    /// <summary>Where studies contradict one another, a sentence each.</summary>
    /// <param name="sites">What is given.</param>
    public IEnumerable<string> Contradictions(ImmutableArray<DoseSite> sites)
    {
        MeasuredInteraction effect = Effect(sites);
        return Rows.Concat(Others).Where(row => row.IsCalibration && row.Study != effect.Study).Select(row => string.Create(CultureInfo.InvariantCulture,
            $"Studies contradict one another: with {Name}, {effect.Study} saw an area {effect.AreaRatio} times as large after {effect.RouteWords}, and "
            + $"{row.Study} one {row.AreaRatio} times as large after {row.RouteWords}."));
    }

    /// <summary>Where the numbers are from.</summary>
    /// <param name="sites">What is given.</param>
    public string Source(ImmutableArray<DoseSite> sites)
    {
        MeasuredInteraction effect = Effect(sites);
        return $"{effect.Study} ({Name}){(effect.Doi.Length > 0 ? $" https://doi.org/{effect.Doi}" : "")}";
    }
}
