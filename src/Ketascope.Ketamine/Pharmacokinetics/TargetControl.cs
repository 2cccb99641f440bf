using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>A pump that holds the targets of one drug: what it gives, and what it predicts.</summary>
/// <param name="Scheme">The targets.</param>
/// <param name="Model">The model that the pump calculates with.</param>
/// <param name="Analyte">What it controls.</param>
/// <param name="StepSeconds">How long a step is, s.</param>
/// <param name="Rates">The rate in each step, mg/h.</param>
internal sealed record TargetControl(TargetScheme Scheme, ModelFolder Model, ModelAnalyte Analyte, double StepSeconds, ImmutableArray<double> Rates)
{
    /// <summary>The most steps of a pump: 100 h of 10 s.</summary>
    public const int MostSteps = 36_000;

    /// <summary>How often a course is looked at in each step: between its ends a concentration may be higher than at them.</summary>
    public const int Parts = 4;

    /// <summary>The controlled concentration that the pump predicts, ng/mL: <see cref="Parts"/> values a step, the last at its end.</summary>
    public required ImmutableArray<double> Predicted { get; init; }

    /// <summary>The concentration in plasma that the pump predicts for the end of each step, ng/mL; what it controls, where that is plasma.</summary>
    public required ImmutableArray<double> Plasma { get; init; }

    /// <summary>The analyte of <see cref="Plasma"/>.</summary>
    public required ModelAnalyte PlasmaAnalyte { get; init; }

    /// <summary>The target in each step, ng/mL.</summary>
    public required ImmutableArray<double> Targets { get; init; }

    /// <summary>The body weight that the pump is told, kg.</summary>
    public required double WeightKg { get; init; }

    /// <summary>Whether what it gives is in proportion to body weight.</summary>
    public required bool IsProportional { get; init; }

    /// <summary>The targets in order, with the first of the steps in which each is held, and how many these are.</summary>
    public IEnumerable<(TargetStage Target, int First, int Count)> Stages
    {
        get
        {
            int first = 0;
            foreach (TargetStage stage in Scheme.Stages)
            {
                int count = (int)Math.Round(stage.Length.Hours * 3600 / StepSeconds);
                yield return (stage, first, count);
                first += count;
            }
        }
    }

    /// <summary>
    /// How far the controlled concentration passes a target, at most, as a part of the target; not a number where the target is not above the one before.
    /// </summary>
    /// <param name="first">The first step in which the target is held.</param>
    /// <param name="count">In how many steps it is.</param>
    public double Overshoot(int first, int count)
    {
        double target = Targets[first], highest = Predicted.AsSpan().Slice(first * Parts, count * Parts).ToArray().Max();
        return target > (first == 0 ? 0 : Targets[first - 1]) ? Math.Max(0, (highest / target) - 1) : double.NaN;
    }

    /// <summary>What the pump gives, as doses: steps of equal rate are one.</summary>
    public IEnumerable<DoseEvent> Doses()
    {
        int first = 0;
        for (int step = 1; step <= Rates.Length; step++)
        {
            if (step == Rates.Length || Rates[step] != Rates[first])
            {
                if (Rates[first] > 0)
                {
                    yield return Dose(first, step - first);
                }

                first = step;
            }
        }
    }

    /// <summary>How a pump holds targets in somebody.</summary>
    /// <param name="scheme">The targets.</param>
    /// <param name="request">Of whom; its model and site are those of the pump.</param>
    /// <param name="pump">What the pump can do.</param>
    /// <param name="library">The models to choose from.</param>
    /// <exception cref="UserErrorException">No model has what is to be controlled, the model is not linear, or the steps do not fit the targets.</exception>
    public static TargetControl Of(TargetScheme scheme, DoseRequest request, PumpSettings pump, ModelLibrary library)
    {
        ImmutableArray<double> targets = TargetsOf(scheme, pump);
        DoseRequest unit = request with
        {
            Given = new Regimen([OneStep(scheme.Drug, pump)]),
            Substance = null,
        };
        ModelFolder model = Choose(scheme, unit, library);
        ModelAnalyte plasma = PlasmaOf(model, scheme), controlled = scheme.IsEffectSite ? EffectSites(model, scheme.Drug).First() : plasma;
        int needed = targets.Length + InfusionController.Horizon(AtEnds(Responses(unit, model, [controlled], LongestToPeak(pump), pump)[0]));
        double[][] responses = Responses(unit, model, [controlled, plasma], needed, pump);
        double[] rates = new InfusionController(AtEnds(responses[0]), pump).Rates(targets.AsSpan());
        double weight = Covariates.Weight(unit, model);
        double[] heavier = Responses(unit with { WeightKg = 2 * weight }, model, [controlled], Math.Min(needed, 60), pump)[0];
        return new TargetControl(scheme, model, controlled, pump.StepSeconds, [.. rates])
        {
            Predicted = [.. InfusionController.Course(rates, responses[0], Parts)],
            Plasma = [.. InfusionController.Course(rates, AtEnds(responses[1]), 1)],
            PlasmaAnalyte = plasma,
            Targets = targets,
            WeightKg = weight,
            IsProportional = heavier.Zip(responses[0]).All(pair => Math.Abs((2 * pair.First) - pair.Second) <= 1e-6 * responses[0].Max()),
        };
    }

