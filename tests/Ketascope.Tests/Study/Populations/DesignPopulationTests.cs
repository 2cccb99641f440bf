using System.Globalization;
using Ketascope.Solvers.Contract;
using Ketascope.Study.DataSets;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Tests.Study.Results;
using MathNet.Numerics.Statistics;

namespace Ketascope.Tests.Study.Populations;

/// <summary>Virtual people who have the records of a data set's subjects.</summary>
public sealed class DesignPopulationTests
{
    private const string Text = """
        model m
          substanceOnly species GUT = 0, CENT = 0;
          WT = 70; CL = 2*(WT/70)^0.75*exp(eta_CL + kappa_CL); V = 15*exp(eta_V); KA = 1.2; F_GUT = 0.8*exp(kappa_F);
          eta_CL = 0; eta_CL.distribution = normal(0, 0.3); eta_V = 0; eta_V.distribution = normal(0, 0.2); cov_CL_V = 0.03;
          kappa_CL = 0; kappa_CL.distribution = normal(0, 0.3); kappa_F = 0; kappa_F.distribution = normal(0, 0.1);
          sigma_proportional_CP = 0.1;
          J1: GUT -> CENT; KA*GUT;  J2: CENT -> ; CL/V*CENT;
          CP := CENT/V;
        end
        """;

    /// <summary>Two subjects: repeated doses with a weight that changes, and an infusion, a steady state and a reset; the occasions are numbered.</summary>
    private const string Study = """
        ID,TIME,EVID,AMT,CMT,RATE,II,ADDL,SS,WT,OCC
        101,0,1,100,GUT,0,12,2,0,80,1
        101,1,0,0,0,0,0,0,0,80,1
        101,6,0,0,0,0,0,0,0,82,1
        101,26,0,0,0,0,0,0,0,82,2
        101,30,0,0,0,0,0,0,0,75,2
        7b,2,1,50,CENT,25,0,0,0,60,1
        7b,3,0,0,0,0,0,0,0,60,1
        7b,12,1,50,GUT,0,12,1,1,60,2
        7b,12,0,0,0,0,0,0,0,60,2
        7b,20,0,0,0,0,0,0,0,61,2
        7b,28,4,70,GUT,0,0,0,0,61,3
        7b,33,0,0,0,0,0,0,0,61,3
        """;

    [Theory]
    [InlineData(CovariateInterpolation.NextRecord, null)]
    [InlineData(CovariateInterpolation.LastRecord, null)]
    [InlineData(CovariateInterpolation.NextRecord, "0,1,2.5,12,24,40")]
    [InlineData(CovariateInterpolation.LastRecord, "0,1,2.5,12,24,40")]
    public void People_are_what_the_same_people_written_out_by_hand_are(CovariateInterpolation interpolation, string? points)
    {
        using Setting setting = new(Text, Study);
        DataSetRules rules = new(interpolation) { Points = points is null ? [] : TimeGrid.Parse(points) };
        DesignPopulation people = setting.People(rules, new PopulationSettings { Subjects = 3, Seed = 5, OccasionColumn = "OCC" });
        PopulationChunk[] chunks = [.. people.Chunks(chunk => chunk, null, TestContext.Current.CancellationToken)];
        DataSet written = setting.Read(ByHand(setting.Set, chunks));
        DataSetOutcome expected = DataSetRun.Prepare(setting.Request, written, rules).Solve(written.Subjects, null, TestContext.Current.CancellationToken);
        Assert.Equal(6, written.Subjects.Length);
        foreach (PopulationChunk chunk in chunks)
        {
            for (int member = 0; member < chunk.Subjects.Ids.Length; member++)
            {
                double[] found = people.Rows(chunk, member), right = expected.Values[(int)chunk.Subjects.Ids[member] - 1];
                Assert.Equal(right.Length, found.Length);
                Assert.All(right.Zip(found).Where(pair => !double.IsNaN(pair.First)), pair =>
                    Assert.Equal(pair.First, pair.Second, 1e-7 * Math.Max(1, Math.Abs(pair.First))));
            }
        }
    }

