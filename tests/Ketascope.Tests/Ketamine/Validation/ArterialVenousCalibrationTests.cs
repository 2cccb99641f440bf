using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Fitting;
using Ketascope.Study.Observations;
using Ketascope.Tests.Models;

namespace Ketascope.Tests.Ketamine.Validation;

/// <summary>The joint arterial-venous model is what its calibration gives: the command of its README, run again from the same starts.</summary>
public sealed partial class ArterialVenousCalibrationTests
{
    private const string Model = "arterial-venous";
    private static readonly Lazy<CalibrationResult> s_result = new(() => Calibration.Run(
        ObservationFile.Read(Path.Combine(Repository.Root, "evidence", "pharmacokinetics", "observations.csv")),
        new CalibrationRequest { Model = Model, Parameters = Starts() },
        ModelLibrary.Read(Path.Combine(Repository.Root, "models"))));

    [Fact]
    public void Calibrating_again_gives_the_values_and_errors_that_the_evidence_states()
    {
        Dictionary<string, string[]> stated = File.ReadLines(Path.Combine(Repository.Root, "evidence", "pharmacokinetics", "parameters.csv"))
            .Select(line => line.Split(',')).Where(row => row[0] == Model && !row[1].Contains("DHNK", StringComparison.Ordinal)).ToDictionary(row => row[1]);
        FitResult fit = s_result.Value.Fit;
        Assert.True(fit.Converged);
        Assert.Equal(stated.Count, fit.Estimates.Length);
        Assert.All(fit.Estimates, estimate =>
        {
            // Four digits are stated.
            double value = Number(stated[estimate.Name][3]);
            Assert.InRange(estimate.Value, value * (1 - 5e-4), value * (1 + 5e-4));
            Assert.Equal($"relative standard error {estimate.RelativeStandardError:F0} %", stated[estimate.Name][^1].Split(';')[0]);
        });
    }

    [Fact]
    public void Each_row_is_predicted_as_an_independent_implementation_does()
    {
        CalibratedRow[] rows = [.. s_result.Value.Rows.Where(row => row.Residual is not null)];
        ExpectedValue[] expected = [.. Tests.Models.ModelFolder.ById(Model).Expected().Where(row => row.Kind == "fitted" && !row.Output.Contains("dehydro", StringComparison.Ordinal))];
        Assert.Equal(36, rows.Length);
        Assert.Equal(30, rows.Count(row => row.Fitted));
        Assert.Equal(expected.Select(row => row.Value), rows.Select(row => row.Comparison.Row.Observation!.Centre));

        // Peaks on a grid of one minute here, of half a minute there.
        Assert.All(rows.Zip(expected), pair => Assert.InRange(
            pair.First.Comparison.Prediction!.Value / pair.Second.Computed, pair.First.Fitted ? 0.999 : 0.97, pair.First.Fitted ? 1.001 : 1.03));
    }

    [Fact]
    public void Residuals_are_as_small_as_stated_at_both_sites()
    {
        // SciPy 1.10, least_squares over the matrix exponential of the same equations: squares 0.1688 of 30 rows, 8 parameters; its times of a maximum are on a grid of half a minute.
        CalibrationResult result = s_result.Value;
        Assert.Equal(0.1688, result.Fit.SumOfSquares, 1e-4);
        Assert.Equal(Math.Sqrt(0.1688 / 22), result.ResidualDeviation, 1e-4);
        Assert.Equal(1.094, FoldError("arterial"), 5e-3);
        Assert.Equal(1.040, FoldError("venous"), 1e-3);
    }

    private static double FoldError(string site) => Math.Exp(s_result.Value.Rows
        .Where(row => row.Residual is not null && row.Comparison.Row.Observation!.Setting["site"] == site).Average(row => Math.Abs(row.Residual!.Value)));

    /// <summary>The starts of the command in the README.</summary>
    private static ImmutableArray<FitParameter> Starts()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "models", "pharmacokinetics", Model, "README.md"));
        Match command = Command().Match(readme);
        FitParameter[] starts = [.. command.Groups["set"].Value.Split(',').Select(part => part.Split('=')).Select(pair => new FitParameter(pair[0], Number(pair[1])))];
        Assert.Equal(command.Groups["names"].Value.Split(','), starts.Select(one => one.Name));
        return [.. starts];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"--estimate (?<names>\S+) \\\s+--set (?<set>\S+)")]
    private static partial Regex Command();
}
