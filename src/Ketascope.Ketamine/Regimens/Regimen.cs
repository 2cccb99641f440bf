using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Regimens;

/// <summary>A regimen: the doses that somebody is given, in the order they were said. Made by <see cref="RegimenParser"/>; immutable.</summary>
public sealed record Regimen
{
    /// <summary>Devices of a spray follow one another after 5 min (label of esketamine's nasal spray); half an hour is a pause within the session.</summary>
    private const double SessionHours = 0.5;

    internal Regimen(ImmutableArray<DoseEvent> doses) => Doses = doses;

    /// <summary>The body weight that the text says, kg; null where it says none.</summary>
    public double? WeightKg { get; init; }

    /// <summary>What was taken for granted in reading, a sentence each; no part of what the regimen is.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>
    /// What the doses are called in place of all of them, where a pump or chance decided them; null where the regimen says each. No part of what it is.
    /// </summary>
    public string? Label { get; init; }

    /// <summary>The line above a result.</summary>
    public string Title => Label ?? Describe();

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

    /// <summary>Whether a patient decides when doses are given, so that the times have to be drawn (<see cref="DrawnDemands"/>).</summary>
    public bool HasDemands => Doses.Any(dose => dose.Control is not null);

    /// <summary>The substances that are given, each once, in order of first use.</summary>
    public ImmutableArray<string> Substances => [.. Doses.Select(dose => dose.Drug.Substance).Distinct()];

    /// <summary>The doses of one substance, each at its time from the start of the whole regimen.</summary>
    /// <param name="substance">The substance; at least one dose is of it.</param>
    public Regimen Of(string substance)
    {
        ImmutableArray<double> starts = StartHours();
        return new Regimen([.. Doses.Select((dose, i) => (Dose: dose, Start: starts[i])).Where(one => one.Dose.Drug.Substance == substance)
            .Select(one => one.Dose with { Start = DoseStart.AtTime, Offset = new Duration(one.Start, TimeUnit.Hour) })])
        {
            WeightKg = WeightKg,
            Notes = Notes,
            Label = Label,
        };
    }

    /// <summary>How long the shortest dose into a vein lasts, min: 0 for a bolus, infinite where there is none.</summary>
    public double ShortestIntravenousMinutes =>
        Doses.Where(dose => dose.Route == Route.Intravenous).Select(dose => (dose.Duration?.Hours ?? 0) * 60).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>When each dose is given first, in hours from the start of the regimen.</summary>
    public ImmutableArray<double> StartHours()
    {
        ImmutableArray<double>.Builder starts = ImmutableArray.CreateBuilder<double>(Doses.Length);
        for (int i = 0; i < Doses.Length; i++)
        {
            double origin = Doses[i].Start switch
            {
                DoseStart.AfterPrevious => starts[i - 1] + HoursBetween(Doses[i - 1], Doses[i]),
                DoseStart.WithPrevious => starts[i - 1],
                _ => 0,
            };
            starts.Add(origin + Doses[i].Offset.Hours);
        }

        return starts.MoveToImmutable();
    }

    /// <summary>
    /// From the start of a dose to the start of one that comes then: a stage for a time lasts that time; after one dose, or a number of them, a dose that
    /// repeats
    /// starts one of its own intervals after the start of the last; anything else, a pump that waits for demands too, starts when the one before has ended.
    /// </summary>
    private static double HoursBetween(DoseEvent before, DoseEvent then)
    {
        bool isStage = before.Course is not null || (before.Quantity.IsRate && before.Count == 1);
        return isStage || then.Control is not null || then.Interval is not { } interval || then.Offset != Duration.Zero ? before.PeriodHours
            : Math.Max(before.LengthHours, ((before.Count - 1) * (before.Interval?.Hours ?? 0)) + interval.Hours);
    }

    /// <summary>Every single administration with its start, h, in the order of the doses.</summary>
    public IEnumerable<(DoseEvent Dose, double Start)> Administrations()
    {
        ImmutableArray<double> starts = StartHours();
        return Doses.SelectMany((dose, i) => Enumerable.Range(0, dose.Count).Select(k => (dose, starts[i] + (k * (dose.Interval?.Hours ?? 0)))));
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
                text.Append(" then ").Append(dose.Offset == Duration.Zero ? "" : $"after {dose.Offset} ").Append(dose.Offset == Duration.Zero
                    && dose.MayHaveDurationOf(Doses[i - 1]) ? "bolus " : "");
            }
            else if (i > 0)
            {
                text.Append(" and ");
            }

