using Ketascope.Study.Results;

namespace Ketascope.Study.DataSets;

/// <summary>Writes what a run over a data set gave: ID, TIME and the quantities, one row a record in the order of the file.</summary>
public static class DataSetTable
{
    /// <summary>Writes the table as CSV.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="set">The data set.</param>
    /// <param name="outcome">The values.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Write(TextWriter writer, DataSet set, DataSetOutcome outcome, CancellationToken cancellation)
    {
        int names = outcome.Quantities.Length;
        writer.Write(string.Join(',', ["ID", "TIME", .. outcome.Quantities.Select(quantity => CsvText.Field(quantity.Name))]) + "\n");
        for (int subject = 0; subject < set.Subjects.Length; subject++)
        {
            cancellation.ThrowIfCancellationRequested();
            DataSubject one = set.Subjects[subject];
            string id = CsvText.Field(one.Id);
            for (int record = 0; record < one.Records.Length; record++)
            {
                writer.Write(id + "," + NumberText.Exact(one.Records[record].Time));
                for (int name = 0; name < names; name++)
                {
                    writer.Write("," + NumberText.Exact(outcome.Values[subject][(record * names) + name]));
                }

                writer.Write('\n');
            }
        }
    }
}
