using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

public sealed class TargetControlTests
{
    private static readonly ModelLibrary s_library = ModelLibrary.Read(Path.Combine(Repository.Root, "models", "pharmacokinetics"));

    /// <summary>Domino's micro-constants (1/min) and central volume (L) of somebody of 70 kg, as in models/pharmacokinetics/domino-1982.</summary>
    private static readonly ThreeCompartments s_domino = new(0.438, 0.592, 0.247, 0.59, 0.0146, 0.063 * 70);

    /// <summary>The pump's steps put into the closed form of the model: on target at the end of every step, nowhere 2 % above it.</summary>
    [Theory]
    [InlineData("target 150 ng/mL for 30 min then 200 ng/mL for 30 min", 10)]
    [InlineData("target 50, 100, 150 and 200 ng/mL for 30 min each", 10)]
    [InlineData("target 200 ng/mL for 20 min then 100 ng/mL for 40 min", 30)]
    [InlineData("target 1500 ng/mL for 10 min", 5)]
    public void Steps_hold_the_target_in_the_closed_form_of_three_compartments(string text, double stepSeconds)
    {
        TargetControl pump = Plan(text, "domino-1982", new PumpSettings { StepSeconds = stepSeconds });
        double highest = 0, free = 0;
        for (int step = 0; step < pump.Rates.Length; step++)
        {
            double at = (step + 1) * stepSeconds, target = pump.Targets[step], value = s_domino.At(at, pump);
            if (step == 0 || target >= pump.Targets[step - 1])
            {
                free = 0;
            }
            else if (target < pump.Targets[step - 1])
            {
                free = 1;
            }

            // After a target falls, the pump waits; then, and always else, it is on target.
            Assert.True(Math.Abs((value / target) - 1) < 1e-3 || ((free > 0 || target < pump.Targets[0]) && value > target && pump.Rates[step] == 0),
                $"step {step}: {value} for {target}");
            Assert.Equal(value, pump.Plasma[step], 1e-6 * value);
            for (double inside = 1; inside < stepSeconds && target >= pump.Targets[0]; inside++)
            {
                highest = Math.Max(highest, s_domino.At((step * stepSeconds) + inside, pump) / target);
            }
        }

        Assert.InRange(highest, 0.99, 1.02);
        Assert.InRange(pump.Stages.Max(stage => pump.Overshoot(stage.First, stage.Count)), 0, 0.02);
    }

    [Theory]
    [InlineData("propofol effect-site target 3 ug/mL for 20 min then 4 ug/mL for 20 min", "propofol-eleveld-2018")]
    [InlineData("propofol Ce target 2 ug/mL for 30 min", "propofol-schnider-1998")]
    [InlineData("ketamine effect-site target 150 ng/mL for 1 h", "domino-1982")]
    [InlineData("fentanyl effect site target 2 ng/mL for 1 h", "fentanyl-stanpumpr")]
    public void An_effect_site_reaches_its_target_and_does_not_pass_it(string text, string model)
    {
        TargetControl pump = Plan(text, model, new PumpSettings());
        Assert.InRange(pump.Stages.Max(stage => pump.Overshoot(stage.First, stage.Count)), 0, 0.02);
        Assert.InRange(pump.Predicted[^1] / pump.Targets[^1], 0.99, 1.02);
        Assert.True(pump.Plasma.Max() > 1.1 * pump.Targets.Max(), "plasma has to be above an effect site that is filled fast");
    }

    [Fact]
    public void A_pump_keeps_its_limits()
    {
        TargetControl pump = Plan("propofol target 4 ug/mL for 20 min", "propofol-schnider-1998", new PumpSettings { MaximumRate = 900 });
        Assert.Equal(900, pump.Rates.Max());
        TargetControl bolus = Plan("propofol target 4 ug/mL for 20 min", "propofol-schnider-1998", new PumpSettings { MaximumBolus = 10 });
        Assert.Equal(10, bolus.Rates.Take(6).Sum() * 10 / 3600, 1e-3);
        Assert.InRange(pump.Predicted[^1] / 4000, 0.999, 1.001);
    }

    /// <summary>A pump whose model is in proportion to weight gives doses in mg/kg, so that everybody's pump knows the weight.</summary>
    [Theory]
    [InlineData("target 150 ng/mL for 10 min", "domino-1982", true)]
    [InlineData("propofol target 4 ug/mL for 10 min", "propofol-schnider-1998", false)]
    public void Doses_follow_weight_where_the_model_does(string text, string model, bool isProportional)
    {
        TargetControl pump = Plan(text, model, new PumpSettings());
        Assert.Equal(isProportional, pump.IsProportional);
        Assert.All(pump.Doses(), dose => Assert.Equal(isProportional, dose.Quantity.IsPerKilogram));
        double given = pump.Doses().Sum(dose => dose.AmountMg(pump.WeightKg));
        Assert.Equal(pump.Rates.Sum() * 10 / 3600, given, 1e-9 * given);
    }

    /// <summary>Values 10, 30, 10 and 50 % off, then 20 % below: medians 10 and 20, deviations from 10 of 0, 20, 0, 40 and 30.</summary>
    [Fact]
    public void Errors_are_those_of_Varvel()
    {
        PerformanceErrors errors = PerformanceErrors.Of([1, 2, 3, 4, 5], [110, 130, 110, 150, 80], [100, 100, 100, 100, 100]);
        Assert.Equal((10, 20, 20, 0.6), (errors.Bias, errors.Inaccuracy, errors.Wobble, errors.ShareWithin20));
        Assert.Equal(4, errors.Divergence, 1e-9);
    }

