using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using MathNet.Numerics.Distributions;

namespace Ketascope.Tests.Ketamine.Mood;

/// <summary>
/// The design of mood is frozen, with fixed concentrations: it gives what its first program printed (models/mood/README.md), within the printed digits.
/// <c>ketamine.csv</c> holds free arterial concentrations (uM) after 0.5 mg/kg over 40 min in 70 kg, as racemate-arterial-venous gives them with a
/// clearance ratio of 0.944 and 73 % free; other doses are in proportion. Each step of the file is given as its mean.
/// </summary>
public sealed class MoodDesignTests
{
    /// <summary>Half a unit of the second decimal that the design printed.</summary>
    private const double SecondDecimal = 0.005;

    private const double Midazolam = 0.7468194009883147, Saline = 0.2226548133360709, Resistant = 0.3208596497683028;

    /// <summary>
    /// Belief of those who felt 0.5 mg/kg: S-ketamine equivalents of at most 0.761 uM in arterial plasma (144 ng/mL S and a quarter of 148 ng/mL R).
    /// </summary>
    private const double Felt = 0.761;

    private const int Quantiles = 64;

    private static readonly LoadedModel Text = ModelLoading.Load(Path.Combine(Repository.Root, "models", "mood", "design", "mood.ant"), UnitPolicy.Require);

    private static readonly ImmutableArray<ValueChange> HalfMilligram = ReadCourse("ketamine.csv");

    private static readonly ImmutableArray<ValueChange> Memantine = ReadCourse("memantine.csv");

    private static readonly (string, double)[] None = [];

    /// <summary>E at 24 h by dose (mg/kg over 40 min), of an accurate solver.</summary>
    [Theory]
    [InlineData(0.1, 0.17)]
    [InlineData(0.2, 0.24)]
    [InlineData(0.5, 0.30)]
    [InlineData(1, 0.33)]
    [InlineData(2, 0.36)]
    public void The_effect_of_a_day_grows_little_with_the_dose(double dose, double expected) =>
        Assert.Equal(expected, Infusion(dose, None, "E", 24)[0], SecondDecimal);

    [Fact]
    public void BDNF_rises_within_the_hour_and_falls()
    {
        double[] rises = [.. Infusion(0.5, None, "BDNF", 0.5, 1, 2).Select(level => 100 * (level - 1))];
        Assert.All(rises.Zip([23.0, 34, 6]), pair => Assert.Equal(pair.Second, pair.First, 0.5));
    }

    /// <summary>Glutamate rises by 22 % at most.</summary>
    [Fact]
    public void Glutamate_rises_by_a_fifth() =>
        Assert.Equal(1.22, Infusion(0.5, None, "G", [.. Enumerable.Range(1, 120).Select(minute => minute / 60.0)]).Max(), SecondDecimal);

    [Theory]
    [InlineData("clamp_NMDA")]
    [InlineData("block_AMPA")]
    [InlineData("block_BDNF")]
    public void Without_a_link_nothing_of_the_effect_is_left(string link) =>
        Assert.All(Infusion(0.5, [(link, 1)], "E", 4, 24, 168), effect => Assert.Equal(0, effect, 1e-9));

    /// <summary>
    /// E at 4 h, 24 h and day 7; and what is left at 24 h with opioid receptors blocked. At 4 h the design printed 0.25: its concentrations were 1 %
    /// higher, and with them its explicit Euler steps of 0.05 h give 0.2451; with these concentrations they give 0.2448.
    /// </summary>
    [Fact]
    public void The_effect_lasts_and_each_switch_takes_its_part()
    {
        Assert.All(Infusion(0.5, None, "E", 4, 24, 168).Zip([0.2446, 0.30, 0.21]), pair => Assert.Equal(pair.Second, pair.First, SecondDecimal));
        Assert.All(Infusion(0.5, [("block_mTOR", 1)], "E", 4, 24, 168).Zip([0.24, 0.28, 0.19]), pair => Assert.Equal(pair.Second, pair.First, SecondDecimal));
        double whole = Infusion(0.5, None, "E", 24)[0];
        double[] left = [.. new[] { 0.7, 0.9, 1 }.Select(share => Infusion(0.5, [("block_opioid", 1), ("k_opioid", share)], "E", 24)[0] / whole)];
        Assert.All(left.Zip([0.54, 0.12, 0]), pair => Assert.Equal(pair.Second, pair.First, SecondDecimal));
    }

