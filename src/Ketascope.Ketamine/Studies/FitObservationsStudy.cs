using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Fitting;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Calibrates a model of the library on rows of observations.</summary>
/// <param name="library">The models to choose from.</param>
public sealed class FitObservationsStudy(
    KetamineLibrary library) : Study<FitObservationsRequest>("fit observations", () => KetamineRequests.Default.FitObservationsRequest)
{
    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(FitObservationsRequest request, StudyContext context, CancellationToken cancellation)
    {
        FitSettings settings = EstimationWords.Settings(request);
        if (FitText.SaysText(request.Prior))
        {
            throw new UserErrorException(
                "--prior text is of one person's deviations and goes with --data; with --observations write --prior \"NAME=lognormal(5,30%)\"");
        }

        ImmutableArray<FitParameter> parameters = Started(EstimationWords.Parameters(request), EstimationWords.Values(request));
        ObservationFile file = ObservationFile.Read(request.Observations);
        CalibrationRequest asked = new()
        {
            Model = request.Model,
            Parameters = parameters,
            Role = request.Role,
            Settings = settings with { Progress = context.Fitting?.Invoke() },
        };
        CalibrationResult result = Calibration.Run(file, asked, library.Pharmacokinetics, cancellation);
        return Task.FromResult(new StudyResult
        {
            Title = $"{request.Model} fitted to {request.Observations}",
            Sections = [.. Sections(result)],
            Notes =
            [
                new Note(NoteKind.Remark, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Request.Model}, {result.Fitted} of {result.Rows.Length} rows of the role '{result.Request.Role}' fitted; " +
                    $"the error is that of the logarithm, each row weighs the same")),
                .. result.Fit.Warnings.Select(warning => new Note(NoteKind.Warning, warning)),
            ],
            Manifest = CalibrationFolder.Manifest(result, context.Clock),
            WriteFolder = (folder, manifest) => CalibrationFolder.Write(folder, result, manifest),
            Style = ResultStyle.Tool,
            HasFailed = !result.Fit.Converged,
        });
    }

    private static IEnumerable<ResultSection> Sections(CalibrationResult result)
    {
        CalibratedRow[] missing = [.. result.Rows.Where(row => row.Comparison.Reason is not null)];
        yield return new TableSection(null, CalibrationTables.Estimates(result));
        yield return new LineSection(string.Create(
            CultureInfo.InvariantCulture,
            $"residual deviation {100 * result.ResidualDeviation:F1} %; sum of squares of logarithms {result.Fit.SumOfSquares:G4}; " +
            $"-2 log likelihood {result.Fit.MinusTwoLogLikelihood:F2}; AIC {result.Fit.Aic:F2}; condition {result.Fit.Condition:G3}"));
        yield return new TableSection("Rows", Rows([.. result.Rows.Except(missing)], result.Columns.IndexOf("time")));
        foreach (IGrouping<string?, CalibratedRow> reason in missing.GroupBy(row => row.Comparison.Reason))
        {
            yield return new LineSection($"not run ({reason.Count()}): {reason.Key}") { IsClose = true };
        }

        foreach (LikelihoodProfile profile in result.Fit.Profiles)
        {
            yield return new LineSection(Invariant($"profile likelihood of {profile.Name}, 95 % interval: {profile.Low:G4} to {profile.High:G4}"))
            {
                IsClose = true,
            };
        }

        string set = string.Join(',', result.Fit.Estimates.Select(estimate => Invariant($"{estimate.Name}={estimate.Value:G6}")));
        yield return new LineSection($"to use the estimates: --model {result.Request.Model} --set {set}");
    }

    private static ResultTable Rows(CalibratedRow[] rows, int time) => new(
        [new("regimen"), new("site"), new("output"), new("time"), new("observed"), new("at start"), new("predicted"), new("ratio"), new("fitted")],
        [.. rows.Select(row =>
        {
            Observation seen = row.Comparison.Row.Observation!;
            return (ImmutableArray<Cell>)
            [
                seen.Regimen, seen.Setting.GetValueOrDefault("site", ""), seen.Output, row.Comparison.Row.Fields[time],
                    Invariant($"{seen.Centre:G4} {seen.Unit}"),
                row.Start ?? double.NaN, row.Comparison.Prediction!.Value, row.Comparison.Ratio ?? double.NaN, row.Fitted ? "yes" : "no",
            ];
        })]);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Parameters with the values of <c>--set</c> as starts; what else is set is held there.</summary>
    /// <param name="parameters">The parameters to estimate or to hold.</param>
    /// <param name="values">The values of <c>--set</c>.</param>
    private static ImmutableArray<FitParameter> Started(ImmutableArray<FitParameter> parameters, ImmutableSortedDictionary<string, double> values) =>
    [
        .. parameters.Select(parameter => values.TryGetValue(parameter.Name, out double value) ? parameter with { Start = value } : parameter),
        .. values.Where(pair => parameters.All(parameter => parameter.Name != pair.Key))
            .Select(pair => new FitParameter(pair.Key, pair.Value) { IsFixed = true }),
    ];
}
