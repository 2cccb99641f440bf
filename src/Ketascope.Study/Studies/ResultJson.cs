using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>A result as JSON: sections in the order in which people read them, notes, all values, courses, and the manifest with the request.</summary>
public static class ResultJson
{
    /// <summary>The form of results, with its version.</summary>
    public const string Schema = "ketascope-result/1";

    /// <summary>How many bytes wait at most before they go on: rows may be millions, which would not fit into memory together.</summary>
    private const int MostPending = 1 << 16;

    /// <summary>Writes a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="output">Where to.</param>
    public static void Write(StudyResult result, Stream output)
    {
        using Utf8JsonWriter writer = new(output, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        writer.WriteString("title", result.Title);
        writer.WriteBoolean("isComplete", result.IsComplete);
        WriteOptional(writer, "text", result.Text);
        writer.WriteStartArray("sections");
        foreach (ResultSection section in result.Sections)
        {
            Write(writer, section);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("notes");
        foreach (Note note in result.Notes)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(note.Kind.ToString()));
            writer.WriteString("text", note.Text);
            if (note.IsFirst)
            {
                writer.WriteBoolean("isFirst", true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (result.Values is { IsWritten: false } values)
        {
            writer.WritePropertyName("values");
            WriteTable(writer, null, values.Columns, values.Rows);
        }

        if (result.Run is { } run)
        {
            writer.WritePropertyName("courses");
            Write(writer, run);
        }

        if (result.Manifest is { } manifest)
        {
            writer.WritePropertyName("manifest");
            JsonNode.Parse(manifest.ToJson())!.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ResultSection section)
    {
        switch (section)
        {
            case TextSection text:
                writer.WriteStartObject();
                writer.WriteString("kind", "text");
                writer.WriteString("text", text.Text);
                writer.WriteEndObject();
                break;
            case LineSection line:
                writer.WriteStartObject();
                writer.WriteString("kind", "text");
                writer.WriteString("text", line.Text);
                writer.WriteEndObject();
                break;
            case TableSection table:
                WriteTable(writer, table.Title, table.Table.Columns, table.Table.Rows);
                break;
            case FigureSection { Figure: { Courses: { } courses } }:
                Write(writer, courses);
                break;
            case FigureSection { Figure: { Points: { } points } }:
                Write(writer, points);
                break;
        }
    }

    private static void WriteTable(Utf8JsonWriter writer, string? title, ImmutableArray<ResultColumn> columns, IEnumerable<ImmutableArray<Cell>> rows)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "table");
        WriteOptional(writer, "title", title);
        writer.WriteStartArray("columns");
        foreach (ResultColumn column in columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            WriteOptional(writer, "unit", column.Unit);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        foreach (ImmutableArray<Cell> row in rows)
        {
            writer.WriteStartArray();
            foreach (Cell cell in row)
            {
                WriteCell(writer, cell);
            }

            writer.WriteEndArray();
            if (writer.BytesPending > MostPending)
            {
                writer.Flush();
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CourseFigure figure)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "figure");
        writer.WriteString("title", figure.Title);
        WriteOptional(writer, "timeUnit", figure.TimeUnit);
        writer.WriteStartArray("panels");
        foreach (CoursePanel panel in figure.Panels)
        {
            writer.WriteStartObject();
            writer.WriteString("title", panel.Title);
            writer.WriteStartArray("series");
            foreach (CourseSeries series in panel.Series)
            {
                writer.WriteStartObject();
                writer.WriteString("label", series.Label);
                WriteNumbers(writer, "times", series.Times);
                WriteNumbers(writer, "values", series.Middle);
                if (!series.Low.IsEmpty)
                {
                    WriteNumbers(writer, "low", series.Low);
                    WriteNumbers(writer, "high", series.High);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PointFigure figure)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "figure");
        writer.WriteString("title", figure.Title);
        writer.WriteStartArray("panels");
        foreach (PointPanel panel in figure.Panels)
        {
            writer.WriteStartObject();
            writer.WriteString("horizontal", panel.Horizontal);
            writer.WriteString("vertical", panel.Vertical);
            writer.WriteStartArray("series");
            foreach (PointSeries series in panel.Series)
            {
                writer.WriteStartObject();
                WriteOptional(writer, "label", series.Label);
                writer.WriteBoolean("isLine", series.IsLine);
                WriteNumbers(writer, "x", series.Horizontal);
                WriteNumbers(writer, "y", series.Vertical);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RunResult run)
    {
        writer.WriteStartObject();
        WriteOptional(writer, "timeUnit", run.TimeUnit);
        WriteNumbers(writer, "times", run.Trajectories.Values.Times);
        writer.WriteStartArray("quantities");
        foreach (QuantityInfo quantity in run.Trajectories.Quantities)
        {
            writer.WriteStartObject();
            writer.WriteString("name", quantity.Name);
            writer.WriteString("label", quantity.Label);
            WriteOptional(writer, "unit", quantity.Unit);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("subjects");
        for (int subject = 0; subject < run.Trajectories.Values.SubjectCount; subject++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", run.Trajectories.Subjects[subject]);
            writer.WriteStartArray("values");
            for (int quantity = 0; quantity < run.Trajectories.Quantities.Length; quantity++)
            {
                WriteArray(writer, run.Trajectories.Values.Course(subject, quantity));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<double> numbers)
    {
        writer.WritePropertyName(name);
        WriteArray(writer, numbers);
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable<double> numbers)
    {
        writer.WriteStartArray();
        foreach (double number in numbers)
        {
            WriteNumber(writer, number);
        }

        writer.WriteEndArray();
    }

    private static void WriteCell(Utf8JsonWriter writer, Cell cell)
    {
        if (cell.IsNumber)
        {
            WriteNumber(writer, cell.Number);
        }
        else
        {
            writer.WriteStringValue(cell.Exact);
        }
    }

    /// <summary>JSON has no numbers that are not finite: null stands for what does not exist.</summary>
    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