    private DoseEvent Dose(int first, int count) => new()
    {
        Drug = Scheme.Drug,
        Quantity = new DoseQuantity(IsProportional ? Rates[first] / WeightKg : Rates[first], MassUnit.Milligram, IsProportional, TimeUnit.Hour),
        Route = Route.Intravenous,
        Duration = new Duration(count * StepSeconds, TimeUnit.Second),
        Start = DoseStart.AtTime,
        Offset = new Duration(first * StepSeconds, TimeUnit.Second),
    };

    private static ImmutableArray<double> TargetsOf(TargetScheme scheme, PumpSettings pump)
    {
        ImmutableArray<double>.Builder targets = ImmutableArray.CreateBuilder<double>();
        foreach (TargetStage stage in scheme.Stages)
        {
            double steps = stage.Length.Hours / pump.StepHours;
            double whole = Math.Round(steps);
            if (whole < 1 || Math.Abs(steps - whole) > 1e-6 * whole)
            {
                throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                    $"a target held for {stage.Length} is no whole number of the pump's steps of {pump.StepSeconds} s; --tci-step says how long a step is"));
            }

            if (targets.Count + whole > MostSteps)
            {
                throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                    $"targets over {scheme.Hours:G4} h take more than {MostSteps} steps of {pump.StepSeconds} s; "
                    + $"longer steps do, for example --tci-step 1min"));
            }

            targets.AddRange(Enumerable.Repeat(stage.Concentration, (int)whole));
        }

        return targets.ToImmutable();
    }

    private static DoseEvent OneStep(Drug drug, PumpSettings pump) => new()
    {
        Drug = drug,
        Quantity = new DoseQuantity(1, MassUnit.Milligram, false, TimeUnit.Hour),
        Route = Route.Intravenous,
        Duration = new Duration(pump.StepSeconds, TimeUnit.Second),
    };

    /// <summary>The model that is asked for, or the one that suits; of an effect site one that has it.</summary>
    private static ModelFolder Choose(TargetScheme scheme, DoseRequest unit, ModelLibrary library)
    {
        ImmutableArray<DoseSite> sites = unit.Read().Sites;
        ModelFolder[] known = [.. library.Models.Where(model => sites.All(model.Takes) && EffectSites(model, scheme.Drug).Any())];
        string others = known.Length == 0 ? "no model of it has one"
            : $"these models have one: {string.Join(", ", known.Select(model => model.Id))} (--tci-model NAME)";
        if (unit.Model is not null || !scheme.IsEffectSite)
        {
            ModelFolder chosen = ModelChoice.Of(unit, sites, library).Model;
            return !scheme.IsEffectSite || EffectSites(chosen, scheme.Drug).Any() ? chosen
                : throw new UserErrorException($"the model '{chosen.Id}' has no effect site of {scheme.Drug}; {others}");
        }

        double? age = Covariates.Age(unit);
        return known.OrderBy(model => model.Ages.Distance(age)).ThenByDescending(model => model.Priority).ThenBy(model => model.Id, StringComparer.Ordinal)
            .FirstOrDefault() ?? throw new UserErrorException($"the effect site of {scheme.Drug} cannot be controlled: {others}");
    }

    private static IEnumerable<ModelAnalyte> EffectSites(ModelFolder model, Drug drug) =>
        model.DrugOf(drug) is null ? [] : model.Analytes.Where(analyte => analyte.IsEffectSite);

    /// <summary>The plasma concentration of the drug itself: of the racemate the sum, which models name first.</summary>
    private static ModelAnalyte PlasmaOf(ModelFolder model, TargetScheme scheme)
    {
        IEnumerable<ModelAnalyte> plasma = model.Analytes.Where(analyte => !analyte.IsEffectSite);
        string? part = model.DrugOf(scheme.Drug) is { Parts: { Count: 1 } parts } ? parts.Keys.Single() : null;
        return plasma.FirstOrDefault(analyte => analyte.Name == part) ?? plasma.First();
    }

    /// <summary>In so many steps an effect site peaks after a bolus: 4 h are enough even for morphine's, which does after 94 min.</summary>
    private static int LongestToPeak(PumpSettings pump) => (int)Math.Ceiling(4 / pump.StepHours);

    private static double[] AtEnds(double[] response) => [.. response.Where((_, part) => (part + 1) % Parts == 0)];

    /// <summary>What analytes do after 1 mg/h over one step, <see cref="Parts"/> times in each step.</summary>
    private static double[][] Responses(DoseRequest unit, ModelFolder model, ModelAnalyte[] analytes, int steps, PumpSettings pump)
    {
        RunRequest run = DoseSimulation.ToRun(unit, unit.Read(), model,
            [0, .. Enumerable.Range(1, steps * Parts).Select(part => part * pump.StepSeconds / (3600 * Parts))]) with
        {
            Show = [.. analytes.Select(analyte => analyte.Variable).Distinct()],
            Width = 1,
        };
        PreparedRun prepared = PreparedRun.Compile(run, []);
        if (!prepared.IsLinear)
        {
            throw new UserErrorException($"a pump cannot calculate with the model '{model.Id}', which is not linear; --tci-model names another");
        }

        RunOutcome outcome = prepared.With(run.Solver with { Method = SolverMethod.Linear }).Run(null);
        return [.. analytes.Select(analyte => outcome.Trajectories.Course(0, outcome.Trajectories.Names.IndexOf(analyte.Variable))[1..])];
    }
}
