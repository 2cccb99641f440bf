using Ketascope.Cli.Terminal;

namespace Ketascope.Tests.Cli;

public sealed class TableLayoutTests
{
    [Fact]
    public void Numbers_stand_right_and_headings_on_the_rule() =>
        Assert.Equal(
            [
                "        at end  half-",
                "name  infusion   life",
                "─────────────────────",
                "S         79.0   7.37",
            ],
            TableLayout.Lines([new("name"), new("at end\ninfusion", AlignRight: true), new("half-life", AlignRight: true)], [["S", "79.0", "7.37"]], 21));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_is_too_long_and_no_word_is_broken(int width)
    {
        string[][] rows = [["S.central", "-S.metabolism - S.other_elimination - S.distribution_1 - S.distribution_2", "amount in the central compartment"]];
        string[] lines = [.. TableLayout.Lines([new("name"), new("rate", Formula: true), new("meaning")], rows, width)];
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        string[] words = [.. lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.All(rows[0].SelectMany(cell => cell.Split(' ')), word => Assert.Contains(word, words));
    }

    [Fact]
    public void Headings_take_one_line_where_there_is_room() =>
        Assert.Equal("name  rate of change", TableLayout.Lines([new("name"), new("rate of change", Formula: true)], [["x", "-k*x"]], 40).First());

    [Fact]
    public void Where_room_is_short_words_are_broken_after_hyphens_and_columns_move_together() =>
        Assert.Equal(
            [
                "analyte     range",
                "─────────────────────",
                "S-          39.75-122",
                "norketamine",
            ],
            TableLayout.Lines([new("analyte"), new("range")], [["S-norketamine", "39.75-122"]], 21));

    [Fact]
    public void A_table_of_formulas_breaks_long_names_rather_than_to_become_cards() =>
        Assert.Equal(
            [
                "name          value",
                "────────────────────",
                "S.sigma_      CL_70*",
                "proportional  ratio",
                "V2            1.25",
            ],
            TableLayout.Lines([new("name"), new("value", Formula: true)], [["S.sigma_proportional", "CL_70*ratio"], ["V2", "1.25"]], 20));

    [Fact]
    public void A_table_that_is_too_wide_becomes_a_card_for_each_row() =>
        Assert.Equal(
            [
                "model      simons-2022",
                "value (L)  13.5",
                "source     Simons",
                "           2022, Table",
                "           4",
                "",
                "model      otto-2021",
                "value (L)  133",
            ],
            TableLayout.Lines(
                [new("model"), new("value\nL", AlignRight: true), new("source"), new("note")],
                [["simons-2022", "13.5", "Simons 2022, Table 4", ""], ["otto-2021", "133", "", ""]], 22));

    [Fact]
    public void The_first_columns_cells_stand_above_the_rows_that_share_them_where_that_helps() =>
        Assert.Equal(
            [
                "study",
                "  measure  observed",
                "───────────────────",
                "Pharmacotherapy2022",
                "  Cmax          296",
                "  Tmax            2",
                "Grant1981",
                "  Cmax           45",
            ],
            TableLayout.Lines([new("study"), new("measure"), new("observed", AlignRight: true)], [["Pharmacotherapy2022", "Cmax", "296"], ["Pharmacotherapy2022", "Tmax", "2"], ["Grant1981", "Cmax", "45"]], 24));

    [Theory]
    [InlineData("one two three", 7, false, new[] { "one two", "three" })]
    [InlineData("a*bb/ccc", 5, true, new[] { "a*bb/", "ccc" })]
    [InlineData("a*bb/ccc", 5, false, new[] { "a*bb/", "ccc" })]
    [InlineData("unbreakable", 4, false, new[] { "unbr", "eaka", "ble" })]
    [InlineData("S.sigma_proportional_C", 20, false, new[] { "S.sigma_", "proportional_C" })]
    [InlineData("2R-hydroxynorketamine", 20, false, new[] { "2R-", "hydroxynorketamine" })]
    [InlineData("39.75-122", 6, false, new[] { "39.75-", "122" })]
    [InlineData("a^bb/ccc", 5, true, new[] { "a^bb/", "ccc" })]
    [InlineData("", 4, false, new[] { "" })]
    [InlineData("a\nb", 4, false, new[] { "a", "b" })]
    public void Text_is_broken_where_it_may_be(string text, int width, bool formula, string[] lines) => Assert.Equal(lines, TextWrap.Lines(text, width, formula));
}
