using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary><c>fit MODEL --observations FILE</c>.</summary>
public sealed class FitObservationsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Estimates_and_residuals_are_printed_and_written()
    {
        // dose / area = 20 mg / 250 ng*h/mL = 80 L/h; the second row says 88 L/h: the estimate is their geometric mean.
        string file = File("a,esketamine 20 mg iv over 30 min,site=venous,S-ketamine,auc,250,ng*h/mL,calibration", "a,esketamine 20 mg iv over 30 min,,S-ketamine,CL,88,L/h,calibration");
        ProgramResult run = await CapturedProgram.RunAsync("fit", "otto-2021", "--observations", file, "--method", "ols", "--estimate", "CL_70", "--set", "CL_70=40", "--out", _folder["fit"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 of 2 rows", run.Error, StringComparison.Ordinal);
        Assert.Contains("to use the estimates: --model otto-2021 --set CL_70=83.9", run.Output, StringComparison.Ordinal);
        string[] estimates = await System.IO.File.ReadAllLinesAsync(Path.Combine(_folder["fit"], "estimates.csv"), TestContext.Current.CancellationToken);
        Assert.StartsWith("CL_70,L/h,40,83.9", estimates[1], StringComparison.Ordinal);
        string[] residuals = await System.IO.File.ReadAllLinesAsync(Path.Combine(_folder["fit"], "residuals.csv"), TestContext.Current.CancellationToken);
        Assert.EndsWith("at_start,predicted,ratio,residual,fitted,reason", residuals[0], StringComparison.Ordinal);
        Assert.Equal(3, residuals.Length);
    }

    [Theory]
    [InlineData("--data and --observations exclude each other", "--data", "x.csv")]
    [InlineData("--prior text is of one person's deviations and goes with --data", "--prior", "text")]
    [InlineData("'sigma_proportional_C_ketamine' is the residual error of one sample", "--fix", "sigma_proportional_C_ketamine")]
    [InlineData("--output goes with --data, not with --observations", "--output", "C_ketamine")]
    [InlineData("--rtol goes with --data, not with --observations", "--rtol", "1e-6")]
    public async Task Options_of_data_sets_are_refused(string expected, string option, string value)
    {
        string file = File("a,esketamine 20 mg iv,,S-ketamine,auc,250,ng*h/mL,calibration");
        ProgramResult run = await CapturedProgram.RunAsync("fit", "otto-2021", "--observations", file, "--estimate", "CL_70", option, value);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private string File(params string[] rows)
    {
        string path = _folder["observations.csv"];
        System.IO.File.WriteAllLines(path, ["study,regimen,setting,output,time,value,unit,role", .. rows]);
        return path;
    }
}
