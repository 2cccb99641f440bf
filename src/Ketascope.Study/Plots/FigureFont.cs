using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace Ketascope.Study.Plots;

/// <summary>The typeface of every picture, shipped with the program, so that a picture is the same on each machine, with or without fonts of its own.</summary>
internal static class FigureFont
{
    /// <summary>The name of the family.</summary>
    public const string Family = "Inter";

    /// <summary>The family with what a viewer without it should take.</summary>
    public const string FamilyWithFallback = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

    static FigureFont()
    {
        Dictionary<string, byte[]> files = ReadFiles();
        Regular = Typeface(files["Inter-Regular.ttf"]);
        Bold = Typeface(files["Inter-SemiBold.ttf"]);
        Fonts.FontResolvers.Insert(0, new Resolver());
    }

    /// <summary>The upright face.</summary>
    public static SKTypeface Regular { get; }

    /// <summary>The face of titles.</summary>
    public static SKTypeface Bold { get; }

    /// <summary>A face at a size, with advances that scale: rounded to whole pixels, letters would stand unevenly.</summary>
    /// <param name="size">The size in pixels.</param>
    /// <param name="bold">Whether it is for a title.</param>
    public static SKFont Of(float size, bool bold = false) =>
        new(bold ? Bold : Regular, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };

    private static SKTypeface Typeface(byte[] file)
    {
        using SKData data = SKData.CreateCopy(file);
        return SKTypeface.FromData(data);
    }

    // One resource holds all files: the length of the index, the index (version, count, then name, offset and size of each file), the files.
    private static Dictionary<string, byte[]> ReadFiles()
    {
        using Stream box = typeof(FigureFont).Assembly.GetManifestResourceStream("Inter")!;
        byte[] assembly = new byte[box.Length];
        box.ReadExactly(assembly);
        using Stream stream = Assembly.Load(assembly).GetManifestResourceStream("!AvaloniaResources")!;
        using BinaryReader reader = new(stream);
        int start = reader.ReadInt32() + sizeof(int);
        _ = reader.ReadInt32();
        int count = reader.ReadInt32();
        List<(string Name, int Offset, int Size)> index = [];
        for (int file = 0; file < count; file++)
        {
            index.Add((Path.GetFileName(reader.ReadString()), reader.ReadInt32(), reader.ReadInt32()));
        }

        Dictionary<string, byte[]> files = [];
        foreach ((string name, int offset, int size) in index)
        {
            stream.Position = start + offset;
            files[name] = reader.ReadBytes(size);
        }

        return files;
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Pick(fontName, weight >= FontWeight.SemiBold);

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => Pick(fontName, bold);

        private static SKTypeface? Pick(string fontName, bool bold) => fontName != Family ? null : bold ? Bold : Regular;
    }
}
