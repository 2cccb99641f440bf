using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Results;
using Parquet;
using Parquet.Schema;

namespace Ketascope.Tests.Study.Results;

public sealed class TrajectoryParquetTests
{
    [Fact]
    public async Task Blocks_read_back_one_after_the_other()
    {
        TrajectoryBlock first = SampleRuns.Block(3, [7, 8, 9]);
        TrajectoryBlock second = SampleRuns.Block(2, [10, 11]);
        SampleRuns.Set(second.Values, 1, 1, 24, double.NaN);
        using MemoryStream stream = Write(first, second);

        List<Row> rows = await ReadAsync(stream);

        Assert.Equal(5 * 25 * 2, rows.Count);
        for (int index = 0; index < rows.Count; index++)
        {
            int subject = index / 50;
            TrajectoryBlock block = subject < 3 ? first : second;
            int quantity = index % 2;
            int time = index % 50 / 2;
            Row expected = new(
                7 + subject, block.Values.Times[time], quantity == 0 ? "a" : "b", block.Values[subject < 3 ? subject : subject - 3, quantity, time], quantity == 0 ? "ug/L" : null);
            Assert.Equal(expected, rows[index]);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Many_rows_are_split_into_row_groups_and_none_is_lost()
    {
        Trajectories values = new(["x"], [.. Enumerable.Range(0, 1001).Select(index => (double)index)], 300, 8);
        for (int subject = 0; subject < 300; subject++)
        {
            SampleRuns.Set(values, subject, 0, 1000, subject);
        }

        using MemoryStream stream = Write(new TrajectoryBlock(values, [new("x")]));
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, reader.RowGroupCount);
        Assert.Equal(TrajectoryParquet.RowGroupRows, reader.RowGroups[0].RowCount);

        List<Row> rows = await ReadAsync(stream);
        Assert.Equal(300 * 1001, rows.Count);
        Assert.Equal(new Row(300, 1000, "x", 299, null), rows[^1]);
        Assert.True(stream.Length < 1_400_000, $"Repeating columns are packed, so that 300,000 rows take {stream.Length} bytes.");
    }

    [Fact]
    public async Task A_file_without_rows_can_be_read()
    {
        using MemoryStream stream = Write();
        Assert.Empty(await ReadAsync(stream));
    }

    private static MemoryStream Write(params TrajectoryBlock[] blocks)
    {
        MemoryStream stream = new();
        using TrajectoryParquet parquet = new(stream);
        foreach (TrajectoryBlock block in blocks)
        {
            parquet.Append(block);
        }

        parquet.Complete();
        stream.Position = 0;
        return stream;
    }

    private static async Task<List<Row>> ReadAsync(Stream stream)
    {
        stream.Position = 0;
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        DataField[] fields = reader.Schema.GetDataFields();
        Assert.Equal(["subject", "time", "name", "value", "unit"], fields.Select(field => field.Name));
        List<Row> rows = [];
        foreach (ParquetRowGroupReader group in reader.RowGroups)
        {
            long[] subjects = new long[group.RowCount];
            double[] times = new double[group.RowCount];
            string[] names = new string[group.RowCount];
            double[] values = new double[group.RowCount];
            string[] units = new string[group.RowCount];
            await group.ReadAsync<long>(fields[0], subjects);
            await group.ReadAsync<double>(fields[1], times);
            await group.ReadAsync(fields[2], names);
            await group.ReadAsync<double>(fields[3], values);
            await group.ReadAsync(fields[4], units);
            rows.AddRange(subjects.Select((subject, row) => new Row(subject, times[row], names[row], values[row], units[row])));
        }

        return rows;
    }

    private readonly record struct Row(long Subject, double Time, string Name, double Value, string? Unit);
}
