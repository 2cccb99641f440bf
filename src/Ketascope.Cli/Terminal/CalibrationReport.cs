using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Fitting;
using Ketascope.Study.Observations;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Terminal;

/// <summary>Prints what a fit to rows of observations gave.</summary>
internal static class CalibrationReport
{
    public static void Write(CalibrationResult result)
    {
        CalibratedRow[] missing = [.. result.Rows.Where(row => row.Comparison.Reason is not null)];
        Console.Error.WriteLine(Invariant($"note: {result.Request.Model}, {result.Fitted} of {result.Rows.Length} rows of the role '{result.Request.Role}' fitted; the error is that of the logarithm, each row weighs the same"));
        TableText.Write(CalibrationTables.Estimates(result));
        Console.Out.WriteLine();
        Console.Out.WriteLine(Invariant($"residual deviation {100 * result.ResidualDeviation:F1} %; sum of squares of logarithms {result.Fit.SumOfSquares:G4}; -2 log likelihood {result.Fit.MinusTwoLogLikelihood:F2}; AIC {result.Fit.Aic:F2}; condition {result.Fit.Condition:G3}"));
        TableText.Write(Rows([.. result.Rows.Except(missing)], result.Columns.IndexOf("time")), "Rows");
        foreach (IGrouping<string?, CalibratedRow> reason in missing.GroupBy(row => row.Comparison.Reason))
        {
            Console.Out.WriteLine($"not run ({reason.Count()}): {reason.Key}");
        }

        foreach (LikelihoodProfile profile in result.Fit.Profiles)
        {
            Console.Out.WriteLine(Invariant($"profile likelihood of {profile.Name}, 95 % interval: {profile.Low:G4} to {profile.High:G4}"));
        }

        foreach (string warning in result.Fit.Warnings)
        {
            Console.Error.WriteLine($"warning: {warning}");
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine($"to use the estimates: --model {result.Request.Model} --set {string.Join(',', result.Fit.Estimates.Select(estimate => Invariant($"{estimate.Name}={estimate.Value:G6}")))}");
    }

    private static ResultTable Rows(CalibratedRow[] rows, int time) => new(
        [new("regimen"), new("site"), new("output"), new("time"), new("observed"), new("at start"), new("predicted"), new("ratio"), new("fitted")],
        [.. rows.Select(row =>
        {
            Observation seen = row.Comparison.Row.Observation!;
            return (ImmutableArray<Cell>)
            [
                seen.Regimen, seen.Setting.GetValueOrDefault("site", ""), seen.Output, row.Comparison.Row.Fields[time], Invariant($"{seen.Centre:G4} {seen.Unit}"),
                row.Start ?? double.NaN, row.Comparison.Prediction!.Value, row.Comparison.Ratio ?? double.NaN, row.Fitted ? "yes" : "no",
            ];
        })]);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
