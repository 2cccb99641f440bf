using System.CommandLine;
using System.Globalization;
using CsvHelper;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine.Patient;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope validate pk</c>: what was observed, beside what the models predict.</summary>
internal static class ValidateCommand
{
    private const string Domino = "domino-1982";
    private static readonly Option<string?> Data = new("--data") { Description = "The observations (docs/observations.md; default: those that come with Ketascope)", HelpName = "FILE" };
    private static readonly Option<string?> Table = Shared.Table("the rows with predicted, low, high (5th and 95th percentile), ratio, inside, interval_inside, model and reason");

    private static readonly Option<int> Subjects = Shared.Number("--subjects", "How many virtual people; 1 for a typical person alone (default: 500)", "N", 500);
    private static readonly Option<int> Seed = Shared.Seed();

    public static string[] Examples { get; } = ["validate pk", "validate pk --data mine.csv --table out.csv", "validate receptor"];

    public static Command Create()
    {
        Command pk = new("pk", "Hold predicted concentrations and exposure against observed ones; misses are results, not errors") { Data, Table, Subjects, Seed };
        pk.SetAction(RunAsync);
        return new Command("validate", "Hold the models against observations") { pk, ReceptorValidation.Create() };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Outputs.Prepare(parsed, parsed.GetValue(Table), null);
        ObservationFile file = ObservationFile.Read(parsed.GetValue(Data) ?? Path.Combine(EvidenceFolder.Default(), "pharmacokinetics", "observations.csv"));
        ModelLibrary library = ModelLibrary.Read(ModelLibrary.DefaultFolder());
        int subjects = parsed.GetValue(Subjects);
        Shared.Refuse(parsed, subjects == 1 ? [Seed] : [], "changes nothing for a typical person; it goes with --subjects above 1");
        if (subjects < 1 || parsed.GetValue(Seed) < 0)
        {
            throw new UserErrorException("the number of subjects must be at least 1, and the seed not negative");
        }

        IPredictionSource source = subjects == 1 ? new TypicalSubject(library) : new VirtualPeople(library, subjects, (ulong)parsed.GetValue(Seed));
        (IReadOnlyList<Comparison> rows, IReadOnlyList<Comparison>? domino) = await Task.Run(() => Compare(file, library, source, cancellation), cancellation).ConfigureAwait(false);
        if (parsed.GetValue(Table) is { } table)
        {
            OutputFile.WriteText(table, writer => Write(writer, file, rows), cancellation);
        }

        Print(rows, domino);
        return ExitCode.Success;
    }

    private static (IReadOnlyList<Comparison> Rows, IReadOnlyList<Comparison>? Domino) Compare(ObservationFile file, ModelLibrary library, IPredictionSource source, CancellationToken cancellation)
    {
        using ProgressLine progress = new(file.Rows.Length);
        IReadOnlyList<Comparison> rows = Comparison.All(file, source, progress, cancellation);
        bool known = library.Models.Any(model => model.Id == Domino);
        return (rows, known ? Comparison.All(file, new TypicalSubject(library, Domino), progress, cancellation) : null);
    }

    /// <summary>Writes every row with what was predicted of it.</summary>
    public static void Write(TextWriter writer, ObservationFile file, IReadOnlyList<Comparison> rows)
    {
        using CsvWriter csv = new(writer, CultureInfo.InvariantCulture, leaveOpen: true);
        // The file's own low and high make room for the predicted ones.
        IEnumerable<string> own = file.Columns.Select(name => name is "low" or "high" ? $"observed_{name}" : name);
        foreach (string name in (string[])[.. own, "predicted", "low", "high", "ratio", "inside", "interval_inside", "model", "reason"])
        {
            csv.WriteField(name);
        }

        csv.NextRecord();
        foreach (Comparison row in rows)
        {
            foreach (string field in row.Row.Fields)
            {
                csv.WriteField(field);
            }

            foreach (double? number in (double?[])[row.Prediction?.Value, row.Prediction?.Low, row.Prediction?.High, row.Ratio])
            {
                csv.WriteField(number?.ToString("R", CultureInfo.InvariantCulture) ?? "");
            }

            csv.WriteField(YesNo(row.Inside));
            csv.WriteField(YesNo(row.IntervalInside));
            csv.WriteField(row.Prediction?.Model ?? "");
            csv.WriteField(row.Reason ?? row.Prediction?.Note ?? "");
            csv.NextRecord();
        }
    }

