using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Ketascope.Study.Plots;

/// <summary>Makes the drawing library's SVG fit for any viewer.</summary>
internal static class SvgText
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>
    /// Gives the document a view box and a title for screen readers, and each text one place and one length instead of a place for every letter, so that a viewer that
    /// takes another typeface still sets it evenly. Removes the transparent rectangles that clear the canvas, which an SVG viewer would draw in black.
    /// </summary>
    /// <param name="document">The document as the library wrote it.</param>
    /// <param name="title">What the picture shows.</param>
    public static string Finish(string document, string title)
    {
        XElement root = XElement.Parse(document);
        root.SetAttributeValue("viewBox", $"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}");
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("font-family", FigureFont.FamilyWithFallback);
        root.AddFirst(new XElement(Svg + "title", title));
        root.Descendants(Svg + "rect").Where(rectangle => rectangle.Attribute("fill") is null && rectangle.Parent!.Name != Svg + "clipPath").Remove();
        foreach (XElement text in root.Descendants(Svg + "text"))
        {
            text.Value = text.Value.Trim();
            text.SetAttributeValue("font-family", null);
            SetPlace(text, "x");
            SetPlace(text, "y");
            bool bold = text.Attribute("font-weight") is not null;
            text.SetAttributeValue("font-weight", bold ? "600" : null);
            using SKFont font = FigureFont.Of((float)text.Attribute("font-size")!, bold);
            text.SetAttributeValue("textLength", font.MeasureText(text.Value).ToString("F2", CultureInfo.InvariantCulture));
            text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
        }

        return root.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static void SetPlace(XElement text, string name)
    {
        string[] places = text.Attribute(name)!.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        text.SetAttributeValue(name, places[0]);
    }
}
