using System.Collections.Immutable;
using Ketascope.Study.Conformance;
using Ketascope.Tests.Cli;
using Ketascope.Tests.Language.Antimony;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Conformance;

[Collection(ConsoleTests.Name)]
public sealed class ModelTrialTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Published models that do not reach 100 units of their time, with what ends them.</summary>
    private static readonly Dictionary<string, string> Unbounded = new()
    {
        // Grows without bound.
        ["BIOMD0000000723.ant"] = "'amount(ppRB)' is no longer a finite number at time 11.27",
    };

    [Theory]
    [InlineData(ModelRoute.Direct)]
    [InlineData(ModelRoute.Antimony)]
    [InlineData(ModelRoute.Sbml)]
    public void Published_models_are_read_and_started_and_run_but_for_those_listed(ModelRoute route)
    {
        ImmutableArray<string> paths = ModelTrial.ModelsIn(SharedFiles.Of("conformance/antimony/biomodels"));
        Assert.SkipUnless(paths.Length > 0, "the models are not beside the repository");
        ImmutableArray<ModelTrial> trials = ModelTrial.RunAll(paths, route, new ModelTrialSettings(Limit), TestContext.Current.CancellationToken);
        Assert.Equal([], trials.Where(trial => trial.Reached < ModelStage.Started).Select(trial => $"{trial.Name}: {trial.Reason}"));
        Assert.Equal(Unbounded.Keys, trials.Where(trial => trial.Reached != ModelStage.Finished).Select(trial => trial.Name));
        Assert.All(trials.Where(trial => Unbounded.ContainsKey(trial.Name)), trial => Assert.StartsWith(Unbounded[trial.Name], trial.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_model_of_a_folder_is_told_how_far_it_came()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["a.ant"], "x' = -x; x = 1");
        File.WriteAllText(folder["b.ant"], "x' = y");
        File.WriteAllText(folder["c.ant"], "x' = x^2; x = 1");
        File.WriteAllText(folder["d.ant"], "x' = 1/y; x = 1; y = 0");
        File.WriteAllText(folder["e.xml"], "<sbml");
        File.WriteAllText(folder["notes.txt"], "no model");
        ProgramResult result = await CapturedProgram.RunAsync("conformance", folder.Root, "--table", folder["table.csv"]);
        Assert.EndsWith("1 of 5 ran to 100 (3 were read, 3 compiled, 2 started)", result.Output.TrimEnd(), StringComparison.Ordinal);
        string[] rows = await File.ReadAllLinesAsync(folder["table.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(["model,reached,warnings,reason", "a.ant,finished,0,"], rows[..2]);
        Assert.StartsWith("b.ant,refused,0,", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_takes_too_long_is_given_up()
    {
        using TemporaryFolder folder = new();
        // A million turns a unit of time.
        File.WriteAllText(folder["slow.ant"], "x' = 1e6*y*(1 + 0*x*y); y' = -1e6*x; x = 1; y = 0");
        ModelTrial trial = ModelTrial.Run(folder["slow.ant"], ModelRoute.Direct, new ModelTrialSettings(TimeSpan.FromMilliseconds(200)),
            TestContext.Current.CancellationToken);
        Assert.Equal((ModelStage.Started, "it had not reached 100 after 0.2 s"), (trial.Reached, trial.Reason));
    }
}
