using SkiaSharp;

namespace Ketascope.Study.Plots;

/// <summary>A picture that can draw itself on a canvas, in CSS pixels.</summary>
internal interface IDrawing
{
    /// <summary>The height of the picture.</summary>
    float Height { get; }

    /// <summary>Draws everything.</summary>
    /// <param name="canvas">Where.</param>
    void Draw(SKCanvas canvas);
}
