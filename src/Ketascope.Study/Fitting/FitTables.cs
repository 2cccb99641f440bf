using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Flattening;
using Ketascope.Study.Results;

namespace Ketascope.Study.Fitting;

/// <summary>The results of a fit as tables, for files and for people.</summary>
public static class FitTables
{
    /// <summary>One row a subject and parameter: estimate, unit, standard error, relative standard error, confidence interval, and what became of it.</summary>
    /// <param name="fit">The fit.</param>
    public static ResultTable Estimates(DataSetFitResult fit) => new(
        [.. Key(fit), new("parameter"), new("unit"), new("estimate"), new("SE"), new("RSE", "%"), new("95% low"), new("95% high"), new("kind")],
        [.. fit.Results.SelectMany((result, unit) => result.Estimates.Select(estimate => Row(fit, unit, estimate, UnitOf(fit, estimate.Name)))
            .Concat(result.Deviations.Select(estimate => Row(fit, unit, estimate with { Name = DeviationName(fit, estimate.Name) }, ""))))]);

    /// <summary>One row a subject: numbers of observations (n) and of estimates (p), objective, criteria, sum of squared residuals, condition number.</summary>
    /// <param name="fit">The fit.</param>
    public static ResultTable Objectives(DataSetFitResult fit) => new(
        [.. Key(fit), new("n"), new("p"), new("objective"), new("-2LL"), new("AIC"), new("BIC"), new("SSR"), new("condition"), new("converged")],
        [.. fit.Results.Select((result, unit) => (ImmutableArray<Cell>)
        [
            .. KeyCells(fit, unit), Whole(result.Problem.Observations.Length), Whole(result.Estimated), result.Objective,
                result.MinusTwoLogLikelihood, result.Aic, result.Bic, result.SumOfSquares, result.Condition, result.Problem.Observations.IsEmpty
                ? "no observation" : result.Converged ? "yes" : "no",
        ])]);

    /// <summary>The correlations of the estimates: one row a subject and parameter.</summary>
    /// <param name="fit">The fit.</param>
    public static ResultTable Correlations(DataSetFitResult fit) => new(
        [.. Key(fit), new("correlation"), .. fit.Results[0].CorrelationNames.Select(name => new ResultColumn(DeviationName(fit, name)))],
        [.. fit.Results.SelectMany((result, unit) => result.Correlation.Select((row, j) => (ImmutableArray<Cell>)
            [.. KeyCells(fit, unit), DeviationName(fit, result.CorrelationNames[j]), .. row.Select(value => (Cell)value)]))]);

    /// <summary>
    /// One row an observation, in the order of the file within a subject; one that was not measured has its limit under DV, what CENS it has where
    /// there are such, and no residual.
    /// </summary>
    /// <param name="fit">The fit.</param>
    public static ResultTable Residuals(DataSetFitResult fit) => new(
        [new("ID"), new("TIME"), new("line"), new("output"), new("DV"), .. HasRanges(fit) ? (ResultColumn[])[new("CENS")] : [], new("PRED"),
            new("RES"), new("WRES")],
        [.. fit.Results.SelectMany((result, unit) => fit.Observations[unit].Select((one, i) => (ImmutableArray<Cell>)
        [
            fit.Request.Data.Subjects[one.Subject].Id,
            fit.Request.Data.Subjects[one.Subject].Records[one.Record].Time,
            Whole(fit.Request.Data.Subjects[one.Subject].Lines[one.Record]),
            fit.Quantities[one.Output].Name,
            one.Value,
            .. HasRanges(fit) ? (Cell[])[Whole(one.Range?.Censored ?? 0)] : [],
            result.Predictions[i],
            one.Range is null ? one.Value - result.Predictions[i] : double.NaN,
            result.WeightedResiduals[i],
        ]))]);