    [Fact]
    public void The_first_people_are_one_study_and_the_next_another_whatever_their_number()
    {
        using Setting setting = new(Text, Study);
        Dictionary<long, (string, long, double[])> few = setting.All(2, 1, 8), many = setting.All(5, 2, 0);
        Assert.Equal([1, 2, 3, 4], few.Keys.Order());
        Assert.Equal([("101", 1L), ("7b", 1L), ("101", 2L), ("7b", 2L)], few.OrderBy(one => one.Key).Select(one => (one.Value.Item1, one.Value.Item2)));
        Assert.All(few, one => Assert.Equal(one.Value.Item3, many[one.Key].Item3));
        Assert.Equal(10, many.Values.Select(one => one.Item3[^1]).Distinct().Count());
    }

    [Fact]
    public void Occasions_at_given_times_are_those_of_a_run_without_a_data_set()
    {
        const string Fall = "model m\n B = 1; B' = -rate*B; rate = 0.1*exp(kappa_rate); now := rate; kappa_rate = 0; kappa_rate.distribution = " +
            "normal(0, 0.4)\nend\n";
        using Setting setting = new(Fall, "ID,TIME\n1,0\n1,10\n1,24\n1,30\n1,60\n", "B,now");
        PopulationSettings settings = new() { Subjects = 5, Seed = 9, Occasions = [24, 48] };
        foreach (CovariateInterpolation interpolation in Enum.GetValues<CovariateInterpolation>())
        {
            PopulationChunk found =
                setting.People(new DataSetRules(interpolation) { Points = [0, 10, 30, 48.5, 60] }, settings)
                .Chunks(chunk => chunk, null, TestContext.Current.CancellationToken).Single();
            PopulationChunk expected =
                PopulationSimulation.Run(setting.Request with { Times = [0, 10, 30, 48.5, 60] }, settings, null, TestContext.Current.CancellationToken);
            for (int subject = 0; subject < 5; subject++)
            {
                Assert.All(expected.Outcome.Trajectories.Course(subject, 0).Zip(found.Outcome.Trajectories.Course(subject, 0)), pair =>
                    Assert.Equal(pair.First, pair.Second, 1e-8));
                Assert.Equal(expected.Outcome.Trajectories.Course(subject, 1), found.Outcome.Trajectories.Course(subject, 1));
            }
        }
    }

    /// <summary>Nothing leaves A, so that what each dose adds tells its fraction.</summary>
    [Fact]
    public void Each_dose_may_begin_an_occasion_the_additional_ones_too()
    {
        const string Sum = "model m\n substanceOnly species A; J: A -> ; 0*A; F_A = 0.5*exp(eta_F + kappa_F); eta_F = 0; eta_F.distribution = " +
            "normal(0, 0.3); kappa_F = 0; kappa_F.distribution = normal(0, 0.2)\nend\n";
        using Setting setting = new(Sum, "ID,TIME,EVID,AMT,II,ADDL\n1,0,1,100,24,2\n1,12,0,0,0,0\n1,24,0,0,0,0\n1,60,0,0,0,0\n", "A");
        PopulationChunk chunk =
            setting.People(new DataSetRules(), new PopulationSettings { Subjects = 20, Seed = 2, IsDoseAnOccasion = true })
            .Chunks(chunk => chunk, null, TestContext.Current.CancellationToken).Single();
        for (int subject = 0; subject < 20; subject++)
        {
            double eta = chunk.Subjects.Values.Span[subject * 2], first = chunk.Subjects.Values.Span[(subject * 2) + 1];
            double[] later = chunk.Subjects.Occasions!.Of(subject, 0).ToArray().Concat(chunk.Subjects.Occasions.Of(subject, 1).ToArray()).ToArray();
            double[] given = [.. ((double[])[first, .. later]).Select(kappa => 50 * Math.Exp(eta + kappa))];
            Assert.All(((double[])[given[0], given[0], given[0] + given[1], given.Sum()]).Zip(chunk.Outcome.Trajectories.Course(subject, 0)), pair =>
                Assert.Equal(pair.First, pair.Second, 1e-8));
        }
    }

