using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.DataSets;

/// <summary>
/// What a run over a data set gave as a table: ID, TIME, the quantities and the columns carried along, one row a record in the order of the file, or one a
/// point. Virtual people have their
/// number as ID, and beside it DESIGN, the ID of the file whose records they have, and REP, which of the people with these records they are.
/// </summary>
public sealed class DataSetTable
{
    private readonly DataSetRules _rules;
    private readonly int _quantities;
    private readonly int[] _carried;

    /// <summary>The table without rows.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="rules">How it was read, and whether values are those of records or of points.</param>
    /// <param name="quantities">The quantities.</param>
    /// <param name="carried">The columns to carry along, among those that were kept.</param>
    /// <param name="ofPeople">Whether the rows are virtual people's.</param>
    public DataSetTable(DataSet set, DataSetRules rules, ImmutableArray<QuantityInfo> quantities, ImmutableArray<string> carried, bool ofPeople)
    {
        (_rules, _quantities) = (rules, quantities.Length);
        string[] first = ofPeople ? ["ID", "DESIGN", "REP", "TIME"] : ["ID", "TIME"];
        string[] further = [.. carried.Where(name => !IsThere(name)).Distinct()];
        _carried = [.. further.Select(name => set.Kept.IndexOf(name))];
        Columns = [.. first.Concat(quantities.Select(quantity => quantity.Name)).Concat(further).Select(name => new ResultColumn(name))];
    }

    /// <summary>The columns.</summary>
    public ImmutableArray<ResultColumn> Columns { get; }

    /// <summary>Makes sure that a table can have the columns that are asked for.</summary>
    /// <param name="carried">The columns to carry along.</param>
    /// <param name="names">The names of the quantities.</param>
    /// <exception cref="UserErrorException">Two columns would have one name.</exception>
    public static void RequireNames(ImmutableArray<string> carried, IEnumerable<string> names)
    {
        if (carried.FirstOrDefault(name => name is "DESIGN" or "REP" || names.Contains(name)) is { } twice)
        {
            throw new UserErrorException($"'{twice}' is a column of the table already, so the data set's cannot be carried into it under that " +
                "name; leave it out, or rename it in the data set");
        }
    }

    /// <summary>The rows of a subject of the data set.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="values">Its values: row by row, one for each quantity; those of points before its first record are left out.</param>
    public IEnumerable<ImmutableArray<Cell>> Rows(DataSubject subject, double[] values) => Rows(subject, values, [subject.Id]);

    /// <summary>The rows of a virtual person with a subject's records.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="values">The person's values, as in <see cref="Rows(DataSubject, double[])"/>.</param>
    /// <param name="number">The person's number.</param>
    /// <param name="replicate">Which of the people with these records it is, from 1.</param>
    public IEnumerable<ImmutableArray<Cell>> Rows(DataSubject subject, double[] values, long number, long replicate) =>
        Rows(subject, values, [number.ToString(CultureInfo.InvariantCulture), subject.Id, replicate.ToString(CultureInfo.InvariantCulture)]);

    private IEnumerable<ImmutableArray<Cell>> Rows(DataSubject subject, double[] values, Cell[] who)
    {
        int rows = _rules.Points.IsEmpty ? subject.Records.Length : _rules.Points.Length;
        for (int row = 0; row < rows; row++)
        {
            double time = _rules.Points.IsEmpty ? subject.Records[row].Time : _rules.Points[row];
            if (time >= subject.Records[0].Time || _rules.Points.IsEmpty)
            {
                yield return Row(subject, (row, time), values.AsSpan(row * _quantities, _quantities), who);
            }
        }
    }

    private ImmutableArray<Cell> Row(DataSubject subject, (int Row, double Time) place, ReadOnlySpan<double> values, Cell[] who)
    {
        ImmutableArray<Cell>.Builder cells = ImmutableArray.CreateBuilder<Cell>(Columns.Length);
        cells.AddRange(who);
        cells.Add(place.Time);
        foreach (double value in values)
        {
            cells.Add(value);
        }

        int record = _rules.Points.IsEmpty ? place.Row : Ruling(subject, place.Time);
        foreach (int column in _carried)
        {
            cells.Add(subject.Kept[record][column]);
        }

        return cells.MoveToImmutable();
    }

    /// <summary>The record whose covariates hold at a time.</summary>
    private int Ruling(DataSubject subject, double time)
    {
        int before = subject.Records.Count(record => record.Time < time), upTo = subject.Records.Count(record => record.Time <= time);
        return _rules.Covariates == CovariateInterpolation.LastRecord ? upTo - 1 : Math.Min(before, subject.Records.Length - 1);
    }

    private static bool IsThere(string name) =>
        name.Equals("ID", StringComparison.OrdinalIgnoreCase) || name.Equals("TIME", StringComparison.OrdinalIgnoreCase);
}
