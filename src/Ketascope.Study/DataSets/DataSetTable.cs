using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.DataSets;

/// <summary>
/// Writes what a run over a data set gave as CSV: ID, TIME, the quantities and the columns carried along, one row a record in the order of the file, or one a point. Virtual people have their
/// number as ID, and beside it DESIGN, the ID of the file whose records they have, and REP, which of the people with these records they are.
/// </summary>
public sealed class DataSetTable
{
    private readonly TextWriter _writer;
    private readonly DataSetRules _rules;
    private readonly int _quantities;
    private readonly int[] _carried;

    /// <summary>Writes the headings.</summary>
    /// <param name="writer">Where the table goes.</param>
    /// <param name="set">The data set.</param>
    /// <param name="rules">How it was read, and whether values are those of records or of points.</param>
    /// <param name="quantities">The quantities.</param>
    /// <param name="columns">The columns to carry along, among those that were kept; and whether the rows are virtual people's.</param>
    public DataSetTable(TextWriter writer, DataSet set, DataSetRules rules, ImmutableArray<QuantityInfo> quantities, (ImmutableArray<string> Carried, bool OfPeople) columns)
    {
        (_writer, _rules, _quantities) = (writer, rules, quantities.Length);
        string[] first = columns.OfPeople ? ["ID", "DESIGN", "REP", "TIME"] : ["ID", "TIME"], names = [.. first, .. quantities.Select(quantity => quantity.Name)];
        string[] carried = [.. columns.Carried.Where(name => !IsThere(name)).Distinct()];
        _carried = [.. carried.Select(name => set.Kept.IndexOf(name))];
        writer.Write(string.Join(',', names.Concat(carried).Select(CsvText.Field)) + "\n");
    }

    /// <summary>Makes sure that a table can have the columns that are asked for.</summary>
    /// <param name="carried">The columns to carry along.</param>
    /// <param name="names">The names of the quantities.</param>
    /// <exception cref="UserErrorException">Two columns would have one name.</exception>
    public static void RequireNames(ImmutableArray<string> carried, IEnumerable<string> names)
    {
        if (carried.FirstOrDefault(name => name is "DESIGN" or "REP" || names.Contains(name)) is { } twice)
        {
            throw new UserErrorException($"'{twice}' is a column of the table already, so the data set's cannot be carried into it under that name; leave it out, or rename it in the data set");
        }
    }

    /// <summary>Writes the rows of a subject of the data set.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="values">Its values: row by row, one for each quantity; those of points before its first record are left out.</param>
    public void Write(DataSubject subject, double[] values) => Write(subject, values, CsvText.Field(subject.Id));

    /// <summary>Writes the rows of a virtual person with a subject's records.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="values">The person's values, as in <see cref="Write(DataSubject, double[])"/>.</param>
    /// <param name="number">The person's number.</param>
    /// <param name="replicate">Which of the people with these records it is, from 1.</param>
    public void Write(DataSubject subject, double[] values, long number, long replicate) =>
        Write(subject, values, string.Create(CultureInfo.InvariantCulture, $"{number},{CsvText.Field(subject.Id)},{replicate}"));

    private void Write(DataSubject subject, double[] values, string who)
    {
        int rows = _rules.Points.IsEmpty ? subject.Records.Length : _rules.Points.Length;
        for (int row = 0; row < rows; row++)
        {
            double time = _rules.Points.IsEmpty ? subject.Records[row].Time : _rules.Points[row];
            if (time < subject.Records[0].Time && !_rules.Points.IsEmpty)
            {
                continue;
            }

            _writer.Write($"{who},{NumberText.Exact(time)}");
            for (int i = 0; i < _quantities; i++)
            {
                _writer.Write("," + NumberText.Exact(values[(row * _quantities) + i]));
            }

            int record = _rules.Points.IsEmpty ? row : Ruling(subject, time);
            foreach (int column in _carried)
            {
                _writer.Write("," + CsvText.Field(subject.Kept[record][column]));
            }

            _writer.Write('\n');
        }
    }

    /// <summary>The record whose covariates hold at a time.</summary>
    private int Ruling(DataSubject subject, double time)
    {
        int before = subject.Records.Count(record => record.Time < time), upTo = subject.Records.Count(record => record.Time <= time);
        return _rules.Covariates == CovariateInterpolation.LastRecord ? upTo - 1 : Math.Min(before, subject.Records.Length - 1);
    }

    private static bool IsThere(string name) => name.Equals("ID", StringComparison.OrdinalIgnoreCase) || name.Equals("TIME", StringComparison.OrdinalIgnoreCase);
}