    [Fact]
    public void Residual_error_is_drawn_for_each_record_also_of_one_time()
    {
        using Setting setting = new(Text, "ID,TIME,EVID,AMT\n1,0,1,100\n1,4,0,0\n1,4,0,0\n1,8,0,0\n");
        PopulationChunk chunk =
            setting.People(new DataSetRules(), new PopulationSettings { Subjects = 4000, Seed = 3, ResidualError = true })
            .Chunks(chunk => chunk, null, TestContext.Current.CancellationToken).First();
        int count = chunk.Subjects.Ids.Length;
        double[][] errors =
        [
            .. Enumerable.Range(1, 3)
                .Select(row => Enumerable.Range(0, count)
                .Select(subject => (chunk.Observed[subject, 0, row] / chunk.Outcome.Trajectories[subject, 0, row]) - 1).ToArray()),
        ];
        Assert.All(errors, one => Assert.Equal(0.1, one.StandardDeviation(), 4 * 0.1 / Math.Sqrt(2.0 * count)));
        Assert.Equal(0, Correlation.Pearson(errors[0], errors[1]), 4 / Math.Sqrt(count));
        Assert.Equal(0, Correlation.Pearson(errors[1], errors[2]), 4 / Math.Sqrt(count));
    }

    /// <summary>An infusion of 2 h; the area to infinity is dose/clearance, the half-life ln 2 V/CL: both from what follows the infusion.</summary>
    [Fact]
    public void Exposure_is_that_of_each_persons_own_doses()
    {
        using Setting setting = new(Text, "ID,TIME,EVID,AMT,CMT,RATE\n1,0,1,100,CENT,50\n1,2,0,0,0,0\n");
        DesignPopulation people = setting.People(new DataSetRules { Points = TimeGrid.Parse("0:0.25:72") }, new PopulationSettings { Subjects = 8, Seed = 3 });
        PopulationChunk chunk = people.Chunks(chunk => chunk, null, TestContext.Current.CancellationToken).Single();
        Assert.All(chunk.LastDoses, last => Assert.Equal(2, last));
        PopulationSummary summary = new(people.Quantities, new SubjectExposure(int.MaxValue, double.NegativeInfinity), "h");
        double[] exposure = summary.ExposureOf(chunk, TestContext.Current.CancellationToken);
        for (int subject = 0; subject < 8; subject++)
        {
            ReadOnlySpan<double> drawn = chunk.Subjects.Values.Span.Slice(subject * 4, 4);
            double clearance = 2 * Math.Exp(drawn[0] + drawn[2]), volume = 15 * Math.Exp(drawn[1]);
            Assert.Equal(100 / clearance,
                exposure[(subject * new SubjectExposure(0, 0).Measures.Length) + new SubjectExposure(0, 0).Measures.IndexOf("AUCinf")], 2e-3 * 100 / clearance);
            Assert.Equal(Math.Log(2) * volume / clearance,
                exposure[(subject * new SubjectExposure(0, 0).Measures.Length) + new SubjectExposure(0, 0).Measures.IndexOf("half-life")],
                1e-4 * volume / clearance);
        }
    }

    [Fact]
    public void A_column_of_a_deviation_takes_the_place_of_the_draw()
    {
        using Setting setting = new(Text, "ID,TIME,EVID,AMT,eta_CL\n1,0,1,100,0.5\n1,4,0,0,0.5\n");
        Assert.Equal(["eta_V", "kappa_CL", "kappa_F"], setting.People(new DataSetRules(), new PopulationSettings { Subjects = 2, Seed = 3 }).Columns);
    }

