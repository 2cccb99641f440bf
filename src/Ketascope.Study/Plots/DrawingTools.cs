using ScottPlot;
using SkiaSharp;

namespace Ketascope.Study.Plots;

/// <summary>What every picture shares: its colours, its text, its axes, and how the drawing library is made to draw into a part of a canvas.</summary>
internal static class DrawingTools
{
    public static readonly SKColor Ink = new(0x22, 0x22, 0x22);
    public static readonly SKColor Faint = new(0x66, 0x66, 0x66);

    /// <summary>The width of a text.</summary>
    public static float Width(string text, float size, bool bold = false)
    {
        using SKFont font = FigureFont.Of(size, bold);
        return font.MeasureText(text);
    }

    /// <summary>The text, cut short with an ellipsis where the room is too small.</summary>
    public static string Fit(string text, float size, float room, bool bold = false)
    {
        string fitting = text;
        for (int length = text.Length; length > 0 && Width(fitting, size, bold) > room; length--)
        {
            fitting = text[..length].TrimEnd() + "…";
        }

        return fitting;
    }

    /// <summary>Writes a text from its lower left corner.</summary>
    public static void Write(SKCanvas canvas, string text, float x, float y, float size, SKColor colour, bool bold = false)
    {
        using SKFont font = FigureFont.Of(size, bold);
        using SKPaint paint = new() { Color = colour, IsAntialias = true };
        canvas.DrawText(text, x, y, SKTextAlign.Left, font, paint);
    }

    /// <summary>The height of a title and what stands under it.</summary>
    public static int HeaderHeight(string? subtitle) => subtitle is null ? 48 : 68;

    /// <summary>Writes a picture's title and what stands under it.</summary>
    public static void WriteHeader(SKCanvas canvas, string title, string? subtitle, float left, float room)
    {
        Write(canvas, Fit(title, 17, room, bold: true), left, 30, 17, Ink, bold: true);
        if (subtitle is not null)
        {
            Write(canvas, Fit(subtitle, 12.5f, room), left, 50, 12.5f, Faint);
        }
    }

    /// <summary>Draws a plot into a part of a canvas. The library clears the whole canvas before it draws, and draws twice when the layout was not known from an earlier drawing.</summary>
    public static void RenderWithin(SKCanvas canvas, Plot plot, SKRect place)
    {
        PixelRect rectangle = new(place.Left, place.Right, place.Bottom, place.Top);
        using SKNoDrawCanvas nowhere = new((int)place.Right, (int)place.Bottom);
        plot.Render(nowhere, rectangle);
        canvas.Save();
        canvas.ClipRect(place);
        plot.Render(canvas, rectangle);
        canvas.Restore();
    }

    /// <summary>Sizes and colours of the left and the lower axis, and of the grid.</summary>
    public static void StyleAxes(Plot plot)
    {
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        foreach (IAxis axis in (IAxis[])[plot.Axes.Left, plot.Axes.Bottom])
        {
            axis.Label.FontSize = 14;
            axis.Label.Bold = false;
            axis.Label.ForeColor = Color.FromSKColor(Ink);
            axis.TickLabelStyle.FontSize = 13;
            axis.TickLabelStyle.ForeColor = Color.FromSKColor(Ink);
            axis.FrameLineStyle.Color = Color.FromSKColor(Faint);
            axis.MajorTickStyle.Color = Color.FromSKColor(Faint);
            axis.MinorTickStyle.Color = Color.FromSKColor(Faint);
        }

        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Color.FromHex("#E4E4E4");
    }

    /// <summary>A mark of an axis for the drawing library.</summary>
    public static Tick Mark(AxisTick tick, double place) => tick.Label is null ? Tick.Minor(place) : Tick.Major(place, tick.Label);
}
