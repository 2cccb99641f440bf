using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Concentration-response curves as papers draw them: points and the fitted curve, on a logarithmic axis.</summary>
internal static class Curves
{
    private const int PointsOfALine = 120;

    public static PointPanel Panel(string title, string horizontal, string vertical, IReadOnlyList<ResponseCurve> curves) => new(
        horizontal,
        vertical,
        [.. curves.SelectMany((curve, i) => Series(curve, i))])
    {
        LogarithmicHorizontal = true,
        Title = title,
    };

    private static IEnumerable<PointSeries> Series(ResponseCurve curve, int colour)
    {
        ImmutableArray<double> line = ConcentrationResponse.Series(curve.Concentrations[0], curve.Concentrations[^1], PointsOfALine / 6);
        yield return new PointSeries(curve.Label, curve.Concentrations, curve.Values, IsLine: false) { Colour = colour };
        yield return new PointSeries(null, line, [.. line.Select(curve.Fit.At)], IsLine: true) { Colour = colour };
    }
}