    /// <summary>
    /// Deep block of pyramidal cells makes them refractory where kR is 2 an hour: more ketamine is then not better. After 10 mg/kg the design
    /// printed 0.22: its explicit Euler steps of 0.05 h give 0.223, and steps of 0.005 h 0.226.
    /// </summary>
    [Theory]
    [InlineData(0.5, 0.30)]
    [InlineData(1, 0.32)]
    [InlineData(2, 0.33)]
    [InlineData(5, 0.25)]
    [InlineData(10, 0.227)]
    public void Refractory_cells_turn_the_dose_response_down(double dose, double expected) =>
        Assert.Equal(expected, Infusion(dose, [("kR", 2)], "E", 24)[0], SecondDecimal);

    /// <summary>
    /// Change of MADRS at 24 h, the mean over people, from 31.4 (Murrough 2013): ketamine and midazolam, saline, then ketamine with a switch.
    /// </summary>
    [Theory]
    [InlineData("ketamine", "", -17.3)]
    [InlineData("midazolam", "", -10.3)]
    [InlineData("saline", "", -3.5)]
    [InlineData("ketamine", "clamp_NMDA", -12.7)]
    [InlineData("ketamine", "block_AMPA", -12.7)]
    [InlineData("ketamine", "block_BDNF", -12.7)]
    [InlineData("ketamine", "block_opioid", -15.3)]
    [InlineData("ketamine", "block_mTOR", -17.0)]
    public void The_mean_of_people_changes_as_printed(string arm, string link, double expected) =>
        Assert.Equal(expected, Trial(arm, link, 24)[0] - 31.4, 0.05);

    /// <summary>
    /// The means of the design's trial: its explicit Euler steps of 0.05 h are up to 0.3 points off before 2 h, and 0.04 after 4 h. Four numbers here
    /// are those of this text, because they are further from the printed ones: ketamine 22.16, 13.11 and 13.10 at 0.5, 4 and 8 h, and 22.39 with AMPA
    /// blocked. Euler steps of 0.05 h in another program give 22.29, 13.13 and 13.11 for the three; those of 0.005 h 22.51, 13.17 and 13.15. What is
    /// left (0.13, 0.02 and 0.01) is not explained: the first program and its Sobol set were not kept.
    /// </summary>
    [Theory]
    [InlineData("ketamine", "", new[] { 22.526, 16.65, 13.73, 13.176, 13.151, 13.26, 14.06, 15.91, 17.56, 21.75, 24.57 })]
    [InlineData("midazolam", "", new[] { 24.14, 20.36, 19.15, 19.34, 19.72, 20.08, 21.09, 22.82, 24.2, 27.38, 28.68 })]
    [InlineData("saline", "", new[] { 29.05, 27.74, 27.31, 27.36, 27.47, 27.58, 27.87, 28.33, 28.68, 29.27, 29.07 })]
    [InlineData("ketamine", "block_AMPA", new[] { 22.744, 17.72, 16.21, 16.46, 16.94, 17.4, 18.68, 20.85, 22.59, 26.68, 28.53 })]
    public void The_mean_of_people_follows_the_printed_course(string arm, string link, double[] expected)
    {
        double[] times = [0.5, 1, 2, 4, 8, 12, 24, 48, 72, 168, 335];
        double[] means = Trial(arm, link, times);
        Assert.All(Enumerable.Range(0, times.Length), i => Assert.Equal(expected[i], means[i], times[i] <= 2 ? 0.305 : 0.045));
    }

