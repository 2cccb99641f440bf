using System.Collections.Immutable;
using Ketascope.Study.Results;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Ketascope.Study.Plots;

/// <summary>Draws a figure on a canvas of the drawing library; all lengths are CSS pixels at 800 to the width of a page.</summary>
internal sealed class CourseDrawing : IDrawing
{
    private const float LeftMargin = 78;
    private const float PanelGap = 16;
    private const float AxisHeight = 54;
    private const float FooterHeight = 26;
    private const float LabelSpacing = 18;
    private const float StripHeight = 11;
    private const float StripRoom = StripHeight + 5;
    private const float SwatchWidth = 22;
    private const float LabelGap = 15;
    private const float LineWidth = 2.2f;

    private static readonly SKColor DoseColour = new(0x9a, 0x9a, 0x9a);

    private readonly CourseFigure _figure;
    private readonly PlotSettings _settings;
    private readonly float _header;
    private readonly float _panelHeight;
    private readonly float _rightMargin;

    /// <summary>A drawing.</summary>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How.</param>
    public CourseDrawing(CourseFigure figure, PlotSettings settings)
    {
        _figure = figure;
        _settings = settings;
        _header = DrawingTools.HeaderHeight(figure.Subtitle);
        _panelHeight = figure.Panels.Length == 1 ? 500 - _header - AxisHeight - FooterHeight : 230;
        float widest = figure.Panels.SelectMany(panel => panel.Series).Max(series => DrawingTools.Width(series.Label, 13));
        _rightMargin = Math.Min(widest + SwatchWidth + LabelGap + 8, settings.Width * 0.4f);
        Height = _header + (figure.Panels.Length * _panelHeight) + ((figure.Panels.Length - 1) * PanelGap) + AxisHeight + FooterHeight;
    }

    /// <summary>The height of the picture.</summary>
    public float Height { get; }

    /// <summary>Draws everything.</summary>
    /// <param name="canvas">Where.</param>
    public void Draw(SKCanvas canvas)
    {
        canvas.Clear(SKColors.White);
        DrawingTools.WriteHeader(canvas, _figure.Title, _figure.Subtitle, LeftMargin, _settings.Width - LeftMargin - 12);

        float top = _header;
        for (int panel = 0; panel < _figure.Panels.Length; panel++)
        {
            bool isLast = panel == _figure.Panels.Length - 1;
            DrawPanel(canvas, _figure.Panels[panel], top, isLast);
            top += _panelHeight + PanelGap;
        }

        DrawingTools.Write(canvas, CourseFigure.Disclaimer, LeftMargin, Height - 10, 11, DrawingTools.Faint);
    }

    private void DrawPanel(SKCanvas canvas, CoursePanel panel, float top, bool isLast)
    {
        using Plot plot = new();
        AxisScale scale = panel.Scale(_settings.Logarithmic);
        float axisHeight = isLast ? AxisHeight : 6;
        SKRect data = new(LeftMargin, top, _settings.Width - _rightMargin, top + _panelHeight);
        AddBands(plot, panel, scale);
        AddLines(plot, panel, scale);
        plot.Font.Set(FigureFont.Family);
        (double low, double high) = (scale.Place(scale.Low), scale.Place(scale.High));
        double strip = (high - low) * StripRoom / (_panelHeight - StripRoom);
        plot.Axes.SetLimits(_figure.Span.Start, _figure.Span.End, low - strip, high);
        StyleAxes(plot, panel, scale, isLast);
        plot.Layout.Fixed(new PixelPadding(LeftMargin, _rightMargin, axisHeight, PanelGap / 2));
        DrawingTools.RenderWithin(canvas, plot, new SKRect(0, data.Top - PanelGap / 2, _settings.Width, data.Bottom + axisHeight));
        DrawDoses(canvas, data);
        DrawLabels(canvas, panel, data, value => data.Bottom - StripRoom - ((float)scale.Fraction(value) * (data.Height - StripRoom)));
    }

