using System.Text.RegularExpressions;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Plots;

public sealed partial class TerminalPlotTests
{
    private static readonly CourseFigure Triangle = new()
    {
        Title = "triangle",
        Panels = [new CoursePanel("concentration (µg/L)", [new CourseSeries("up and down", [0, 6, 12], [0, 10, 0], [], [])])],
        TimeUnit = "h",
        Doses = [new DoseInterval(0, 2)],
    };

    [Fact]
    public void A_triangle_in_ascii_is_this_text()
    {
        const string Expected = """
                concentration (ug/L)
             10 +                *
                |             ********
                |         ****        ****
              5 +      ***                ***
                |  ****                      ****
              0 +**                              **
                ++======---------+----------------+
                 0               6               12
                              time (h)
              * up and down   = dose
            """;
        Assert.Equal(Expected.Split('\n'), TerminalPlot.Lines(Triangle, new TerminalPlotSettings { Width = 40, Height = 6, Ascii = true }));
    }

    [Fact]
    public void A_triangle_in_braille_is_this_text()
    {
        const string Expected = """
                concentration (µg/L)
             10 ┤              ⣀⠤⠔⠢⠤⣀
                │         ⣀⡠⠔⠊⠉      ⠉⠑⠢⢄⣀
              5 ┤    ⢀⡠⠤⠒⠉                ⠉⠒⠤⢄⡀
              0 ┤⣀⠤⠒⠉⠁                        ⠈⠉⠒⠤⣀
                └┯━━━━━━─────────┬────────────────┬
                 0               6               12
                              time (h)
              ⠒⠒ up and down   ━ dose
            """;
        Assert.Equal(Expected.Split('\n'), TerminalPlot.Lines(Triangle, new TerminalPlotSettings { Width = 40, Height = 4 }));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_is_wider_than_asked(int width)
    {
        foreach (TerminalPlotSettings settings in Variants(width))
        {
            CourseFigure figure = CourseFigure.Of(SampleRuns.Run(3));
            CoursePanel wordy = new(new string('t', 200), [figure.Panels[0].Series[0] with { Label = new string('n', 200) }]);
            Assert.All(TerminalPlot.Lines(figure with { Panels = figure.Panels.Add(wordy) }, settings), line => Assert.True(Escape().Replace(line, "").Length <= width, line));
        }
    }

    [Fact]
    public void Colours_are_the_only_escape_sequences_and_come_on_request()
    {
        CourseFigure figure = CourseFigure.Of(SampleRuns.Run());
        Assert.DoesNotContain('\e', string.Concat(TerminalPlot.Lines(figure)));
        Assert.Contains("\e[38;5;32m", string.Concat(TerminalPlot.Lines(figure, new TerminalPlotSettings { Colour = true })), StringComparison.Ordinal);
    }

    [Fact]
    public void Ascii_text_has_no_other_character()
    {
        string text = string.Concat(TerminalPlot.Lines(CourseFigure.Of(SampleRuns.Run()), new TerminalPlotSettings { Ascii = true }));
        Assert.All(text, character => Assert.InRange(character, ' ', '~'));
        Assert.Contains("concentration (ug/L)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logarithmic_axis_is_labelled_with_powers_of_ten()
    {
        string text = string.Join('\n', TerminalPlot.Lines(CourseFigure.Of(SampleRuns.Run()), new TerminalPlotSettings { Logarithmic = true, Height = 20 }));
        Assert.All((string[])["   1 ┤", " 0.1 ┤", "0.01 ┤"], label => Assert.Contains(label, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Missing_values_and_a_single_time_are_no_hindrance(bool logarithmic)
    {
        CourseFigure figure = Triangle with { Panels = [new CoursePanel("x", [new CourseSeries("x", [5], [double.NaN], [], [])])] };
        Assert.NotEmpty(TerminalPlot.Lines(figure, new TerminalPlotSettings { Logarithmic = logarithmic }));
    }

    private static IEnumerable<TerminalPlotSettings> Variants(int width) =>
        from ascii in (bool[])[false, true]
        from colour in (bool[])[false, true]
        from logarithmic in (bool[])[false, true]
        select new TerminalPlotSettings { Width = width, Ascii = ascii, Colour = colour, Logarithmic = logarithmic };

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Escape();
}
