using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>A regimen with targets as the doses that pumps give, and what is to be told of the pumps.</summary>
internal sealed class TargetedDoses
{
    private readonly PumpSettings _pump;

    private TargetedDoses(TargetRegimen asked, ImmutableArray<TargetControl> controls, PumpSettings pump)
    {
        (Controls, _pump) = (controls, pump);
        Regimen = new Regimen([.. controls.SelectMany(control => control.Doses()), .. asked.Doses is null ? [] : AtTimes(asked.Doses)])
        {
            Label = asked.ToString(),
            WeightKg = asked.WeightKg,
            Notes = [.. Notes(), .. asked.Doses?.Notes ?? []],
        };
    }

    /// <summary>The pumps, one for each drug with targets.</summary>
    public ImmutableArray<TargetControl> Controls { get; }

    /// <summary>All doses.</summary>
    public Regimen Regimen { get; }

    /// <summary>A table of the pumps: a row for each target.</summary>
    public ResultTable Stages
    {
        get
        {
            return new ResultTable(
                [new("drug"), new("target", "ng/mL"), new("site"), new("start", "h"), new("first minute", "mg"), new("highest rate", "mg/h"),
                    new("last rate", "mg/h"), new("given", "mg"), new("overshoot", "%")],
                [.. Controls.SelectMany(control => control.Stages.Select(stage => Row(control, stage)))]);
        }
    }

    /// <summary>Makes doses of targets.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="request">Of whom.</param>
    /// <param name="pump">What the pumps can do.</param>
    /// <param name="models">The models that the pumps calculate with, by name, separated by commas; null for those that suit.</param>
    /// <param name="library">The models to choose from.</param>
    /// <exception cref="UserErrorException">The text has a mistake, or a pump cannot hold the targets.</exception>
    public static TargetedDoses Of(string text, DoseRequest request, PumpSettings pump, string? models, ModelLibrary library)
    {
        TargetRegimen asked = TargetParser.Read(text);
        string[] named = models?.Split(DrugParts.Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        ImmutableArray<TargetControl>.Builder controls = ImmutableArray.CreateBuilder<TargetControl>();
        HashSet<string> used = [];
        foreach (TargetScheme scheme in asked.Schemes)
        {
            string? own = named.FirstOrDefault(name => library.Find(name).Takes(new DoseSite(scheme.Drug, Route.Intravenous)));
            used.Add(own ?? "");
            controls.Add(TargetControl.Of(scheme, request with
            {
                Model = own,
                Site = null,
                With = null,
                WeightKg = request.WeightKg ?? asked.WeightKg,
                Overrides = ImmutableSortedDictionary<string, double>.Empty,
            }, pump, library));
        }

        return named.FirstOrDefault(name => !used.Contains(name)) is { } idle
            ? throw new UserErrorException($"--tci-model: the model '{idle}' takes none of the drugs with targets by iv, or another one was named before")
            : new TargetedDoses(asked, controls.ToImmutable(), pump);
    }

    private static IEnumerable<DoseEvent> AtTimes(Regimen regimen) => regimen.Doses.Zip(regimen.StartHours(), (dose, start) => dose with
    {
        Start = DoseStart.AtTime,
        Offset = new Duration(start, TimeUnit.Hour),
    });

    private ImmutableArray<Cell> Row(TargetControl control, (TargetStage Target, int First, int Count) stage)
    {
        (TargetStage target, int first, int count) = stage;
        ReadOnlySpan<double> rates = control.Rates.AsSpan().Slice(first, count);
        int minute = Math.Min(count, (int)Math.Round(60 / _pump.StepSeconds));
        double sum = 0, early = 0, highest = 0;
        for (int step = 0; step < count; step++)
        {
            sum += rates[step] * _pump.StepHours;
            early += step < minute ? rates[step] * _pump.StepHours : 0;
            highest = Math.Max(highest, rates[step]);
        }

        return
        [
            control.Scheme.Drug.Name, target.Concentration, control.Scheme.Site, first * _pump.StepHours, early, highest, rates[^1], sum,
            100 * control.Overshoot(first, count),
        ];
    }

    private IEnumerable<string> Notes()
    {
        foreach (TargetControl control in Controls)
        {
            string bolus = double.IsInfinity(_pump.MaximumBolus) ? "no limit of what it gives in a minute (--tci-max-bolus)"
                : string.Create(CultureInfo.InvariantCulture, $"at most {_pump.MaximumBolus} mg in the first minute after a target changes");
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The pump of {control.Scheme.Drug} calculates with {control.Model.Id} for somebody of {control.WeightKg:0.##} kg, holds "
                + $"{control.Analyte.Name} ({control.Analyte.SamplingSite}), changes its rate every {_pump.StepSeconds} s (--tci-step) and gives at most "
                + $"{_pump.MaximumRate} mg/h (--tci-max-rate), with {bolus}.");
            if (control.Scheme.IsEffectSite && control.Model.Assumptions.FirstOrDefault(text => text.Contains("ke0", StringComparison.Ordinal)) is { } delay)
            {
                yield return $"Of the pump's model: {delay}";
            }
        }
    }
}