            // Without "at", a dose after "and" starts with the one before it.
            text.Append(dose).Append(i > 0 && dose is { Start: DoseStart.AtTime, Offset.Value: 0 } ? " at 0 h" : "")
                .Append(CultureInfo.InvariantCulture,
                    $"{(i == 0 && WeightKg is { } weight ? string.Create(CultureInfo.InvariantCulture, $" in a {weight} kg patient") : "")}");
        }

        return text.ToString();
    }

    /// <summary>The regimen as NONMEM dose records, times in h and amounts in mg, in order of time.</summary>
    /// <param name="weightKg">The body weight in kg, finite and above 0; it does not matter unless a dose is per kg.</param>
    /// <param name="sites">Where in the model each drug goes by each route: the species and the share of the dose of each.</param>
    /// <returns>One record for each dose and species. An intravenous infusion has a RATE; one under the skin has a duration, because the pump stops on time
    /// whatever fraction is absorbed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not a finite number above 0.</exception>
    /// <exception cref="ArgumentException">The sites lack a drug by a route of the regimen.</exception>
    /// <exception cref="UserErrorException">Demands of the regimen have not been drawn.</exception>
    public ImmutableArray<DoseRecord> ToRecords(double weightKg, IReadOnlyDictionary<DoseSite, ImmutableArray<DoseShare>> sites)
    {
        if (!double.IsFinite(weightKg) || weightKg <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(weightKg), weightKg, "A body weight is a finite number of kg above 0.");
        }

        if (HasDemands)
        {
            throw new UserErrorException("when a patient asks for doses is drawn by 'simulate' and 'regimen' alone: "
                + "here say when they are given, for example '1 mg iv every 20 min for 24 h'");
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

    /// <summary>
    /// The doses with their starts, h, and what was given before each in the same session, mg: one device of a spray after the other is one session.
    /// </summary>
    private IEnumerable<(DoseEvent Dose, double Start, double Before)> Sessions(double weightKg, Func<DoseSite, bool> isDivided)
    {
        ImmutableArray<double> starts = StartHours();
        Dictionary<DoseSite, (double Start, double Amount)> sessions = [];
        List<double>[] before = [.. Doses.Select(_ => new List<double>())];
        IEnumerable<(int Index, double Start)> devices = Doses
            .SelectMany((dose, i) => Enumerable.Range(0, isDivided(new DoseSite(dose.Drug, dose.Route)) ? dose.Count : 0).Select(k =>
                (Index: i, Start: starts[i] + (k * (dose.Interval?.Hours ?? 0)))))
            .OrderBy(device => device.Start);
        foreach ((int index, double start) in devices)
        {
            DoseSite site = new(Doses[index].Drug, Doses[index].Route);
            double given = sessions.TryGetValue(site, out (double Start, double Amount) session) && start - session.Start <= SessionHours ? session.Amount : 0;
            sessions[site] = (start, given + Doses[index].AmountMg(weightKg));
            before[index].Add(given);
        }

        return Doses.SelectMany((dose, i) => before[i].Count == 0 ? [(dose, starts[i], 0)] : Alike(dose, starts[i], before[i]));
    }

    /// <summary>
    /// The repeats of a dose in runs that follow the same amount of their session: each day's dose begins a session of its own, whatever the first one
    /// followed.
    /// </summary>
    private static IEnumerable<(DoseEvent Dose, double Start, double Before)> Alike(DoseEvent dose, double start, List<double> before)
    {
        double interval = dose.Interval?.Hours ?? 0;
        int first = 0;
        for (int k = 1; k <= before.Count; k++)
        {
            if (k == before.Count || before[k] != before[first])
            {
                int count = k - first;
                yield return (count == dose.Count ? dose : dose with { Count = count, Interval = count > 1 ? dose.Interval : null, Course = null },
                    start + (first * interval), before[first]);
                first = k;
            }
        }
    }

    /// <summary>The body weight, kg: the one asked for, or else the one that the text says; null where there is neither.</summary>
    /// <param name="askedKg">The weight asked for beside the text; null for none.</param>
    /// <exception cref="UserErrorException">Both are said, and they differ.</exception>
    public double? WeightFor(double? askedKg) => askedKg is { } asked && WeightKg is { } own && Math.Abs(asked - own) > 0.01
        ? throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
            $"the regimen is of somebody of {own:0.##} kg, and --weight says {asked:0.##} kg: leave one of them out"))
        : askedKg ?? WeightKg;

    /// <summary>Makes sure that amounts said beside others agree with them.</summary>
    /// <param name="weightKg">The body weight in kg.</param>
    /// <exception cref="UserErrorException">One does not.</exception>
    public void RequireAgreement(double weightKg)
    {
        if (Doses.Select(dose => dose.Disagreement(weightKg)).FirstOrDefault(text => text is not null) is { } disagreement)
        {
            throw new UserErrorException(disagreement);
        }
    }

    /// <summary>Whether the other regimen has equal doses in the same order, for the same weight.</summary>
    /// <param name="other">The other regimen.</param>
    public bool Equals(Regimen? other) => other is not null && WeightKg == other.WeightKg && Doses.SequenceEqual(other.Doses);

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
