using System.Collections.Immutable;
using Ketascope.Study.Conformance;
using Ketascope.Tests.Cli;
using Ketascope.Tests.Language.Antimony;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Conformance;

[Collection(ConsoleTests.Name)]
public sealed class TightTrialTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Models with compartments of at most 1e-9, where an absolute tolerance for amounts would say nothing.</summary>
    private static readonly int[] s_smallVolumes = [48, 122, 153, 173, 329, 353, 569, 615, 883, 952];

    [Fact]
    public void Published_models_that_differ_from_a_tighter_solution_are_warned_of()
    {
        ImmutableArray<string> paths = ModelTrial.ModelsIn(SharedFiles.Of("conformance/antimony/biomodels"));
        Assert.SkipUnless(paths.Length > 0, "the models are not beside the repository");
        ImmutableArray<ModelTrial> trials =
            ModelTrial.RunAll(paths, ModelRoute.Direct, new ModelTrialSettings(Limit) { IsAgainstTight = true }, TestContext.Current.CancellationToken);
        Assert.All(trials, trial => Assert.NotNull(trial.Tight));
        Assert.Equal([], trials.Where(trial => trial.Tight is { Differs: true, IsWarned: false }).Select(trial => $"{trial.Name}: {trial.Tight!.Worst}"));
        ModelTrial[] small =
        [
            .. trials.Where(trial =>
                s_smallVolumes.Any(number => trial.Name.EndsWith(FormattableString.Invariant($"{number:D4}.ant"), StringComparison.Ordinal))),
        ];
        Assert.Equal([], small.Where(trial => trial.Tight!.Differs).Select(trial => trial.Name));
    }

    [Fact]
    public async Task A_folder_of_models_is_compared_with_tighter_solutions()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["calm.ant"], "x = 1; x' = -x*x");
        File.WriteAllText(folder["wild.ant"], "x = 1; y = 1; z = 1; x' = 10*(y - x); y' = x*(28 - z) - y; z' = x*y - 8/3*z");
        ProgramResult result = await CapturedProgram.RunAsync("conformance", folder.Root, "--against-tight", "--table", folder["table.csv"]);
        Assert.Contains("wild.ant: warned of: '", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 differ from a tighter solution by more than 0.001 of a range, 1 of them warned of; 1 warned of in all", result.Output,
            StringComparison.Ordinal);
        string[] rows = await File.ReadAllLinesAsync(folder["table.csv"], TestContext.Current.CancellationToken);
        Assert.Equal("model,reached,warnings,reason,of_range,warned", rows[0]);
    }
}
