using Ketascope.Cli.Terminal;
using Ketascope.Study.DataSets;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Cli.Commands;

/// <summary><c>run MODEL --data FILE</c>: a model over a data set in NONMEM's form.</summary>
internal static class DataSetRuns
{
    public static int Run(RunRequest request, string path, DataSetRules rules, string? table, CancellationToken cancellation)
    {
        DataSet set = DataSetReader.Read(path, request.Model.System);
        if (set.Note is { } note)
        {
            Console.Error.WriteLine(TextWrap.Paragraph(note, indent: 2));
        }

        using ProgressLine progress = new(set.Subjects.Length);
        DataSetOutcome outcome = DataSetRun.Run(request, set, rules, progress, cancellation);
        progress.Dispose();
        if (table is null)
        {
            DataSetTable.Write(Console.Out, set, outcome, cancellation);
        }
        else
        {
            OutputFile.WriteText(table, writer => DataSetTable.Write(writer, set, outcome, cancellation), cancellation);
        }

        DoubtText.Write(outcome.Doubts);
        return FailureText.Write(outcome.Failures, subject => set.Subjects[subject].Id);
    }
}
