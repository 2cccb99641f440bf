using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Observations;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Study.Areas;

/// <summary>What is predicted by something that people use today.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Rows">The same rows.</param>
internal sealed record BenchmarkRows(string Name, IReadOnlyList<Comparison> Rows);

/// <summary>Observed beside predicted, as tables and sentences: the same for every area.</summary>
internal static class ValidationReport
{
    private const string Predicted = "predicted";

    /// <summary>The rows by role, why some were not run, and a summary of each role.</summary>
    public static ImmutableArray<ResultSection> Sections(
        IExperiment experiment, ObservationFile file, IReadOnlyList<Comparison> rows, BenchmarkRows? benchmark)
    {
        ImmutableArray<ResultColumn> columns =
            [new("study"), new("output"), new("observed"), new("predicted (5-95 %)"), new("ratio"), new("inside"), .. benchmark is null
                ? (ResultColumn[])[] : [new ResultColumn(benchmark.Name)]];
        return
        [
            .. Enumerable.Range(0, rows.Count).Where(i => rows[i].Row.Observation is not null).GroupBy(i => Role(rows[i])).Select(role => new TableSection(
                role.Key, new ResultTable(columns, [.. role.Select(i => (ImmutableArray<Cell>)[.. Cells(experiment, rows[i], benchmark?.Rows[i])])]))),
            .. Misses(file, rows).Concat(Sentences(rows, benchmark)).Concat(Kinds(file, rows)).Select(text => new TextSection(text)),
        ];
    }

    /// <summary>Every row with what was predicted of it.</summary>
    public static ResultTable Rows(ObservationFile file, IReadOnlyList<Comparison> rows)
    {
        // The file's own low and high make room for the predicted ones.
        IEnumerable<string> own = file.Columns.Select(name => name is "low" or "high" ? $"observed_{name}" : name);
        string[] names = [.. own, Predicted, "low", "high", "ratio", "inside", "interval_inside", "model", "reason"];
        return new ResultTable([.. names.Select(name => new ResultColumn(name))], [.. rows.Select(row => (ImmutableArray<Cell>)
        [
            .. row.Row.Fields.Select(Cell.FromString),
            .. new[] { row.Prediction?.Value, row.Prediction?.Low, row.Prediction?.High, row.Ratio }.Select(number => number is { } known
                ? Cell.FromDouble(known) : Cell.FromString("")),
            YesNo(row.Inside), YesNo(row.IntervalInside), row.Prediction?.Model ?? "", row.Reason ?? row.Prediction?.Note ?? "",
        ])]);
    }

    /// <summary>An answer with columns for what draws of uncertain parameters predict, and a table of the predictions that differ between draws.</summary>
    public static StudyResult Over(StudyResult usual, IReadOnlyList<StudyResult> draws)
    {
        (ResultColumn[] columns, ImmutableArray<Cell>[] rows) = ([.. usual.Values!.Columns], [.. usual.Values.Rows]);
        ImmutableArray<Cell>[][] drawn = [.. draws.Select(draw => draw.Values!.Rows.ToArray())];
        int Column(string name) => Array.FindIndex(columns, one => one.Name == name);
        int predicted = Column(Predicted);
        double[][] sorted = [.. rows.Select((_, i) => drawn.Select(all => all[i][predicted].Number).Where(double.IsFinite).Order().ToArray())];
        int[] moved =
        [
            .. Enumerable.Range(0, rows.Length).Where(i => rows[i][predicted].IsNumber && DrawnNumbers.Differs(rows[i][predicted].Number, sorted[i])),
        ];
        if (moved.Length == 0)
        {
            return usual;
        }

        string[] shown = ["study", "output", "time", "unit"];
        ResultTable table = new(
            [.. shown.Select(name => new ResultColumn(name)), new("observed"), new(Predicted), .. DrawnNumbers.SummaryColumns],
            [.. moved.Select(i => (ImmutableArray<Cell>)
            [
                .. shown.Select(name => Column(name) is >= 0 and var c ? rows[i][c] : ""),
                rows[i][Column("value")], rows[i][predicted], .. DrawnNumbers.Summary(sorted[i]),
            ])]);
        return usual with
        {
            Sections = [.. usual.Sections, new TableSection(DrawnNumbers.Title("Predictions", draws.Count), table)],
            Values = new ResultValues(
                [.. columns, .. DrawnNumbers.SummaryColumns.Select(one => new ResultColumn($"predicted {one.Name}"))],
                [.. rows.Select((row, i) => (ImmutableArray<Cell>)[.. row, .. sorted[i].Length == 0 ? ["", "", ""] : DrawnNumbers.Summary(sorted[i])])]),
        };
    }

