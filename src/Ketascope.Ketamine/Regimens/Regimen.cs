using System.Collections.Immutable;
using System.Text;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Ketamine.Regimens;

/// <summary>A regimen: the doses that somebody is given, in the order they were said. Made by <see cref="RegimenParser"/>; immutable.</summary>
public sealed record Regimen
{
    /// <summary>Devices of a spray follow one another after 5 min (label of esketamine's nasal spray); half an hour is a pause within the session.</summary>
    private const double SessionHours = 0.5;

    internal Regimen(ImmutableArray<DoseEvent> doses) => Doses = doses;

    /// <summary>The doses, at least one; the first one's start is a time.</summary>
    public ImmutableArray<DoseEvent> Doses { get; }

    /// <summary>The end of the last dose, in hours from the start of the regimen.</summary>
    public double EndHours
    {
        get
        {
            ImmutableArray<double> starts = StartHours();
            return Doses.Select((dose, i) => starts[i] + dose.LengthHours).Max();
        }
    }

    /// <summary>Which drugs are given by which routes, each once, in order of first use.</summary>
    public ImmutableArray<DoseSite> Sites => [.. Doses.Select(dose => new DoseSite(dose.Drug, dose.Route)).Distinct()];

    /// <summary>When each dose is given first, in hours from the start of the regimen.</summary>
    public ImmutableArray<double> StartHours()
    {
        ImmutableArray<double>.Builder starts = ImmutableArray.CreateBuilder<double>(Doses.Length);
        for (int i = 0; i < Doses.Length; i++)
        {
            double origin = Doses[i].Start switch
            {
                DoseStart.AfterPrevious => starts[i - 1] + Doses[i - 1].PeriodHours,
                DoseStart.WithPrevious => starts[i - 1],
                _ => 0,
            };
            starts.Add(origin + Doses[i].Offset.Hours);
        }

        return starts.MoveToImmutable();
    }

    /// <summary>The regimen in its own language with every drug and route said; it reads back as the same regimen.</summary>
    public string Describe()
    {
        StringBuilder text = new();
        for (int i = 0; i < Doses.Length; i++)
        {
            DoseEvent dose = Doses[i];
            if (dose.Start == DoseStart.AfterPrevious)
            {
                text.Append(" then ").Append(dose.Offset == Duration.Zero ? "" : $"after {dose.Offset} ");
            }
            else if (i > 0)
            {
                text.Append(" and ");
            }

            // Without "at", a dose after "and" starts with the one before it.
            text.Append(dose).Append(i > 0 && dose is { Start: DoseStart.AtTime, Offset.Value: 0 } ? " at 0 h" : "");
        }

        return text.ToString();
    }

    /// <summary>The regimen as NONMEM dose records, times in h and amounts in mg, in order of time.</summary>
    /// <param name="weightKg">The body weight in kg, finite and above 0; it does not matter unless a dose is per kg.</param>
    /// <param name="sites">Where in the model each drug goes by each route: the species and the share of the dose of each.</param>
    /// <returns>One record for each dose and species. An intravenous infusion has a RATE; one under the skin has a duration, because the pump stops on time whatever fraction is absorbed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not a finite number above 0.</exception>
    /// <exception cref="ArgumentException">The sites lack a drug by a route of the regimen.</exception>
    public ImmutableArray<DoseRecord> ToRecords(double weightKg, IReadOnlyDictionary<DoseSite, ImmutableArray<DoseShare>> sites)
    {
        if (!double.IsFinite(weightKg) || weightKg <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(weightKg), weightKg, "A body weight is a finite number of kg above 0.");
        }

        foreach (DoseSite missing in Sites.Where(site => !sites.ContainsKey(site)))
        {
            throw new ArgumentException($"The model takes no {missing}; it takes {string.Join(", ", sites.Keys)}.", nameof(sites));
        }

        List<DoseRecord> records = [];
        foreach ((DoseEvent dose, double start, double before) in Sessions(weightKg, site => sites[site].Any(share => share.DependsOnSize)))
        {
            records.AddRange(sites[new DoseSite(dose.Drug, dose.Route)]
                .Where(share => share.Amount(dose.AmountMg(weightKg), before) > 0)
                .Select(share => Record(dose, start, weightKg, (share, before))));
        }

        return [.. records.OrderBy(record => record.Time)];
    }

    /// <summary>The doses with their starts, h, and what was given before each in the same session, mg: one device of a spray after the other is one session.</summary>
    private IEnumerable<(DoseEvent Dose, double Start, double Before)> Sessions(double weightKg, Func<DoseSite, bool> isDivided)
    {
        ImmutableArray<double> starts = StartHours();
        Dictionary<DoseSite, (double Start, double Amount)> sessions = [];
        foreach ((DoseEvent dose, double start) in Doses.SelectMany((dose, i) => Devices(dose, starts[i], isDivided)).OrderBy(pair => pair.Start))
        {
            DoseSite site = new(dose.Drug, dose.Route);
            double before = isDivided(site) && sessions.TryGetValue(site, out (double Start, double Amount) session) && start - session.Start <= SessionHours ? session.Amount : 0;
            sessions[site] = (start, before + dose.AmountMg(weightKg));
            yield return (dose, start, before);
        }
    }

    /// <summary>A dose that is repeated within a session as so many doses, any other as it is.</summary>
    private static IEnumerable<(DoseEvent Dose, double Start)> Devices(DoseEvent dose, double start, Func<DoseSite, bool> isDivided) =>
        dose.Interval?.Hours <= SessionHours && isDivided(new DoseSite(dose.Drug, dose.Route))
            ? Enumerable.Range(0, dose.Count).Select(i => (dose with { Count = 1, Interval = null, Course = null }, start + (i * dose.Interval.Value.Hours)))
            : [(dose, start)];

    /// <summary>Whether the other regimen has equal doses in the same order.</summary>
    /// <param name="other">The other regimen.</param>
    public bool Equals(Regimen? other) => other is not null && Doses.SequenceEqual(other.Doses);

    /// <inheritdoc/>
    public override int GetHashCode() => Doses.Aggregate(0, HashCode.Combine);

    private static DoseRecord Record(DoseEvent dose, double start, double weightKg, (DoseShare Share, double Before) part)
    {
        (DoseShare share, double before) = part;
        double? rate = dose.RateMgPerHour(weightKg) * share.Fraction;
        bool isPumped = rate is not null && dose.Route != Route.Intravenous;
        return new DoseRecord
        {
            Time = start,
            Compartment = share.Species,
            Amount = share.Amount(dose.AmountMg(weightKg), before),
            Rate = isPumped ? 0 : rate ?? (share.HasModelledDuration ? DoseRecord.ModelledDuration : 0),
            Duration = isPumped ? dose.Duration!.Value.Hours : null,
            Interval = dose.Interval?.Hours ?? 0,
            AdditionalDoses = dose.Count - 1,
        };
    }
}