    [Theory]
    [InlineData("ID,TIME,AMT,WT\n1,0,100,70\n", "WT=70 (12)", null, "'WT' is drawn for each person and is a column of")]
    [InlineData("ID,TIME,AMT,OCC\n1,0,100,.\n", null, "OCC", "line 2, ID 1, column OCC: the occasion is missing")]
    [InlineData("ID,TIME,AMT,OCC\n1,0,100,1\n1,9,0,1\n", null, "OCC", "no subject of")]
    [InlineData("ID,TIME,AMT\n1,0,100\n", null, "OCC", "has no column 'OCC'")]
    public void What_cannot_be_is_refused(string data, string? covariate, string? occasions, string message)
    {
        using Setting setting = new(Text, "ID,TIME\n1,0\n");
        PopulationSettings settings = new()
        {
            Subjects = 2,
            Seed = 1,
            OccasionColumn = occasions,
            Covariates = covariate is null ? [] : [Covariate.Parse(covariate)],
        };
        UserErrorException error =
            Assert.Throws<UserErrorException>(() => DesignPopulation.Prepare(setting.Request, setting.Read(data, occasions), new DataSetRules(), settings));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    /// <summary>The people as subjects of a data set of their own, with a column for each parameter that was drawn.</summary>
    private static string ByHand(DataSet set, PopulationChunk[] chunks)
    {
        static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        List<(long Number, string Rows)> people = [];
        foreach (PopulationChunk chunk in chunks)
        {
            DataSubject subject = set.Subjects[chunk.Design!.Index];
            int columns = chunk.Subjects.Columns.Length;
            for (int member = 0; member < chunk.Subjects.Ids.Length; member++)
            {
                double[] drawn = chunk.Subjects.Values.Span.Slice(member * columns, columns).ToArray();
                people.Add((chunk.Subjects.Ids[member], string.Concat(subject.Records.Select((record, i) =>
                {
                    int occasion = int.Parse(subject.Kept[i][0], CultureInfo.InvariantCulture) - 1;
                    double[] kappas = occasion == 0 ? drawn[2..] : chunk.Subjects.Occasions!.Of(member, occasion - 1).ToArray();
                    string[] cells =
                    [
                        chunk.Subjects.Ids[member].ToString(CultureInfo.InvariantCulture), Number(record.Time), Number((int)record.EventId),
                            Number(record.Amount), record.Compartment.Length > 0 ? record.Compartment : "0",
                        Number(record.Rate), Number(record.Interval), Number(record.AdditionalDoses), Number((int)record.SteadyState),
                            Number(subject.Values[i][0]), .. drawn[..2].Concat(kappas).Select(Number),
                    ];
                    return string.Join(',', cells) + "\n";
                }))));
            }
        }

        Assert.Equal(["eta_CL", "eta_V", "kappa_CL", "kappa_F"], chunks[0].Subjects.Columns);
        return "ID,TIME,EVID,AMT,CMT,RATE,II,ADDL,SS,WT,eta_CL,eta_V,kappa_CL,kappa_F\n" + string.Concat(
            people.OrderBy(one => one.Number).Select(one => one.Rows));
    }

    /// <summary>A model and a data set in a folder of their own.</summary>
    private sealed class Setting : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Setting(string model, string data, string show = "CP")
        {
            File.WriteAllText(_folder["m.ant"], model);
            Request = new RunRequest
            {
                Model = ModelLoading.Load(_folder["m.ant"], UnitPolicy.Warn),
                Times = [0],
                Show = [.. show.Split(',')],
                Solver = new SolverSettings { RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-12 },
            };
            Set = Read(data, data.Contains("OCC", StringComparison.Ordinal) ? "OCC" : null);
        }

        public RunRequest Request { get; }

        public DataSet Set { get; }

        public DataSet Read(string data, string? keep = null)
        {
            File.WriteAllText(_folder["d.csv"], data);
            return DataSetReader.Read(_folder["d.csv"], Request.Model.System, keep is null ? [] : [keep]);
        }

        public DesignPopulation People(DataSetRules rules, PopulationSettings settings) => DesignPopulation.Prepare(Request, Set, rules, settings);

        /// <summary>Who has whose records, as which replicate, with which values; by number.</summary>
        public Dictionary<long, (string Design, long Replicate, double[] Values)> All(int subjects, int threads, int width)
        {
            DesignPopulation people =
                DesignPopulation.Prepare(Request with { Threads = threads, Width = width }, Set, new DataSetRules(),
                new PopulationSettings { Subjects = subjects, Seed = 5, OccasionColumn = "OCC", ResidualError = true });
            return people.Chunks(chunk => chunk, null, TestContext.Current.CancellationToken)
                .SelectMany(chunk => chunk.Subjects.Ids.Select((id, member) => (id, chunk.Design!.Id, chunk.Design.Replicate(id), people.Rows(chunk, member))))
                .ToDictionary(one => one.id, one => (one.Id, one.Item3, one.Item4));
        }

        public void Dispose() => _folder.Dispose();
    }
}