    /// <summary>What the file says of rows that are missed, in its column <c>miss</c>.</summary>
    private static IEnumerable<string> Misses(ObservationFile file, IReadOnlyList<Comparison> rows) =>
        file.Columns.IndexOf("miss") is var column && column < 0 ? []
        : rows.Where(row => row.Inside != true && row.Row.Observation is not null && row.Row.Fields[column].Length > 0).GroupBy(row => row.Row.Fields[column])
            .Select(missed => $"missed: {string.Join(", ", missed.Select(row => row.Row.Observation!.Study).Distinct())}: {missed.Key}");

    /// <summary>A summary of each kind of rows that judge, where the file has a column <c>kind</c>.</summary>
    private static IEnumerable<string> Kinds(ObservationFile file, IReadOnlyList<Comparison> rows) =>
        file.Columns.IndexOf("kind") is var column && column < 0 ? []
        : rows.Where(row => row.Row.Observation is { Role: not "calibration" }).GroupBy(row => row.Row.Fields[column])
            .Select(kind => Summary($"{kind.Key}, but for calibration", [.. kind]));

    private static IEnumerable<string> Sentences(IReadOnlyList<Comparison> rows, BenchmarkRows? benchmark) =>
    [
        .. rows.Where(row => row.Reason is not null).GroupBy(row => row.Reason).Select(missing => $"not run ({missing.Count()}): {missing.Key}"),
        .. rows.Where(row => row.Prediction?.Note is not null).GroupBy(row => row.Prediction!.Note)
            .Select(doubt => $"with doubts ({doubt.Count()}): {doubt.Key}"),
        .. rows.GroupBy(Role).Select(role => Summary(role.Key, [.. role])),
        .. benchmark is null ? (string[])[] : [Summary($"{benchmark.Name} ({benchmark.Rows.Select(row => row.Prediction?.Model).OfType<string>().FirstOrDefault() ?? "none predicted"}), all roles", benchmark.Rows)],
    ];

    private static IEnumerable<Cell> Cells(IExperiment experiment, Comparison row, Comparison? benchmark)
    {
        Observation? seen = row.Row.Observation;
        Prediction? made = row.Prediction;
        yield return seen?.Study ?? "";
        yield return seen is null ? "" : $"{seen.Output}, {experiment.MeasureText(seen)}";
        yield return seen is null ? ""
            : Invariant($"{(seen.Value is { } value ? Number(value) : Invariant($"{seen.Low}-{seen.High}"))} {UnitText(seen.Unit)}").TrimEnd();
        yield return made is { Low: not null, High: not null } ? $"{Number(made.Value)} ({Number(made.Low)}-{Number(made.High)})" : Number(made?.Value);
        yield return Number(row.Ratio);
        yield return YesNo(row.Inside);
        if (benchmark is not null)
        {
            yield return Number(benchmark.Prediction?.Value);
        }
    }

    private static string YesNo(bool? value) => value switch { true => "yes", false => "no", null => "" };

    private static string Role(Comparison row) => row.Row.Observation is not { } seen ? "unreadable" : seen.Role.Length > 0 ? seen.Role : "no role";

    private static string UnitText(string unit) => unit switch { "dimensionless" => "", "percent" => "%", var other => other };

    private static string Summary(string role, IReadOnlyList<Comparison> rows)
    {
        double[] folds = [.. rows.Where(row => row.Ratio > 0).Select(row => Math.Abs(Math.Log(row.Ratio!.Value)))];
        int judged = rows.Count(row => row.Inside is not null), inside = rows.Count(row => row.Inside == true),
            predicted = rows.Count(row => row.Prediction is not null);

        // A prediction of 0, or of another sign than what was observed, has no fold error; it counts as predicted all the same.
        return predicted == 0 ? $"{role}: {rows.Count} rows, none predicted"
            : folds.Length == 0
            ? $"{role}: {rows.Count} rows, {predicted} predicted, none with the sign of what was observed; inside {inside} of {judged} with an interval"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{role}: {rows.Count} rows, {predicted} predicted; inside {inside} of {judged} with an interval; geometric mean fold error " +
                $"{Math.Exp(folds.Average()):F2} (of {folds.Length} above 0); within 2-fold {folds.Count(fold => fold <= Math.Log(2))} of {predicted}");
    }

    /// <summary>Four digits that count; numbers of up to six digits before the point are written out.</summary>
    private static string Number(double? value) => value switch
    {
        null => "",
        { } number when Math.Abs(number) is >= 9999.5 and < 1e6 => (Math.Round(number / 100) * 100).ToString("F0", CultureInfo.InvariantCulture),
        { } number => number.ToString("G4", CultureInfo.InvariantCulture),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