    private static void AddBands(Plot plot, CoursePanel panel, AxisScale scale)
    {
        for (int index = 0; index < panel.Series.Length; index++)
        {
            CourseSeries series = panel.Series[index];
            foreach (System.Range run in scale.Runs(series.High))
            {
                double[] low = [.. series.Low.AsSpan()[run].ToArray().Select(scale.PlaceOrLow)];
                double[] high = [.. series.High.AsSpan()[run].ToArray().Select(scale.Place)];
                ScottPlot.Plottables.FillY band = plot.Add.FillY(series.Times.AsSpan()[run].ToArray(), low, high);
                band.FillColor = Palette.Colour(index).WithAlpha(0.18);
                band.LineWidth = 0;
                band.MarkerSize = 0;
            }
        }
    }

    private static void AddLines(Plot plot, CoursePanel panel, AxisScale scale)
    {
        for (int index = 0; index < panel.Series.Length; index++)
        {
            CourseSeries series = panel.Series[index];
            foreach (System.Range run in scale.Runs(series.Middle))
            {
                double[] places = [.. series.Middle.AsSpan()[run].ToArray().Select(scale.Place)];
                ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(series.Times.AsSpan()[run].ToArray(), places, Palette.Colour(index));
                line.LineWidth = LineWidth;
                line.LinePattern = Palette.Pattern(index);
            }
        }
    }

    private void StyleAxes(Plot plot, CoursePanel panel, AxisScale scale, bool isLast)
    {
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        plot.Axes.Left.TickGenerator = new NumericManual([.. scale.Ticks(6).Select(tick => DrawingTools.Mark(tick, scale.Place(tick.Value)))]);
        int most = (int)((_settings.Width - LeftMargin - _rightMargin) / 55);
        ImmutableArray<AxisTick> times = AxisTicks.Time(_figure.Span.Start, _figure.Span.End, most, _figure.TimeUnit);
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. times.Select(tick => DrawingTools.Mark(isLast ? tick : tick with { Label = "" }, tick.Value))]);
        plot.Axes.Left.Label.Text = panel.Title;
        plot.Axes.Bottom.Label.Text = isLast ? UnitText.Heading("time", _figure.TimeUnit) : "";
        DrawingTools.StyleAxes(plot);
    }

    private void DrawDoses(SKCanvas canvas, SKRect data)
    {
        using SKPaint paint = new() { Color = DoseColour, IsAntialias = true };
        (double start, double end) = _figure.Span;
        float Across(double time) => data.Left + ((float)((Math.Clamp(time, start, end) - start) / (end - start)) * data.Width);
        foreach (DoseInterval dose in _figure.Doses.Where(dose => dose.Start <= end && dose.End >= start))
        {
            float left = Across(dose.Start);
            float width = Math.Max(Across(dose.End) - left, 3);
            canvas.DrawRect(left, data.Bottom - StripHeight - 1, width, StripHeight, paint);
        }

        if (_figure.Doses.Length == 1 && _figure.Doses[0].Text is { } text)
        {
            DrawingTools.Write(canvas, text, Across(_figure.Doses[0].End) + 7, data.Bottom - 4, 10.5f, DrawingTools.Faint);
        }
    }

    private void DrawLabels(SKCanvas canvas, CoursePanel panel, SKRect data, Func<double, float> height)
    {
        float[] ends = [.. panel.Series.Select(series => height(series.Middle[^1]))];
        (float[] heights, bool besideEnds) = LabelLayout.Place(ends, data.Top + 4, data.Bottom - 4, LabelSpacing);
        for (int index = 0; index < heights.Length; index++)
        {
            using SKPaint paint = new() { Color = Palette.Colour(index).ToSKColor(), StrokeWidth = besideEnds ? 1.2f : LineWidth, IsAntialias = true, PathEffect = Palette.Pattern(index).GetPathEffect() };
            float left = data.Right + (besideEnds ? 3 : 10);
            canvas.DrawLine(left, besideEnds ? ends[index] : heights[index], data.Right + 10 + SwatchWidth, heights[index], paint);
            DrawingTools.Write(canvas, DrawingTools.Fit(panel.Series[index].Label, 13, _rightMargin - SwatchWidth - LabelGap - 4), data.Right + SwatchWidth + LabelGap, heights[index] + 4.5f, 13, DrawingTools.Ink);
        }
    }
}
