using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>Rows of <c>subjects.csv</c> as bytes: who a subject is, what was drawn of it, and its exposure.</summary>
internal static class SubjectRows
{
    /// <summary>Room for a number as text, which takes at most 24 characters, and a comma.</summary>
    private const int NumberRoom = 32;

    /// <summary>The headings.</summary>
    /// <param name="population">The people.</param>
    /// <param name="quantities">What is measured.</param>
    /// <param name="measures">The measures of each.</param>
    public static byte[] Header(IVirtualPeople population, ImmutableArray<QuantityInfo> quantities, ImmutableArray<string> measures)
    {
        string[] design = population.HasDesign ? ["DESIGN", "REP"] : [];
        IEnumerable<string> exposure = quantities.SelectMany(quantity => measures.Select(measure => $"{measure} {quantity.Name}"));
        string[] headings = ["ID", .. design, .. population.Columns, .. population.OccasionColumns, .. exposure];
        return Encoding.UTF8.GetBytes(string.Join(',', headings.Select(CsvText.Field)) + "\n");
    }

    /// <summary>The rows of a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="exposure">The measures: subject, then quantity, then measure.</param>
    public static ReadOnlyMemory<byte> Of(PopulationChunk chunk, ReadOnlySpan<double> exposure)
    {
        ArrayBufferWriter<byte> rows = new(1 << 16);
        int columns = chunk.Subjects.Columns.Length, subjects = chunk.Subjects.Ids.Length, measures = exposure.Length / subjects;
        byte[] design = chunk.Design is null ? [] : Encoding.UTF8.GetBytes("," + CsvText.Field(chunk.Design.Id));
        for (int subject = 0; subject < subjects; subject++)
        {
            long id = chunk.Subjects.Ids[subject];
            Write(rows, id);
            if (chunk.Design is { } origin)
            {
                rows.Write(design);
                rows.Write(","u8);
                Write(rows, origin.Replicate(id));
            }

            Write(rows, chunk.Subjects.Values.Span.Slice(subject * columns, columns));
            if (chunk.Subjects.Occasions is { } occasions)
            {
                int later = occasions.Starts.Length * occasions.Columns.Length;
                Write(rows, occasions.Values.Span.Slice(subject * later, later));
            }

            Write(rows, exposure.Slice(subject * measures, measures));
            rows.Write("\n"u8);
        }

        return rows.WrittenMemory;
    }

    private static void Write(ArrayBufferWriter<byte> rows, long number)
    {
        number.TryFormat(rows.GetSpan(NumberRoom), out int length, default, CultureInfo.InvariantCulture);
        rows.Advance(length);
    }

    private static void Write(ArrayBufferWriter<byte> rows, ReadOnlySpan<double> numbers)
    {
        Span<byte> room = rows.GetSpan(numbers.Length * NumberRoom);
        int used = 0;
        foreach (double number in numbers)
        {
            room[used++] = (byte)',';
            number.TryFormat(room[used..], out int length, "R", CultureInfo.InvariantCulture);
            used += length;
        }

        rows.Advance(used);
    }
}