    [Theory]
    [InlineData("target 150 ng/mL for 30 min then 200 ng/mL for 30 min", "racemic ketamine plasma target 150 ng/mL for 30 min then 200 ng/mL for 30 min")]
    [InlineData("esketamine TCI 0.1 ug/mL for 1 h", "esketamine plasma target 100 ng/mL for 1 h")]
    [InlineData("targets 50, 100 and 150 ng/mL for 20 min each", "racemic ketamine plasma target 50 ng/mL for 20 min then 100 ng/mL for 20 min then 150 ng/mL for 20 min")]
    [InlineData("propofol effect-site target of 3 mcg/mL for 20 min, then 2 mcg/mL for 20 min and remifentanil target 4 ng/mL for 40 min",
        "propofol effect-site target 3000 ng/mL for 20 min then 2000 ng/mL for 20 min and remifentanil plasma target 4 ng/mL for 40 min")]
    [InlineData("target 100 ng/mL for 20 min and propofol 1 mg/kg iv", "racemic ketamine plasma target 100 ng/mL for 20 min and propofol 1 mg/kg iv")]
    public void Targets_are_read(string text, string expected)
    {
        Assert.True(TargetParser.IsTarget(text));
        Assert.Equal(expected, TargetParser.Read(text).ToString());
        Assert.Equal(expected, TargetParser.Read(expected).ToString());
    }

    [Theory]
    [InlineData("a target is a concentration such as '150 ng/mL'", "target 150 ng for 30 min")]
    [InlineData("how long the target is held", "target 150 ng/mL")]
    [InlineData("is each of these held for 30 min?", "target 50, 100 ng/mL for 30 min")]
    [InlineData("all targets of a drug have to be of one site", "plasma target 50 ng/mL for 30 min then effect-site 60 ng/mL for 30 min")]
    [InlineData("a target of another drug begins with 'and'", "propofol target 3 ug/mL for 30 min then remifentanil target 2 ng/mL for 30 min")]
    [InlineData("is given beside a target of the same substance", "target 50 ng/mL for 30 min and ketamine 20 mg iv")]
    [InlineData("a range does not say what is given", "target 150-200 ng/mL for 30 min")]
    [InlineData("a target of 0 is reached by giving nothing", "target 0 ng/mL for 30 min")]
    public void What_is_open_is_asked_about(string expected, string text) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => TargetParser.Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("the model 'elkomy-2015' has no effect site of racemic ketamine; these models have one: domino-1982 (--tci-model NAME)", "effect-site target 100 ng/mL for 10 min", "elkomy-2015")]
    [InlineData("is no whole number of the pump's steps of 10 s", "target 100 ng/mL for 25 s", "domino-1982")]
    [InlineData("take more than 36000 steps", "target 100 ng/mL for 1 wk", "domino-1982")]
    public void What_no_pump_can_do_is_told(string expected, string text, string model) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => Plan(text, model, new PumpSettings())).Message, StringComparison.Ordinal);

    private static TargetControl Plan(string text, string model, PumpSettings pump) =>
        TargetControl.Of(TargetParser.Read(text).Schemes.Single(), new DoseRequest { Regimen = text, Model = model }, pump, s_library);

    /// <summary>Concentration in the central of three compartments after infusions: sums of exponentials whose rates are the roots of a cubic.</summary>
    private sealed class ThreeCompartments
    {
        private readonly double[] _rates, _parts;

        public ThreeCompartments(double k10, double k12, double k21, double k13, double k31, double volume)
        {
            double a = k10 + k12 + k13 + k21 + k31, b = (k10 * k21) + (k10 * k31) + (k21 * k31) + (k13 * k21) + (k12 * k31), c = k10 * k21 * k31;
            double p = b - (a * a / 3), q = (a * b / 3) - (2 * a * a * a / 27) - c, radius = 2 * Math.Sqrt(-p / 3), angle = Math.Acos(3 * q / (p * radius));
            _rates = [.. Enumerable.Range(0, 3).Select(i => (radius * Math.Cos((angle - (2 * Math.PI * i)) / 3)) + (a / 3))];
            _parts = [.. Enumerable.Range(0, 3).Select(i => (k21 - _rates[i]) * (k31 - _rates[i]) / volume
                / _rates.Where((_, other) => other != i).Aggregate(1.0, (product, rate) => product * (rate - _rates[i])))];
        }

        /// <summary>ng/mL (ug/L) at a time, s, under a pump's steps.</summary>
        public double At(double seconds, TargetControl pump) => pump.Rates.Index().Where(step => step.Item > 0 && step.Index * pump.StepSeconds < seconds)
            .Sum(step => step.Item * 1000 / 60 * (Infusion(seconds - (step.Index * pump.StepSeconds)) - Infusion(seconds - ((step.Index + 1) * pump.StepSeconds))));

        /// <summary>After 1 mg/min since so many s.</summary>
        private double Infusion(double seconds) => seconds <= 0 ? 0
            : _rates.Zip(_parts, (rate, part) => part / rate * (1 - Math.Exp(-rate * seconds / 60))).Sum();
    }
}
