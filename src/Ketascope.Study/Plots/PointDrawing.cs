using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Ketascope.Study.Plots;

/// <summary>Draws panels of points and lines side by side, two in a row, with one legend for each panel below it.</summary>
internal sealed class PointDrawing : IDrawing
{
    private const float PanelHeight = 330;
    private const float LeftMargin = 74;
    private const float BottomMargin = 52;
    private const float LegendRow = 19;
    private const float FooterHeight = 26;
    private const int PanelsInARow = 2;

    private readonly PointFigure _figure;
    private readonly PlotSettings _settings;
    private readonly float _header;
    private readonly float _rowHeight;

    public PointDrawing(PointFigure figure, PlotSettings settings)
    {
        _figure = figure;
        _settings = settings;
        _header = DrawingTools.HeaderHeight(figure.Subtitle);
        _rowHeight = PanelHeight + (LegendRow * figure.Panels.Max(panel => panel.Series.Count(series => series.Label is not null))) + 18;
        Height = _header + (Rows * _rowHeight) + FooterHeight;
    }

    /// <inheritdoc/>
    public float Height { get; }

    private int Columns => Math.Min(PanelsInARow, _figure.Panels.Length);

    private int Rows => (_figure.Panels.Length + Columns - 1) / Columns;

    /// <inheritdoc/>
    public void Draw(SKCanvas canvas)
    {
        canvas.Clear(SKColors.White);
        DrawingTools.WriteHeader(canvas, _figure.Title, _figure.Subtitle, LeftMargin, _settings.Width - LeftMargin - 12);

        float width = _settings.Width / (float)Columns;
        for (int i = 0; i < _figure.Panels.Length; i++)
        {
            DrawPanel(canvas, _figure.Panels[i], new SKRect(i % Columns * width, _header + (i / Columns * _rowHeight), ((i % Columns) + 1) * width, _header + (i / Columns * _rowHeight) + PanelHeight));
        }

        DrawingTools.Write(canvas, CourseFigure.Disclaimer, LeftMargin, Height - 10, 11, DrawingTools.Faint);
    }

    private static void DrawPanel(SKCanvas canvas, PointPanel panel, SKRect place)
    {
        using Plot plot = new();
        AxisScale across = Scale(panel.Series.SelectMany(series => series.Horizontal), panel.LogarithmicHorizontal);
        AxisScale up = Scale(panel.Series.SelectMany(series => series.Vertical.Concat(series.Bars.SelectMany(bar => (double[])[bar.Low, bar.High]))), panel.LogarithmicVertical);
        foreach (PointSeries series in panel.Series)
        {
            Add(plot, series, across, up);
        }

        plot.Font.Set(FigureFont.Family);
        plot.Axes.SetLimits(across.Place(across.Low), across.Place(across.High), up.Place(up.Low), up.Place(up.High));
        plot.Axes.Left.TickGenerator = new NumericManual([.. up.Ticks(6).Select(tick => DrawingTools.Mark(tick, up.Place(tick.Value)))]);
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. across.Ticks(6).Select(tick => DrawingTools.Mark(tick, across.Place(tick.Value)))]);
        plot.Axes.Left.Label.Text = panel.Vertical;
        plot.Axes.Bottom.Label.Text = panel.Horizontal;
        DrawingTools.StyleAxes(plot);
        plot.Layout.Fixed(new PixelPadding(LeftMargin, 16, BottomMargin, 22));
        DrawingTools.RenderWithin(canvas, plot, place);
        if (panel.Title is not null)
        {
            DrawingTools.Write(canvas, DrawingTools.Fit(panel.Title, 13, place.Width - LeftMargin - 16, bold: true), place.Left + LeftMargin, place.Top + 14, 13, DrawingTools.Ink, bold: true);
        }

        DrawLegend(canvas, panel, place);
    }

    private static void Add(Plot plot, PointSeries series, AxisScale across, AxisScale up)
    {
        int[] shown = [.. Enumerable.Range(0, series.Horizontal.Length).Where(i => !double.IsNaN(across.Place(series.Horizontal[i])) && !double.IsNaN(up.Place(series.Vertical[i])))];
        double[] x = [.. shown.Select(i => across.Place(series.Horizontal[i]))], y = [.. shown.Select(i => up.Place(series.Vertical[i]))];
        Color colour = Palette.Colour(series.Colour);
        foreach ((double low, double high, double at) in series.Bars.Select((bar, i) => (bar.Low, bar.High, series.Horizontal[i])))
        {
            double[] ends = [up.PlaceOrLow(low), up.PlaceOrLow(high)];
            plot.Add.ScatterLine([across.Place(at), across.Place(at)], ends, colour).LineWidth = 1.4f;
        }

        if (series.IsLine)
        {
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(x, y, colour);
            line.LineWidth = 2;
            line.LinePattern = Palette.Pattern(series.Colour);
        }
        else
        {
            plot.Add.ScatterPoints(x, y, colour).MarkerSize = 7;
        }
    }

    private static void DrawLegend(SKCanvas canvas, PointPanel panel, SKRect place)
    {
        PointSeries[] named = [.. panel.Series.Where(series => series.Label is not null)];
        for (int i = 0; i < named.Length; i++)
        {
            float y = place.Bottom + (LegendRow * (i + 0.5f));
            using SKPaint paint = new() { Color = Palette.Colour(named[i].Colour).ToSKColor(), StrokeWidth = 2.2f, IsAntialias = true };
            if (named[i].IsLine)
            {
                canvas.DrawLine(place.Left + LeftMargin, y, place.Left + LeftMargin + 22, y, paint);
            }
            else
            {
                canvas.DrawCircle(place.Left + LeftMargin + 11, y, 4, paint);
            }

            DrawingTools.Write(canvas, DrawingTools.Fit(named[i].Label!, 13, place.Width - LeftMargin - 40), place.Left + LeftMargin + 32, y + 4.5f, 13, DrawingTools.Ink);
        }
    }

    private static AxisScale Scale(IEnumerable<double> values, bool logarithmic)
    {
        double[] shown = [.. values.Where(value => double.IsFinite(value) && (!logarithmic || value > 0))];
        double low = shown.DefaultIfEmpty(logarithmic ? 0.1 : 0).Min(), high = shown.DefaultIfEmpty(1).Max();
        if (logarithmic)
        {
            return new AxisScale(low / 1.3, high * 1.3, true);
        }

        double pad = high > low ? 0.05 * (high - low) : 1;
        return new AxisScale(low >= 0 && low < 0.5 * high ? 0 : low - pad, high + pad, false);
    }
}