    /// <summary>Prints the rows, why some were not run, and a summary of each role.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="domino">The same rows in the reference model, or null for none.</param>
    /// <param name="measure">What was measured, for people; null for measures of dosed subjects.</param>
    public static void Print(IReadOnlyList<Comparison> rows, IReadOnlyList<Comparison>? domino, Func<Observation, string>? measure = null)
    {
        List<ResultColumn> columns = [new("study"), new("output"), new("observed"), new("predicted (5-95 %)"), new("ratio"), new("inside")];
        if (domino is not null)
        {
            columns.Add(new ResultColumn("Domino"));
        }

        foreach (IGrouping<string, int> role in Enumerable.Range(0, rows.Count).Where(i => rows[i].Row.Observation is not null).GroupBy(i => Role(rows[i])))
        {
            TableText.Write(new ResultTable([.. columns], [.. role.Select(i => (System.Collections.Immutable.ImmutableArray<Cell>)[.. Cells(rows[i], domino?[i], measure ?? Measure)])]), role.Key);
        }

        Console.Out.WriteLine();
        foreach (IGrouping<string?, Comparison> missing in rows.Where(row => row.Reason is not null).GroupBy(row => row.Reason))
        {
            Console.Out.WriteLine(TextWrap.Paragraph($"not run ({missing.Count()}): {missing.Key}", indent: 2));
        }

        foreach (IGrouping<string?, Comparison> doubt in rows.Where(row => row.Prediction?.Note is not null).GroupBy(row => row.Prediction!.Note))
        {
            Console.Out.WriteLine(TextWrap.Paragraph($"with doubts ({doubt.Count()}): {doubt.Key}", indent: 2));
        }

        foreach (IGrouping<string, Comparison> role in rows.GroupBy(Role))
        {
            Console.Out.WriteLine(TextWrap.Paragraph(Summary(role.Key, [.. role]), indent: 2));
        }

        if (domino is not null)
        {
            Console.Out.WriteLine(TextWrap.Paragraph(Summary($"Domino ({Domino}), all roles", domino), indent: 2));
        }
    }

    private static IEnumerable<Cell> Cells(Comparison row, Comparison? domino, Func<Observation, string> measure)
    {
        Observation? seen = row.Row.Observation;
        Prediction? made = row.Prediction;
        yield return seen?.Study ?? "";
        yield return seen is null ? "" : Invariant($"{seen.Output}, {measure(seen)}");
        yield return seen is null ? "" : Invariant($"{(seen.Value is { } value ? Number(value) : Invariant($"{seen.Low}-{seen.High}"))} {UnitText(seen.Unit)}").TrimEnd();
        yield return made is { Low: not null, High: not null } ? $"{Number(made.Value)} ({Number(made.Low)}-{Number(made.High)})" : Number(made?.Value);
        yield return Number(row.Ratio);
        yield return YesNo(row.Inside);
        if (domino is not null)
        {
            yield return Number(domino.Prediction?.Value);
        }
    }

    private static string YesNo(bool? value) => value switch { true => "yes", false => "no", null => "" };

    private static string Role(Comparison row) => row.Row.Observation is not { } seen ? "unreadable" : seen.Role.Length > 0 ? seen.Role : "no role";

    private static string UnitText(string unit) => unit switch { "dimensionless" => "", "percent" => "%", var other => other };

    private static string Measure(Observation seen) => seen.Measure switch
    {
        { Kind: MeasureKind.At } at => Invariant($"{at.From:G4} h"),
        { To: { } to } window => Invariant($"{Short(window.Kind)} {window.From:G4}-{to:G4} h"),
        var other => Short(other.Kind),
    };

    private static string Short(MeasureKind kind) => kind switch
    {
        MeasureKind.At => "at",
        MeasureKind.EndOfInfusion => "end of infusion",
        MeasureKind.Maximum => "Cmax",
        MeasureKind.Minimum => "Cmin",
        MeasureKind.TimeOfMaximum => "Tmax",
        MeasureKind.Average => "Cavg",
        MeasureKind.Area => "AUC",
        MeasureKind.HalfLife => "half-life",
        MeasureKind.Clearance => "CL",
        MeasureKind.Volume => "Vss",
        MeasureKind.TerminalVolume => "Vz",
        MeasureKind.ResidenceTime => "MRT",
        MeasureKind.Bioavailability => "F",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Summary(string role, IReadOnlyList<Comparison> rows)
    {
        double[] folds = [.. rows.Where(row => row.Ratio > 0).Select(row => Math.Abs(Math.Log(row.Ratio!.Value)))];
        int judged = rows.Count(row => row.Inside is not null), inside = rows.Count(row => row.Inside == true);
        return folds.Length == 0
            ? $"{role}: {rows.Count} rows, none predicted"
            : Invariant($"{role}: {rows.Count} rows, {rows.Count(row => row.Prediction is not null)} predicted; inside {inside} of {judged} with an interval; geometric mean fold error {Math.Exp(folds.Average()):F2} (of {folds.Length} above 0); within 2-fold {folds.Count(fold => fold <= Math.Log(2))} of {rows.Count(row => row.Prediction is not null)}");
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
