using System.Collections.Immutable;
using Ketascope.Study.DataSets;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Fitting;

/// <summary>Predicts the observations of a data set. The subjects of all rows become one list, so that the differences of one subject, which has the same times in all, share a vector.</summary>
/// <param name="run">The compiled model; its parameter columns are those of the data set and after them those of the fit.</param>
/// <param name="set">The data set as it was read.</param>
/// <param name="shape">How many quantities a record has, and which of the parameters of the fit are columns.</param>
/// <param name="observations">The observations of each unit.</param>
internal sealed class DataSetPredictor(DataSetRun run, DataSet set, (int Quantities, int[] Columns) shape,
    ImmutableArray<ImmutableArray<ObservedRecord>> observations) : IPredictor
{
    private readonly int[][] _subjects = [.. observations.Select(own => own.Select(observation => observation.Subject).Distinct().ToArray())];

    /// <inheritdoc/>
    public ImmutableArray<double[]> Predict(ImmutableArray<ParameterRow> rows, CancellationToken cancellation)
    {
        try
        {
            return Solve(rows, cancellation);
        }
        catch (UserErrorException) when (rows.Length > 1)
        {
            // Parameters on trial may give a dose that cannot be (a negative lag): that row has no prediction, and the others do.
            int half = rows.Length / 2;
            return [.. Predict(rows[..half], cancellation), .. Predict(rows[half..], cancellation)];
        }
        catch (UserErrorException)
        {
            double[] none = new double[observations[rows[0].Unit].Length];
            Array.Fill(none, double.NaN);
            return [none];
        }
    }

    /// <summary>As <see cref="Predict"/>, but a dose that cannot be is an error.</summary>
    /// <exception cref="UserErrorException">A record is wrong, or a steady state cannot be found.</exception>
    public ImmutableArray<double[]> Solve(ImmutableArray<ParameterRow> rows, CancellationToken cancellation)
    {
        // By subject first: the lanes of a vector should have the same times.
        (int Row, int Subject)[] lanes = [.. rows.SelectMany((row, i) => _subjects[row.Unit].Select(subject => (Row: i, Subject: subject))).OrderBy(lane => lane.Subject)];
        DataSetOutcome outcome =
            run.Solve([.. lanes.Select(lane => With(set.Subjects[lane.Subject], [.. shape.Columns.Select(column => rows[lane.Row].Values[column])]))],
            progress: null, cancellation);
        Dictionary<(int, int), double[]> values = [];
        for (int i = 0; i < lanes.Length; i++)
        {
            values[lanes[i]] = outcome.Values[i];
        }

        return [.. rows.Select((row, i) =>
            observations[row.Unit].Select(one => values[(i, one.Subject)][(one.Record * shape.Quantities) + one.Output]).ToArray())];
    }

    private static DataSubject With(DataSubject subject, double[] parameters)
    {
        ImmutableArray<ImmutableArray<double>>.Builder values = ImmutableArray.CreateBuilder<ImmutableArray<double>>(subject.Values.Length);
        for (int i = 0; i < subject.Values.Length; i++)
        {
            bool same = i > 0 && subject.Values[i].AsSpan().SequenceEqual(subject.Values[i - 1].AsSpan());
            values.Add(same ? values[i - 1] : [.. subject.Values[i], .. parameters]);
        }

        return subject with { Values = values.MoveToImmutable() };
    }
}
