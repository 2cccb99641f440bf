using Ketascope.Study.Plots;
using Ketascope.Study.Results;
using MathNet.Numerics.Distributions;

namespace Ketascope.Study.Fitting;

/// <summary>The picture by which people judge a fit: observed against predicted, weighted residuals against time, prediction and normal quantiles.</summary>
public static class GoodnessOfFit
{
    private const double WideRange = 20;

    /// <summary>Whether there is anything to draw: a value that was measured.</summary>
    /// <param name="fit">The fit.</param>
    public static bool CanDraw(DataSetFitResult fit) => fit.Observations.Any(own => own.Any(one => one.Range is null));

    /// <summary>The picture of a fit: the values that were measured.</summary>
    /// <param name="fit">The fit; <see cref="CanDraw"/>.</param>
    public static PointFigure Figure(DataSetFitResult fit)
    {
        Point[] points = [.. fit.Results.SelectMany((result, unit) => fit.Observations[unit].Index().Where(one => one.Item.Range is null).Select(one => new Point(
            one.Item.Output, fit.Request.Data.Subjects[one.Item.Subject].Records[one.Item.Record].Time, one.Item.Value, result.Predictions[one.Index], result.WeightedResiduals[one.Index])))];
        int beyond = fit.Observations.Sum(own => own.Count(one => one.Range is not null));
        bool wide = points.All(point => point.Observed > 0 && point.Predicted > 0) && points.Max(point => point.Observed) > WideRange * points.Min(point => point.Observed);
        string unit = fit.Quantities.Length == 1 && fit.Quantities[0].Unit is { } own ? $", {own}" : "";
        string? time = fit.Request.Run.Model.System.TimeUnit;
        double[] ends = [points.Min(point => point.Predicted), points.Max(point => point.Predicted)];
        const string Residual = "weighted residual";
        return new PointFigure
        {
            Title = $"Goodness of fit: {fit.Request.Run.Model.System.Name}",
            Subtitle = FormattableString.Invariant($"{points.Length} observations, {(fit.Request.Individual ? $"{fit.Results.Length} subjects, each fitted alone" : "all subjects with one set of parameters")}{(beyond > 0 ? $"; {beyond} more were not measured and are not shown" : "")}"),
            Panels =
            [
                new PointPanel($"predicted{unit}", $"observed{unit}", [.. Series(fit, points, point => point.Predicted, point => point.Observed), Line(ends, ends)]) { LogarithmicHorizontal = wide, LogarithmicVertical = wide },
                new PointPanel(UnitText.Heading("time", time), Residual, [.. Series(fit, points, point => point.Time, point => point.Residual), Level(points, point => point.Time)]),
                new PointPanel($"predicted{unit}", Residual, [.. Series(fit, points, point => point.Predicted, point => point.Residual), Level(points, point => point.Predicted)]) { LogarithmicHorizontal = wide },
                Quantiles(fit, points),
            ],
        };
    }

    private static IEnumerable<PointSeries> Series(DataSetFitResult fit, Point[] points, Func<Point, double> across, Func<Point, double> up)
    {
        for (int output = 0; output < fit.Quantities.Length; output++)
        {
            Point[] own = [.. points.Where(point => point.Output == output)];
            string? label = fit.Quantities.Length > 1 ? fit.Quantities[output].Name : null;
            yield return new PointSeries(label, [.. own.Select(across)], [.. own.Select(up)], IsLine: false) { Colour = output };
        }
    }

    // Normal quantiles at (i - 3/8) / (n + 1/4): Blom (1958), Statistical Estimates and Transformed Beta-Variables.
    private static PointPanel Quantiles(DataSetFitResult fit, Point[] points)
    {
        List<PointSeries> series = [];
        for (int output = 0; output < fit.Quantities.Length; output++)
        {
            double[] sorted = [.. points.Where(point => point.Output == output && double.IsFinite(point.Residual)).Select(point => point.Residual).Order()];
            double[] normal = [.. sorted.Select((_, i) => Normal.InvCDF(0, 1, (i + 0.625) / (sorted.Length + 0.25)))];
            string? label = fit.Quantities.Length > 1 ? fit.Quantities[output].Name : null;
            series.Add(new PointSeries(label, [.. normal], [.. sorted], IsLine: false) { Colour = output });
        }

        double[] ends = [series.SelectMany(one => one.Horizontal).DefaultIfEmpty(-1).Min(), series.SelectMany(one => one.Horizontal).DefaultIfEmpty(1).Max()];
        return new PointPanel("normal quantile", "weighted residual", [.. series, Line(ends, ends)]);
    }

    private static PointSeries Level(Point[] points, Func<Point, double> across) => Line([points.Min(across), points.Max(across)], [0, 0]);

    // The last colour is black.
    private static PointSeries Line(double[] across, double[] up) => new(null, [.. across], [.. up], IsLine: true) { Colour = 6 };

    private readonly record struct Point(int Output, double Time, double Observed, double Predicted, double Residual);
}