    /// <summary>One row a subject, parameter and value: the rise of the objective, and what the interval is.</summary>
    /// <param name="fit">The fit.</param>
    public static ResultTable Profiles(DataSetFitResult fit) => new(
        [.. Key(fit), new("parameter"), new("value"), new("rise"), new("95% low"), new("95% high")],
        [.. fit.Results.SelectMany((result, unit) => result.Profiles.SelectMany(profile => profile.Points.Select(point => (ImmutableArray<Cell>)
            [.. KeyCells(fit, unit), profile.Name, point.Value, point.Rise, profile.Low, profile.High])))]);

    /// <summary>One row a start: the objective and the values it ended at.</summary>
    /// <param name="fit">The fit.</param>
    public static ResultTable Starts(DataSetFitResult fit) => new(
        [.. Key(fit), new("start"), new("objective"), new("converged"), new("iterations"), .. fit.Request.Parameters.Select(parameter => new ResultColumn(parameter.Name))],
        [.. fit.Results.SelectMany((result, unit) => result.Starts.Select((start, i) => (ImmutableArray<Cell>)
            [.. KeyCells(fit, unit), Whole(i + 1), start.Objective, start.Converged ? "yes" : "no", Whole(start.Iterations), .. start.Values.Select(value => (Cell)value)]))]);

    /// <summary>The values of the parameters as a table of subjects, which <c>run --subjects-file</c> takes: ID and one column a parameter.</summary>
    /// <param name="fit">The fit.</param>
    public static ResultTable Parameters(DataSetFitResult fit)
    {
        int[] columns = [.. fit.Settable()];
        bool whole = fit.Subjects.All(id => long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        return new ResultTable(
            [new("ID"), .. columns.Select(i => new ResultColumn(fit.Request.Parameters[i].Name))],
            [.. fit.Results.Select((result, unit) => (ImmutableArray<Cell>)[whole ? fit.Subjects[unit] : Whole(unit + 1), .. columns.Select(i => (Cell)result.Values[i])])]);
    }

    /// <summary>The name of a standard deviation for people: that of the text, else what it is, with the quantity where there are several.</summary>
    private static string DeviationName(DataSetFitResult fit, string name)
    {
        if (fit.Results[0].Estimates.Any(estimate => estimate.Name == name))
        {
            return name;
        }

        int output = name.Length > 1 ? int.Parse(name[1..], CultureInfo.InvariantCulture) - 1 : 0;
        ErrorModel error = fit.Results[0].Problem.Errors[output];
        if (TextErrors.NameOf(fit.Request.Run.Model.System, fit.Quantities[output].Name, error, name[0] == 'b') is { } own)
        {
            return own;
        }

        string kind = name[0] == 'b' ? "proportional SD" : error == ErrorModel.Log ? "SD of log" : "additive SD";
        return fit.Quantities.Length > 1 ? $"{kind} {fit.Quantities[output].Name}" : kind;
    }

    private static bool HasRanges(DataSetFitResult fit) => fit.Observations.Any(own => own.Any(one => one.Range is not null));

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string UnitOf(DataSetFitResult fit, string name) =>
        fit.Request.Run.Model.System.Parameters.Concat<Quantity>(fit.Request.Run.Model.System.Assignments).First(quantity => quantity.Name == name).Unit ?? "";

    private static IEnumerable<ResultColumn> Key(DataSetFitResult fit) => fit.Request.Individual ? [new ResultColumn("ID")] : [];

    private static IEnumerable<Cell> KeyCells(DataSetFitResult fit, int unit) => fit.Request.Individual ? [fit.Subjects[unit]] : [];

    private static ImmutableArray<Cell> Row(DataSetFitResult fit, int unit, FitEstimate estimate, string measure) =>
    [
        .. KeyCells(fit, unit), estimate.Name, measure, estimate.Value, estimate.StandardError, estimate.RelativeStandardError, estimate.Low, estimate.High,
        estimate.Kind switch { EstimateKind.Estimated => "", EstimateKind.Fixed => "fixed", EstimateKind.AtBound => "at bound", _ =>
            fit.Results[unit].Problem.Observations.IsEmpty ? "no observation" : "not identifiable" },
    ];
}
