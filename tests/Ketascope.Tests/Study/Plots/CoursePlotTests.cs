using System.Globalization;
using System.Xml.Linq;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;
using Ketascope.Tests.Study.Results;
using SkiaSharp;

namespace Ketascope.Tests.Study.Plots;

public sealed class CoursePlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Svg_names_axes_with_units_title_lines_and_purpose()
    {
        using CommaCulture comma = new();
        string[] texts = Texts(Draw(SampleRuns.Run()));
        Assert.Contains("concentration (µg/L)", texts);
        Assert.Contains("occupancy", texts);
        Assert.Contains("time (h)", texts);
        Assert.Contains("Ketamine 0.5 mg/kg <iv> & \"more\"", texts);
        Assert.Contains("S-ketamine", texts);
        Assert.Contains("35 mg iv over 40 min", texts);
        Assert.Contains("Ketascope: a research and teaching tool; not for treatment decisions.", texts);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(50, false)]
    [InlineData(50, true)]
    public void Svg_has_one_long_path_a_quantity_and_a_band_where_there_are_many_subjects(int subjects, bool logarithmic)
    {
        XElement svg = Draw(SampleRuns.Run(subjects), logarithmic);
        XElement[] paths = [.. svg.Descendants(Svg + "path").Where(path => Points(path) >= 10)];
        Assert.Equal(2, paths.Count(path => (string?)path.Attribute("stroke") == "#0072B2"));
        Assert.Equal(subjects > 1 ? 2 : 0, paths.Count(path => (string?)path.Attribute("fill") == "#0072B2"));
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_logarithmic_axis_has_major_and_minor_ticks()
    {
        XElement svg = Draw(SampleRuns.Run(), logarithmic: true);
        Assert.Superset(new HashSet<string> { "0.001", "0.01", "0.1", "1" }, Texts(svg).ToHashSet());
        int minor = svg.Descendants(Svg + "path").Count(path => IsTick(path, 0.5f, 3));
        Assert.True(minor >= 3 * 8, $"{minor} minor ticks");
    }

    [Fact]
    public void Svg_stands_alone_and_gives_a_viewer_without_the_typeface_a_general_one()
    {
        XElement svg = Draw(SampleRuns.Run());
        Assert.Equal("0 0 800 624", (string?)svg.Attribute("viewBox"));
        Assert.EndsWith("sans-serif", (string?)svg.Attribute("font-family"), StringComparison.Ordinal);
        Assert.Equal("Ketamine 0.5 mg/kg <iv> & \"more\"", (string?)svg.Element(Svg + "title"));
        Assert.DoesNotContain(svg.Descendants().Attributes(), attribute => attribute.Name.LocalName is "href" or "src");
        Assert.All(svg.Descendants(Svg + "text"), text =>
        {
            Assert.True(double.Parse(text.Attribute("textLength")!.Value, CultureInfo.InvariantCulture) > 0);
            Assert.True(double.TryParse(text.Attribute("x")!.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        });
    }

    [Fact]
    public void A_gap_in_the_values_is_a_gap_in_the_line()
    {
        RunResult run = SampleRuns.Run();
        SampleRuns.Set(run.Trajectories.Values, 0, 0, 12, double.NaN);
        XElement svg = Draw(run);
        Assert.Equal([12, 12], svg.Descendants(Svg + "path").Where(path => (string?)path.Attribute("stroke") == "#0072B2").Select(Points).Where(points => points is 12));
    }

    [Fact]
    public void Values_that_are_all_missing_still_give_a_picture()
    {
        RunResult run = SampleRuns.Run();
        for (int time = 0; time < 25; time++)
        {
            SampleRuns.Set(run.Trajectories.Values, 0, 0, time, double.NaN);
        }

        Assert.Contains("concentration (µg/L)", Texts(Draw(run, logarithmic: true)));
    }

    [Fact]
    public void Png_has_the_asked_size_and_text_appears_in_it()
    {
        using SKBitmap bitmap = SKBitmap.Decode(CoursePlot.Png(CourseFigure.Of(SampleRuns.Run())));
        Assert.Equal((1600, 1248), (bitmap.Width, bitmap.Height));
        Assert.True(DarkPixels(bitmap, new SKRectI(156, 24, 900, 70)) > 1000, "the title");
        Assert.True(DarkPixels(bitmap, new SKRectI(20, 150, 90, 590)) > 300, "the title of the first y axis");
        Assert.True(DarkPixels(bitmap, new SKRectI(90, 120, 146, 600)) > 100, "the labels of the first y axis");
        Assert.True(DarkPixels(bitmap, new SKRectI(156, 1205, 900, 1240)) > 500, "the footer");
        Assert.Equal(0, DarkPixels(bitmap, new SKRectI(0, 0, 1600, 20)));
    }

    [Fact]
    public void Words_that_are_too_long_end_in_an_ellipsis_inside_the_picture()
    {
        RunResult run = SampleRuns.Run() with { Title = new string('W', 200) };
        TrajectoryBlock wordy = new(run.Trajectories.Values, [new("a", new string('m', 200)), new("b")]);
        XElement svg = Draw(run with { Trajectories = wordy });
        XElement[] cut = [.. svg.Descendants(Svg + "text").Where(text => text.Value.EndsWith('…'))];
        Assert.Equal(2, cut.Length);
        Assert.All(cut, text => Assert.True((double)text.Attribute("x")! + (double)text.Attribute("textLength")! <= 800));
    }

    // Otherwise a picture would have no text on a machine without fonts.
    [Fact]
    public void Text_is_set_in_the_shipped_typeface() => Assert.Equal("Inter", FigureFont.Regular.FamilyName);

    [Fact]
    public void Pictures_are_the_same_each_time() =>
        Assert.Equal(CoursePlot.Png(CourseFigure.Of(SampleRuns.Run(5))), CoursePlot.Png(CourseFigure.Of(SampleRuns.Run(5))));

    [Fact]
    public void The_ending_of_a_name_says_which_kind_of_picture_to_write()
    {
        using TemporaryFolder folder = new();
        CourseFigure figure = CourseFigure.Of(SampleRuns.Run());
        CoursePlot.Write(folder["a.svg"], figure, cancellation: TestContext.Current.CancellationToken);
        CoursePlot.Write(folder["b.PNG"], figure, cancellation: TestContext.Current.CancellationToken);

        Assert.StartsWith("<svg", File.ReadAllText(folder["a.svg"]), StringComparison.Ordinal);
        Assert.Equal("PNG"u8, File.ReadAllBytes(folder["b.PNG"]).AsSpan(1, 3));
        Assert.Throws<OutputException>(() => CoursePlot.Write(folder["c.pdf"], figure, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(["a.svg", "b.PNG"], folder.Entries());
    }

    private static XElement Draw(RunResult run, bool logarithmic = false) =>
        XElement.Parse(CoursePlot.Svg(CourseFigure.Of(run), new PlotSettings { Logarithmic = logarithmic }));

    private static string[] Texts(XElement svg) => [.. svg.Descendants(Svg + "text").Select(text => text.Value)];

    private static int Points(XElement path) => path.Attribute("d")!.Value.Count(letter => letter is 'M' or 'L');

    // A tick of the y axis: a short horizontal stroke that ends at the axis.
    private static bool IsTick(XElement path, float shortest, float longest)
    {
        string[] ends = path.Attribute("d")!.Value.TrimStart('M').Split('L');
        if (ends.Length != 2)
        {
            return false;
        }

        float[][] places = [.. ends.Select(end => end.Split(' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture)).ToArray())];
        float length = Math.Abs(places[0][0] - places[1][0]);
        return places[0][1] == places[1][1] && places[0].Concat(places[1]).Contains(78) && length >= shortest && length <= longest;
    }

    private static int DarkPixels(SKBitmap bitmap, SKRectI place)
    {
        int count = 0;
        for (int y = place.Top; y < place.Bottom; y++)
        {
            for (int x = place.Left; x < place.Right; x++)
            {
                count += bitmap.GetPixel(x, y).Red < 128 ? 1 : 0;
            }
        }

        return count;
    }
}
