using System.Collections.Immutable;
using System.Globalization;
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
    public static ImmutableArray<string> Columns { get; } = ["drugs", "routes", "site", "age", "analyte", "model", "fitted", "rows", "fold_error"];

    /// <summary>Two fold errors nearer than this are equal: ten rows read off a figure within 10 % have a mean that is sure within some 2 %.</summary>
    private const double Equality = 1.02;

    /// <summary>How many of the steps are of the drug and the route that are asked about.</summary>
    private const int OwnSteps = 2;

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
    public static ModelRanking Read(string path) => new(CsvTable.Read(path, "how models meet calibration rows", Columns, csv =>
    {
        string[] words = [.. Columns.Take(7).Select(name => csv.GetField(name)!)];
        return new CalibrationCell(new CalibrationKind(words[0], words[1], words[2], words[3], words[4]), words[5], words[6] == "yes",
            csv.GetField<int>("rows"), csv.GetField<double>("fold_error"));
    }));

    /// <summary>
    /// Orders candidates: those that predict most of the deciding rows by their fold error, the others behind them in the order in which they come. How a
    /// model meets rows that it was fitted to says nothing for it against a model that does not know them. So where such a model is the nearest, rows of
    /// the drug and route that are asked about put those that were fitted to them first, and other rows decide between these; rows that are less like what
    /// is asked decide nothing then. Where fold errors differ by less than the rows can tell, rows that are less like what is asked decide between their
    /// models; where none does, the model that predicts more calibration rows of these analytes and routes, at whatever site, comes first.
    /// </summary>
    /// <param name="candidates">The models that take the dose, in the order that holds where no row decides.</param>
    /// <param name="asked">What is asked.</param>
    /// <returns>The models, and in a sentence what decided between them; empty where there is one candidate only.</returns>
    public (ImmutableArray<ModelFolder> Ordered, string Why) Order(ImmutableArray<ModelFolder> candidates, CalibrationKind asked) =>
        candidates.Length < 2 ? (candidates, "")
        : Decided(candidates, asked, 0, isTie: false)
            ?? (candidates,
                $"No calibration row{(HasFitted(candidates, asked) ? " that none of them was fitted to" : "")} decides between {candidates.Length} models: " +
                "the order is a priority that was set by hand.");

    private (ImmutableArray<ModelFolder> Ordered, string Why)? Decided(ImmutableArray<ModelFolder> candidates, CalibrationKind asked, int step, bool isTie)
    {
        if (step == Steps.Length)
        {
            return null;
        }

        Score[] scored =
        [
            .. candidates.Select(model => ScoreOf(model, row => row.Age == asked.Age && SameSite(row, asked) && Steps[step].Holds(row, asked)))
                .Where(one => one.Rows > 0).OrderByDescending(one => one.Rows).ThenBy(one => one.Fold),
        ];

        // Between models that were equal only rows that all of them predict can decide: another one may know more routes, which makes it no better here.
        bool isOfSome = scored.Length == 0 || (isTie && (scored.Length < candidates.Length || scored[^1].Rows < scored[0].Rows));
        if (isOfSome || (scored[0].IsFitted && (isTie || step >= OwnSteps)))
        {
            return Decided(candidates, asked, step + 1, isTie);
        }

        ModelFolder[] best =
        [
            .. scored.Where(one => one.Rows == scored[0].Rows && (scored[0].IsFitted ? one.IsFitted : one.Fold < scored[0].Fold * Equality))
                .Select(one => one.Model),
        ];
        (ImmutableArray<ModelFolder> first, string further) = Untied([.. candidates.Where(best.Contains)], asked, step + 1);
        return (
            [.. first, .. scored.Select(one => one.Model).Except(first), .. candidates.Where(model => scored.All(one => one.Model != model))],
            (scored[0].IsFitted ? FittedSentence(scored, best.Length, Steps[step].Words) : Sentence(scored, Steps[step].Words)) + further);
    }

    /// <summary>Orders models between which the rows so far do not decide, and says by what.</summary>
    private (ImmutableArray<ModelFolder> Ordered, string Why) Untied(ImmutableArray<ModelFolder> equal, CalibrationKind asked, int step)
    {
        if (equal.Length == 1)
        {
            return (equal, "");
        }

        string count = equal.Length == 2 ? "Two" : equal.Length == 3 ? "Three" : equal.Length.ToString(CultureInfo.InvariantCulture);
        return Decided(equal, asked, step, isTie: true) is { } later ? (later.Ordered, $" {count} are as good by these. {later.Why}")
            : equal.Any(model => Tried(model, equal, asked) != Tried(equal[0], equal, asked))
                ? ([.. equal.OrderByDescending(model => Tried(model, equal, asked))],
                    $" {count} are as good by these: of them the one that predicts most rows of this route at whatever site comes first, " +
                    "of those the one of the highest priority.")
            : (equal, $" {count} are as good by these: of them the one of the highest priority, which was set by hand, comes first.");
    }

    private static string Sentence(Score[] scored, string words)
    {
        string others = string.Join(", ", scored.Skip(1).Select(one => FoldOf(one, scored[0].Rows)));
        string decided = Invariant($"Decided by {Counted(scored[0].Rows)} {words}: {scored[0].Model.Id} has a fold error of {scored[0].Fold:F2}");
        return $"{decided}{(others.Length > 0 ? $"; {others}" : ", and no other model predicts them")}.";
    }

    private static string FittedSentence(Score[] scored, int first, string words)
    {
        string fitted = string.Join(", ", scored.Where(one => one.IsFitted && one.Rows == scored[0].Rows).Select(one => FoldOf(one, one.Rows)));
        string others = string.Join(", ", scored.Where(one => !one.IsFitted || one.Rows < scored[0].Rows).Select(one => FoldOf(one, scored[0].Rows)));
        return $"Fitted to the {Counted(scored[0].Rows)} {words}, {(first == 1 ? "and so taken" : "which therefore do not decide between them")}: {fitted} " +
            $"(fold errors){(others.Length > 0 ? $"; others {others}" : "")}.";
    }

    private static string Counted(int rows) => $"{rows} calibration row{(rows == 1 ? "" : "s")}";

    private static string FoldOf(Score one, int rows) => Invariant($"{one.Model.Id} {one.Fold:F2}") + (one.Rows < rows ? Invariant($" (of {one.Rows})") : "");

    /// <summary>
    /// How many rows of these analytes and routes a model predicts that it was not fitted to: of this form of the drug or, where no candidate predicts one,
    /// of any.
    /// </summary>
    private int Tried(ModelFolder model, ImmutableArray<ModelFolder> candidates, CalibrationKind asked)
    {
        IEnumerable<CalibrationCell> Like(ModelFolder one) => Cells.Where(cell => cell.Model == one.Id && cell.Kind.Age == asked.Age)
            .Where(cell => HasRoutes(cell.Kind, asked) && SameAnalyte(cell.Kind, asked));
        bool isOfForm = candidates.Any(one => Like(one).Any(cell => cell.Kind.Drugs == asked.Drugs));
        return Like(model).Where(cell => !cell.IsFitted && (!isOfForm || cell.Kind.Drugs == asked.Drugs)).Sum(cell => cell.Rows);
    }

    private Score ScoreOf(ModelFolder model, Func<CalibrationKind, bool> counts)
    {
        CalibrationCell[] own = [.. Cells.Where(cell => cell.Model == model.Id && counts(cell.Kind))];
        int rows = own.Sum(cell => cell.Rows);
        double fold = rows == 0 ? double.NaN : Math.Exp(own.Sum(cell => cell.Rows * Math.Log(cell.FoldError)) / rows);
        return new Score(model, rows, fold, own.Any(cell => cell.IsFitted));
    }

    /// <summary>How a model meets the rows of a step, and whether it was fitted to one of them.</summary>
    private sealed record Score(ModelFolder Model, int Rows, double Fold, bool IsFitted);

    private bool HasFitted(ImmutableArray<ModelFolder> models, CalibrationKind asked) =>
        Cells.Any(cell => cell.IsFitted && cell.Kind.Age == asked.Age && SameSite(cell.Kind, asked) && models.Any(model => model.Id == cell.Model));

    /// <summary>
    /// A row after doses by several routes counts for each of them. Under the tongue and in the cheek are one: Simons 2022 (doi:10.3389/fpain.2022.946486)
    /// found no difference between them.
    /// </summary>
    private static bool HasRoutes(CalibrationKind row, CalibrationKind asked) => Ways(asked).All(Ways(row).Contains);

    private static string[] Ways(CalibrationKind kind) => kind.Routes.Replace("buccal", "sublingual", StringComparison.Ordinal).Split('+');

    private static bool SameAnalyte(CalibrationKind row, CalibrationKind asked) => asked.Analyte is null || row.Analyte == asked.Analyte;

    /// <summary>A row that does not say where blood was drawn counts as one from a vein.</summary>
    private static bool SameSite(CalibrationKind row, CalibrationKind asked) =>
        row.Site == asked.Site || (row.Site == CalibrationKind.Unsaid && asked.Site != "arterial");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
