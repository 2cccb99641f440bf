using System.Globalization;

namespace Ketascope.Study.Results;

/// <summary>Trajectories as comma-separated text; every number reads back exactly, and what is not a number is <c>NaN</c>.</summary>
public static class TrajectoryCsv
{
    /// <summary>Writes the heading of the long form: subject, time, name, value, unit.</summary>
    /// <param name="writer">Where to.</param>
    public static void WriteLongHeader(TextWriter writer) => writer.Write("subject,time,name,value,unit\n");

    /// <summary>Writes one row a subject, time and quantity; to be called again for further blocks.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="block">The values.</param>
    /// <param name="cancellation">Ends the writing early.</param>
    public static void WriteLongRows(TextWriter writer, TrajectoryBlock block, CancellationToken cancellation = default)
    {
        string[] times = [.. block.Values.Times.Select(NumberText.Exact)];
        string[] names = [.. block.Quantities.Select(quantity => CsvText.Field(quantity.Name))];
        string[] units = [.. block.Quantities.Select(quantity => CsvText.Field(quantity.Unit ?? ""))];
        for (int subject = 0; subject < block.Values.SubjectCount; subject++)
        {
            string id = block.Subjects[subject].ToString(CultureInfo.InvariantCulture);
            for (int time = 0; time < times.Length; time++)
            {
                cancellation.ThrowIfCancellationRequested();
                for (int quantity = 0; quantity < names.Length; quantity++)
                {
                    string value = NumberText.Exact(block.Values[subject, quantity, time]);
                    writer.Write($"{id},{times[time]},{names[quantity]},{value},{units[quantity]}\n");
                }
            }
        }
    }

    /// <summary>
    /// Writes the wide form with its heading: ID where there is more than one subject, time, then one column a quantity. The model's time among the
    /// quantities is the column that is there already.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="block">The values.</param>
    /// <param name="cancellation">Ends the writing early.</param>
    public static void WriteWide(TextWriter writer, TrajectoryBlock block, CancellationToken cancellation = default)
    {
        bool withId = block.Values.SubjectCount > 1;
        int[] columns = [.. Enumerable.Range(0, block.Quantities.Length).Where(i => block.Quantities[i] is not { Name: "time", Measure: "time" })];
        string names = string.Concat(columns.Select(i => "," + CsvText.Field(block.Quantities[i].Name)));
        writer.Write($"{(withId ? "ID," : "")}time{names}\n");
        for (int subject = 0; subject < block.Values.SubjectCount; subject++)
        {
            string id = withId ? block.Subjects[subject].ToString(CultureInfo.InvariantCulture) + "," : "";
            for (int time = 0; time < block.Values.Times.Length; time++)
            {
                cancellation.ThrowIfCancellationRequested();
                writer.Write(id + NumberText.Exact(block.Values.Times[time]));
                foreach (int quantity in columns)
                {
                    writer.Write("," + NumberText.Exact(block.Values[subject, quantity, time]));
                }

                writer.Write('\n');
            }
        }
    }
}
