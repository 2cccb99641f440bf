using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>
/// How well models meet the calibration rows, kind by kind: the table that <c>ketascope calibrate choice</c> writes and from which a model is chosen. No
/// validation row is in it.
/// </summary>
/// <param name="Cells">The table; empty where none was made.</param>
public sealed record ModelRanking(ImmutableArray<CalibrationCell> Cells)
{
    /// <summary>The columns of the file.</summary>
    public static ImmutableArray<string> Columns { get; } = ["drugs", "routes", "site", "age", "analyte", "model", "rows", "fold_error"];

    /// <summary>Two fold errors nearer than this are equal: ten rows read off a figure within 10 % have a mean that is sure within some 2 %.</summary>
    private const double Equality = 1.02;

    /// <summary>From the rows that are most like what is asked to those that are least; the first that any candidate predicts decide.</summary>
    private static readonly (string Words, Func<CalibrationKind, CalibrationKind, bool> Holds)[] Steps =
    [
        ("of this drug and route", (row, asked) => row.Drugs == asked.Drugs && HasRoutes(row, asked) && SameAnalyte(row, asked)),
        ("of this drug and route, but of other analytes",
            (row, asked) => asked.Analyte is not null && row.Drugs == asked.Drugs && HasRoutes(row, asked)),
        ("of this route, after another form of the drug", (row, asked) => HasRoutes(row, asked) && SameAnalyte(row, asked)),
        ("of this drug and analyte by other routes; none is of this route", (row, asked) => row.Drugs == asked.Drugs && SameAnalyte(row, asked)),
        ("of this analyte by other routes; none is of this drug and route", SameAnalyte),
        ("of this route, but of other analytes", (row, asked) => asked.Analyte is not null && HasRoutes(row, asked)),
    ];

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">The file is no such table.</exception>
    public static ModelRanking Read(string path)
    {
        using StringReader text = new(InputFile.ReadText(path));
        using CsvReader csv = new(text, CultureInfo.InvariantCulture);
        try
        {
            List<CalibrationCell> cells = [];
            csv.Read();
            csv.ReadHeader();
            while (csv.Read())
            {
                string[] words = [.. Columns.Take(6).Select(name => csv.GetField(name)!)];
                cells.Add(new CalibrationCell(new CalibrationKind(words[0], words[1], words[2], words[3], words[4]), words[5],
                    csv.GetField<int>("rows"), csv.GetField<double>("fold_error")));
            }

            return new ModelRanking([.. cells]);
        }
        catch (CsvHelperException e)
        {
            string reason = e.Message.Split('\n')[0].Trim();
            throw new UserErrorException($"'{path}' is not a table of how models meet calibration rows ({string.Join(", ", Columns)}): {reason}", e);
        }
    }

    /// <summary>
    /// Orders candidates: those that predict most of the deciding rows by their fold error, the others behind them in the order in which they come. Where
    /// fold errors differ by less than the rows can tell, rows that are less like what is asked decide between their models; where none does, the model
    /// that predicts more calibration rows of these analytes and routes, at whatever site, comes first: it was tried on more.
    /// </summary>
    /// <param name="candidates">The models that take the dose, in the order that holds where no row decides.</param>
    /// <param name="asked">What is asked.</param>
    /// <returns>The models, and in a sentence what decided between them; empty where there is one candidate only.</returns>
    public (ImmutableArray<ModelFolder> Ordered, string Why) Order(ImmutableArray<ModelFolder> candidates, CalibrationKind asked) =>
        candidates.Length < 2 ? (candidates, "")
        : Decided(candidates, asked, 0, isTie: false)
            ?? (candidates, $"No calibration row decides between {candidates.Length} models: the order is a priority that was set by hand.");

