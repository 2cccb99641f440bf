using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Study.Populations;
using Ketascope.Study.Reports;
using Ketascope.Study.Results;
using Ketascope.Study.Running;
using Ketascope.Tests.Study.Results;
using Parquet;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

/// <summary>Regimens in virtual people.</summary>
public sealed class DosePopulationTests
{
    private static readonly ModelLibrary Library = ModelLibrary.Read(Path.Combine(Repository.Root, "models"));
    private static readonly DoseRequest Infusion = new() { Regimen = "esketamine 0.5 mg/kg iv over 40 min" };

    [Fact]
    public async Task AnInterruption_KeepsWhatIsDone_InAFileThatCanBeRead()
    {
        using TemporaryFolder temporary = new();
        using CancellationTokenSource interruption = new();
        DosePopulation population = Prepare(400, chunk: 16);
        int kept;
        using (OutputFolder folder = OutputFolder.Create(temporary["run"]))
        {
            Assert.False(await population.RunAsync(folder, new Stop(interruption, after: 40), interruption.Token));
            RunResult result = population.Result(TimeProvider.System);

            // Whether those solved side by side are all among them depends on which thread is first.
            kept = (int)population.Summary.Subjects;
            Assert.InRange(kept, 16, 384);
            Assert.Equal(0, kept % 16);
            Assert.Contains($"Interrupted: {kept} of 400 subjects were simulated.", result.Warnings);
            Assert.Equal(kept, result.Manifest.Subjects);
            Assert.Equal(7UL, result.Manifest.Seed);
            RunFolder.Complete(folder, result, population.Figure(result), null, TestContext.Current.CancellationToken);
        }

        await using FileStream stream = File.OpenRead(temporary["run/trajectories.parquet"]);
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
        int rowsOfASubject = population.Summary.Medians().Times.Length * population.Summary.Series().Length;
        Assert.Equal(kept * rowsOfASubject, reader.RowGroups.Sum(group => group.RowCount));
        Assert.Equal(kept + 1, File.ReadLines(temporary["run/subjects.csv"]).Count());
    }

    [Fact]
    public async Task TheSummaryDoesNotDependOnChunks()
    {
        DosePopulation small = Prepare(40, chunk: 8), whole = Prepare(40, chunk: 40);
        Assert.True(await small.RunAsync(null, null, TestContext.Current.CancellationToken));
        Assert.True(await whole.RunAsync(null, null, TestContext.Current.CancellationToken));
        Assert.Equal(Text(whole.Summary.Exposure()), Text(small.Summary.Exposure()));
        Assert.Equal(whole.Summary.Series()[0].High, small.Summary.Series()[0].High);
    }

    [Fact]
    public async Task APopulationWithoutSpread_IsTheTypicalPerson()
    {
        DoseSimulationResult typical = DoseSimulation.Run(Infusion, Library, TimeProvider.System, TestContext.Current.CancellationToken);
        DoseRequest same = Infusion with
        {
            Overrides = typical.Result.Parameters.Rows.Select(row => row[0].Exact).Where(name => name.Contains("eta_", StringComparison.Ordinal) || name.Contains("kappa_", StringComparison.Ordinal))
                .Aggregate(Infusion.Overrides, (all, name) => all.SetItem(name, 0)),
        };
        DosePopulation population = DosePopulation.Prepare(same, new PopulationSettings { Subjects = 3, Seed = 7 }, Library);
        await population.RunAsync(null, null, TestContext.Current.CancellationToken);
        Assert.Equal(typical.Result.Trajectories.Values.Times[^1], population.Summary.Medians().Times[^1]);
        double[] measures = [.. typical.Result.Summary.Rows[0].Where(cell => cell.IsNumber).Select(cell => cell.Number)];
        double[] medians = [.. population.Summary.Exposure().Rows.Take(5).Select(row => row[3].Number)];
        Assert.Empty(population.Simulation.Columns);

        // Cmax, Tmax, AUClast, AUCinf; half-life. The grid of a population is coarser.
        Assert.Equal(measures[0], medians[0], 1e-6 * measures[0]);
        Assert.Equal(measures[1], medians[1], 1e-9);
        Assert.Equal(measures[2], medians[2], 2e-3 * measures[2]);
        Assert.Equal(measures[3], medians[3], 2e-3 * measures[3]);
        Assert.Equal(measures[5], medians[4], 1e-2 * measures[5]);
    }

    [Fact]
    public void ARunInMemory_GivesEachSubjectsValues()
    {
        RunRequest request = DosePopulation.Request(Infusion, Library, [0, 2.0 / 3, 4]);
        PopulationChunk people = PopulationSimulation.Run(request, new PopulationSettings { Subjects = 20, Seed = 1 }, null, TestContext.Current.CancellationToken);
        Assert.Equal([0, 2.0 / 3, 4], people.Outcome.Trajectories.Times);
        Assert.Equal(20, Enumerable.Range(0, 20).Select(subject => people.Outcome.Trajectories[subject, 0, 1]).Distinct().Count());
    }

    private static DosePopulation Prepare(int subjects, int chunk) => DosePopulation.Prepare(
        Infusion, new PopulationSettings { Subjects = subjects, Seed = 7, ChunkSize = chunk, Covariates = [Covariate.Parse("WT=normal(70,12,45,120)")] }, Library);

    private static string Text(ResultTable table)
    {
        using StringWriter writer = new();
        table.WriteCsv(writer);
        return writer.ToString();
    }

    /// <summary>Interrupts when enough subjects are done, as Ctrl-C does.</summary>
    private sealed class Stop(CancellationTokenSource source, int after) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value >= after)
            {
                source.Cancel();
            }
        }
    }
}
