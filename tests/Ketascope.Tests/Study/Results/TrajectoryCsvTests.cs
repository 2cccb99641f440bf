using System.Globalization;
using Ketascope.Study.Results;

namespace Ketascope.Tests.Study.Results;

public sealed class TrajectoryCsvTests
{
    [Fact]
    public void Long_form_reads_back_exactly_under_a_comma_culture()
    {
        using CommaCulture comma = new();
        TrajectoryBlock block = SampleRuns.Block(3, [7, 4711, 1_000_000]);
        SampleRuns.Set(block.Values, 1, 0, 2, double.NaN);
        string[] lines = Written(writer =>
        {
            TrajectoryCsv.WriteLongHeader(writer);
            TrajectoryCsv.WriteLongRows(writer, block);
        });

        Assert.Equal("subject,time,name,value,unit", lines[0]);
        Assert.Equal(1 + (3 * 25 * 2), lines.Length);
        Assert.Equal("7,0,a,1,ug/L", lines[1]);
        Assert.Equal("4711,1,a,NaN,ug/L", lines[1 + 50 + 4]);
        for (int row = 0; row < 150; row++)
        {
            string[] fields = lines[row + 1].Split(',');
            double expected = block.Values[row / 50, row % 2, row % 50 / 2];
            Assert.Equal(expected, double.Parse(fields[3], CultureInfo.InvariantCulture));
            Assert.Equal(block.Values.Times[row % 50 / 2], double.Parse(fields[1], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Wide_form_of_one_subject_has_no_identifier()
    {
        string[] lines = Written(writer => TrajectoryCsv.WriteWide(writer, SampleRuns.Block(1)));

        Assert.Equal("time,a,b", lines[0]);
        Assert.Equal("0.5,0.6065306597126334,0.05", lines[2]);
        Assert.Equal(26, lines.Length);
    }

    [Fact]
    public void Wide_form_of_two_subjects_begins_with_the_identifier()
    {
        string[] lines = Written(writer => TrajectoryCsv.WriteWide(writer, SampleRuns.Block(2, [10, 20])));

        Assert.Equal("ID,time,a,b", lines[0]);
        Assert.Equal("20,0,2,0", lines[26]);
    }

    [Fact]
    public void Cancelling_ends_the_writing()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => TrajectoryCsv.WriteWide(TextWriter.Null, SampleRuns.Block(2), source.Token));
    }

    [Fact]
    public void Fields_with_commas_and_quotes_are_quoted()
    {
        ResultTable table = new([new("a,b", "ug/L"), new("c")], [["say \"x\"", 0.1], ["line\nbreak", double.NaN]]);

        using StringWriter writer = new();
        table.WriteCsv(writer);

        Assert.Equal("\"a,b [ug/L]\",c\n\"say \"\"x\"\"\",0.1\n\"line\nbreak\",NaN\n", writer.ToString());
    }

    [Fact]
    public void Descriptions_in_another_order_are_refused() =>
        Assert.Throws<ArgumentException>(() => new TrajectoryBlock(SampleRuns.Block(1).Values, [new("b"), new("a")]));

    private static string[] Written(Action<TextWriter> write)
    {
        using StringWriter writer = new();
        write(writer);
        return writer.ToString().TrimEnd('\n').Split('\n');
    }
}