    private (ImmutableArray<ModelFolder> Ordered, string Why)? Decided(ImmutableArray<ModelFolder> candidates, CalibrationKind asked, int step, bool isTie)
    {
        if (step == Steps.Length)
        {
            return null;
        }

        (ModelFolder Model, int Rows, double Fold)[] scored =
        [
            .. candidates.Select(model => Score(model, row => row.Age == asked.Age && SameSite(row, asked) && Steps[step].Holds(row, asked)))
                .Where(one => one.Rows > 0).OrderByDescending(one => one.Rows).ThenBy(one => one.Fold),
        ];

        // Between models that were equal only rows that all of them predict can decide: another one may know more routes, which makes it no better here.
        if (scored.Length == 0 || (isTie && (scored.Length < candidates.Length || scored[^1].Rows < scored[0].Rows)))
        {
            return Decided(candidates, asked, step + 1, isTie);
        }

        ModelFolder[] best = [.. scored.Where(one => one.Rows == scored[0].Rows && one.Fold < scored[0].Fold * Equality).Select(one => one.Model)];
        (ImmutableArray<ModelFolder> first, string further) = Untied([.. candidates.Where(best.Contains)], asked, step + 1);
        return (
            [.. first, .. scored.Select(one => one.Model).Except(first), .. candidates.Where(model => scored.All(one => one.Model != model))],
            Sentence(scored, Steps[step].Words) + further);
    }

    /// <summary>Orders models that are equal by the rows that decide, and says by what.</summary>
    private (ImmutableArray<ModelFolder> Ordered, string Why) Untied(ImmutableArray<ModelFolder> equal, CalibrationKind asked, int step)
    {
        string count = equal.Length == 2 ? "Two" : equal.Length == 3 ? "Three" : equal.Length.ToString(CultureInfo.InvariantCulture);
        return equal.Length == 1 ? (equal, "")
            : Decided(equal, asked, step, isTie: true) is { } later ? (later.Ordered, $" {count} are as good by these. {later.Why}")
            : ([.. equal.OrderByDescending(model => Tried(model, equal, asked))],
                $" {count} are as good by these: of them the one that predicts most rows of this route at whatever site comes first, " +
                "of those the one of the highest priority.");
    }

    private static string Sentence((ModelFolder Model, int Rows, double Fold)[] scored, string words)
    {
        (ModelFolder _, int rows, double fold) = scored[0];
        string others = string.Join(
            ", ", scored.Skip(1).Select(one => Invariant($"{one.Model.Id} {one.Fold:F2}") + (one.Rows < rows ? Invariant($" (of {one.Rows})") : "")));
        string decided = Invariant($"Decided by {rows} calibration row{(rows == 1 ? "" : "s")} {words}: {scored[0].Model.Id} has a fold error of {fold:F2}");
        return $"{decided}{(others.Length > 0 ? $"; {others}" : ", and no other model predicts them")}.";
    }

    /// <summary>How many rows of these analytes and routes a model predicts: of this form of the drug or, where no candidate predicts one, of any.</summary>
    private int Tried(ModelFolder model, ImmutableArray<ModelFolder> candidates, CalibrationKind asked)
    {
        int Rows(ModelFolder one, bool form) => Cells
            .Where(cell => cell.Model == one.Id && cell.Kind.Age == asked.Age && HasRoutes(cell.Kind, asked) && SameAnalyte(cell.Kind, asked))
            .Where(cell => !form || cell.Kind.Drugs == asked.Drugs)
            .Sum(cell => cell.Rows);
        return Rows(model, candidates.Any(one => Rows(one, form: true) > 0));
    }

    private (ModelFolder Model, int Rows, double Fold) Score(ModelFolder model, Func<CalibrationKind, bool> counts)
    {
        CalibrationCell[] own = [.. Cells.Where(cell => cell.Model == model.Id && counts(cell.Kind))];
        int rows = own.Sum(cell => cell.Rows);
        return (model, rows, rows == 0 ? double.NaN : Math.Exp(own.Sum(cell => cell.Rows * Math.Log(cell.FoldError)) / rows));
    }

    /// <summary>A row after doses by several routes counts for each of them.</summary>
    private static bool HasRoutes(CalibrationKind row, CalibrationKind asked) => asked.Routes.Split('+').All(row.Routes.Split('+').Contains);

    private static bool SameAnalyte(CalibrationKind row, CalibrationKind asked) => asked.Analyte is null || row.Analyte == asked.Analyte;

    /// <summary>A row that does not say where blood was drawn counts as one from a vein.</summary>
    private static bool SameSite(CalibrationKind row, CalibrationKind asked) =>
        row.Site == asked.Site || (row.Site == CalibrationKind.Unsaid && asked.Site != "arterial");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