    /// <summary>
    /// Memantine hydrochloride 5, 10 and 20 mg a day, a week each (free, of memantine-label, 55 % free), at its own constants: a slow rise makes no burst.
    /// E is at most 0.006, and 0.002 at day 14; without adaptation it would be an antidepressant.
    /// </summary>
    [Theory]
    [InlineData(1.3, 0.002, 0.0005)]
    [InlineData(1, 0.15, 0.005)]
    [InlineData(0, 0.64, 0.005)]
    public void Memantine_is_no_antidepressant_because_the_circuit_adapts(double adaptation, double expected, double tolerance)
    {
        double[] effects = Solve(Memantine, [("ratio_R", 1), ("K_IN", 1.95), ("K_PYR", 10.6), ("gH", adaptation)], ["E"],
            [.. Enumerable.Range(1, 504).Select(hour => (double)hour)])[0];
        Assert.Equal(expected, effects[335], tolerance);
        if (adaptation > 1)
        {
            Assert.InRange(effects.Max(), 0, 0.0065);
        }
    }

    private static double[] Infusion(double dose, (string Name, double Value)[] set, string output, params double[] times) =>
        Solve([.. Scaled(dose / 0.5)], set, [output], times)[0];

    /// <summary>The mean MADRS of people at times after the start of an arm of a trial.</summary>
    private static double[] Trial(string arm, string link, params double[] times)
    {
        (string, double)[] switches = link.Length > 0 ? [(link, 1)] : [];
        ImmutableArray<ValueChange> visit = [new(0.2, "session", 1), new(2, "session", 0)];
        double[][] states = Solve(
            arm == "ketamine" ? [.. Scaled(1), .. visit] : visit,
            [("belief", arm == "saline" ? Saline : Midazolam), ("C_felt", arm == "ketamine" ? Felt : 0), ("course", Resistant), .. switches],
            ["Pa", "Pc", "E"], times);
        return [.. times.Select((_, i) => MeanOfPeople(states[0][i], states[1][i], states[2][i]))];
    }

    /// <summary>MADRS is algebra of the states, and people differ in it alone: their mean at given states, over a grid of quantiles.</summary>
    private static double MeanOfPeople(double expectation, double course, double effect)
    {
        double[] quantiles = [.. Enumerable.Range(0, Quantiles).Select(i => Normal.InvCDF(0, 1, (i + 0.5) / Quantiles))];
        RunOutcome outcome = ModelRun.Run(new RunRequest
        {
            Model = Text,
            Overrides = Values([("Pa", expectation), ("Pc", course), ("E", effect)]),
            Subjects = new SubjectTable([.. Enumerable.Range(1, Quantiles * Quantiles).Select(id => (long)id)], ["eta_p", "eta_e"],
                quantiles.SelectMany(p => quantiles.SelectMany(e => (double[])[p, e])).ToArray()),
            Times = [0],
            Show = ["MADRS"],
        });
        return Enumerable.Range(0, Quantiles * Quantiles).Average(person => outcome.Trajectories[person, 0, 0]);
    }

    private static double[][] Solve(ImmutableArray<ValueChange> changes, (string Name, double Value)[] set, ImmutableArray<string> outputs, double[] times)
    {
        RunOutcome outcome = ModelRun.Run(new RunRequest
        {
            Model = Text,
            Overrides = Values(set),
            Times = [.. times],
            Show = outputs,
            Changes = [changes],
            Solver = new SolverSettings { RelativeTolerance = 1e-8, AbsoluteTolerance = 1e-12 },
        });
        Assert.Empty(outcome.Failures);
        return [.. outputs.Select((_, i) => outcome.Trajectories.Course(0, i))];
    }

    private static IEnumerable<ValueChange> Scaled(double factor) => HalfMilligram.Select(change => change with { Value = factor * change.Value });

    private static ImmutableSortedDictionary<string, double> Values((string Name, double Value)[] set) =>
        set.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>A file of concentrations as steps: each lasts to the next row, and has the mean of both; the last row ends the drug.</summary>
    private static ImmutableArray<ValueChange> ReadCourse(string file)
    {
        List<Dictionary<string, string>> rows = CsvRows.Read(Path.Combine(Repository.Root, "tests", "Ketascope.Tests", "Ketamine", "Mood", file));
        double At(int row, string column) => double.Parse(rows[row][column], CultureInfo.InvariantCulture);
        return
        [
            .. rows[0].Keys.Where(column => column != "minutes").SelectMany(column => Enumerable.Range(0, rows.Count).Select(i =>
                new ValueChange(At(i, "minutes") / 60, column, i + 1 < rows.Count ? (At(i, column) + At(i + 1, column)) / 2 : 0))),
        ];
    }
}
