using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Fitting;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>What a fit to a data set gave, as a result.</summary>
internal static class FitAnswer
{
    private const int MostSubjects = 20, MostWarnings = 20, MostCorrelations = 10, EstimateDigits = 4, Decimals = 3;

    /// <summary>The result.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="context">Where it was made.</param>
    public static StudyResult Of(DataSetFitResult fit, StudyContext context) => new()
    {
        Title = $"{fit.Request.Run.Model.System.Name} fitted to {fit.Request.Data.Path}",
        Sections = [.. Sections(fit)],
        Notes =
        [
            .. ModelNotes.Of(fit.Request.Run.Model),
            .. ModelNotes.Remark(fit.Request.Data.Note),
            new Note(NoteKind.Remark, Described(fit)),
            .. Warnings(fit),
        ],
        Manifest = FitFolder.Manifest(fit, context.Clock),
        WriteFolder = (folder, manifest) => FitFolder.Write(folder, fit, manifest),
        Style = ResultStyle.Tool,
        HasFailed = fit.Results.Any(result => !result.Converged && !result.Problem.Observations.IsEmpty),
    };

    private static IEnumerable<ResultSection> Sections(DataSetFitResult fit)
    {
        yield return Table(FitTables.Estimates(fit), fit, null, new ResultColumn("") { Digits = EstimateDigits });
        if (fit.Subjects.Length > MostSubjects)
        {
            yield return new LineSection(FormattableString.Invariant($"the first {MostSubjects} of {fit.Subjects.Length} subjects; --out DIR writes all"))
            {
                IsClose = true,
            };
        }

        yield return Table(Brief(FitTables.Objectives(fit)), fit, "Objective", new ResultColumn("") { Digits = EstimateDigits, Decimals = Decimals });
        if (fit.Results.Length == 1 && fit.Results[0].CorrelationNames.Length is > 1 and <= MostCorrelations)
        {
            yield return Table(FitTables.Correlations(fit), fit, "Correlation of the estimates", new ResultColumn("") { Digits = 0, Decimals = Decimals });
        }

        if (!fit.Request.Settings.Profile.IsEmpty)
        {
            yield return Table(ProfileIntervals(fit), fit, "Profile likelihood", new ResultColumn("") { Digits = EstimateDigits });
        }

        if (fit.Results.Length == 1)
        {
            yield return new LineSection($"to run the fitted model: --set {string.Join(',', fit.Settable().Select(i => fit.Results[0].Estimates[i]).Select(estimate => $"{estimate.Name}={Rounded(estimate.Value)}"))}");
        }
    }

    /// <summary>
    /// A table without columns in which nothing stands, of which the rows of the first subjects are printed, with numbers in the form of a column.
    /// </summary>
    private static TableSection Table(ResultTable table, DataSetFitResult fit, string? title, ResultColumn form)
    {
        HashSet<string> shown = [.. fit.Subjects.Take(MostSubjects)];
        int[] used = [.. Enumerable.Range(0, table.Columns.Length).Where(column => table.Rows.Any(row => row[column].Exact.Length > 0))];
        ResultTable brief = new([.. used.Select(i => form with { Name = table.Columns[i].Name, Unit = table.Columns[i].Unit })],
            [.. table.Rows.Select(row => used.Select(i => row[i]).ToImmutableArray())]);
        return new TableSection(title, brief) { RowsShown = fit.Request.Individual ? table.Rows.Count(row => shown.Contains(row[0].Exact)) : null };
    }

    private static IEnumerable<Note> Warnings(DataSetFitResult fit)
    {
        Note[] all = [.. fit.Results.SelectMany((result, unit) => result.Warnings.Select(warning => new Note(NoteKind.Warning,
            $"{(fit.Subjects[unit].Length > 0 ? $"ID {fit.Subjects[unit]}: " : "")}{warning}")))];
        return all.Length <= MostWarnings ? all
            : all.Take(MostWarnings).Append(new Note(NoteKind.Warning, string.Create(CultureInfo.InvariantCulture,
                $"there are {all.Length - MostWarnings} more warnings; --out DIR writes all")));
    }

    private static string Rounded(double value) =>
        NumberText.Exact(double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static string Described(DataSetFitResult fit)
    {
        string method = fit.Request.Settings.Method switch
        {
            FitMethod.MaximumLikelihood => "maximum likelihood",
            FitMethod.WeightedLeastSquares => "weighted least squares",
            _ => "ordinary least squares",
        };
        string quantities = string.Join(", ",
            fit.Quantities.Select((quantity, i) => $"{quantity.Name} ({fit.Results[0].Problem.Errors[i].ToString().ToLowerInvariant()} error)"));
        string subjects = fit.Request.Individual ? "each subject alone" : fit.Request.Data.Subjects.Length == 1 ? "one subject"
            : "all subjects pooled, as if they were one (--individual fits each alone)";
        string skipped = fit.Skipped > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {fit.Skipped} observation records without DV are left out") : "";
        string beyond = Beyond(fit);
        int unseen = fit.Results.Count(result => result.Problem.Observations.IsEmpty);
        skipped += unseen > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {unseen} of {fit.Results.Length} subjects have no observation") : "";
        string priors =
            string.Concat(fit.Request.Correlations.Select(one => $"; the priors of {one.First} and {one.Second} correlate by {NumberText.Short(one.Value)}"));
        return $"DV is {quantities}; {method}; {subjects}{skipped}{beyond}{priors}";
    }

    /// <summary>How many values were not measured, and beyond which limits they lie.</summary>
    private static string Beyond(DataSetFitResult fit)
    {
        ObservedRecord[] beyond = [.. fit.Observations.SelectMany(own => own).Where(one => one.Range is not null)];
        string[] limits = [.. beyond.Select(one => (one.Range!.Value.Censored > 0 ? "below " : "above ") + NumberText.Short(one.Value)).Distinct()];
        return beyond.Length == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $"; {beyond.Length} of {fit.Observations.Sum(own => own.Length)} values were not measured ({string.Join(", ", limits.Take(4))}{(limits.Length > 4 ? " ..." : "")}) and count by their probability (M3)");
    }

    private static ResultTable ProfileIntervals(DataSetFitResult fit) => new(
        [.. fit.Request.Individual ? (ResultColumn[])[new("ID")] : [], new("parameter"), new("95% low"), new("95% high")],
        [.. fit.Results.SelectMany((result, unit) => result.Profiles.Select(profile => (ImmutableArray<Cell>)
            [.. fit.Request.Individual ? (Cell[])[fit.Subjects[unit]] : [], profile.Name, profile.Low, profile.High]))]);

    /// <summary>Without -2 log likelihood, which is the objective where there are no priors.</summary>
    private static ResultTable Brief(ResultTable table)
    {
        string[] names = [.. table.Columns.Select(column => column.Name)];
        (int objective, int likelihood) = (Array.IndexOf(names, "objective"), Array.IndexOf(names, "-2LL"));
        return table.Rows.All(row => row[objective].Exact == row[likelihood].Exact)
            ? new ResultTable(table.Columns.RemoveAt(objective), [.. table.Rows.Select(row => row.RemoveAt(objective))])
            : table;
    }
}
