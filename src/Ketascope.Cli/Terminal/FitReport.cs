using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Fitting;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Terminal;

/// <summary>Prints what a fit gave.</summary>
internal static class FitReport
{
    private const int MostSubjects = 20;
    private const int MostCorrelations = 10;

    public static void Write(DataSetFitResult fit)
    {
        Console.Error.WriteLine($"note: {Described(fit)}");
        Print(FitTables.Estimates(fit), fit, null, cell => cell.Short(4));
        Print(Brief(FitTables.Objectives(fit)), fit, "Objective", cell => double.Abs(cell.Number) is >= 10 and < 1e6 ? cell.Number.ToString("F3", CultureInfo.InvariantCulture) : cell.Short(4));
        if (fit.Results.Length == 1 && fit.Results[0].CorrelationNames.Length is > 1 and <= MostCorrelations)
        {
            Print(FitTables.Correlations(fit), fit, "Correlation of the estimates", cell => cell.IsNumber && double.IsFinite(cell.Number) ? cell.Number.ToString("F3", CultureInfo.InvariantCulture) : cell.Short());
        }

        if (!fit.Request.Settings.Profile.IsEmpty)
        {
            Print(ProfileIntervals(fit), fit, "Profile likelihood", cell => cell.Short(4));
        }

        foreach ((string warning, string subject) in fit.Results.SelectMany((result, unit) => result.Warnings.Select(warning => (warning, fit.Subjects[unit]))).Take(MostSubjects))
        {
            Console.Error.WriteLine($"warning: {(subject.Length > 0 ? $"ID {subject}: " : "")}{warning}");
        }

        if (fit.Results.Length == 1)
        {
            string values = string.Join(',', fit.Results[0].Estimates.Select(estimate => $"{estimate.Name}={NumberText.Exact(double.Parse(estimate.Value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))}"));
            Console.Out.WriteLine();
            Console.Out.WriteLine($"to run the fitted model: --set {values}");
        }
    }

    private static string Described(DataSetFitResult fit)
    {
        string method = fit.Request.Settings.Method switch
        {
            FitMethod.MaximumLikelihood => "maximum likelihood",
            FitMethod.WeightedLeastSquares => "weighted least squares",
            _ => "ordinary least squares",
        };
        string quantities = string.Join(", ", fit.Quantities.Select((quantity, i) => $"{quantity.Name} ({fit.Results[0].Problem.Errors[i].ToString().ToLowerInvariant()} error)"));
        string subjects = fit.Request.Individual ? "each subject alone" : fit.Request.Data.Subjects.Length == 1 ? "one subject" : "all subjects pooled, as if they were one (--individual fits each alone)";
        string skipped = fit.Skipped > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {fit.Skipped} observation records without DV are left out") : "";
        string beyond = Beyond(fit);
        int unseen = fit.Results.Count(result => result.Problem.Observations.IsEmpty);
        skipped += unseen > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {unseen} of {fit.Results.Length} subjects have no observation") : "";
        string priors = string.Concat(fit.Request.Correlations.Select(one => $"; the priors of {one.First} and {one.Second} correlate by {NumberText.Short(one.Value)}"));
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

    /// <summary>Prints the rows of the first subjects, without columns in which nothing stands.</summary>
    private static void Print(ResultTable table, DataSetFitResult fit, string? title, Func<Cell, string> text)
    {
        HashSet<string> shown = [.. fit.Subjects.Take(MostSubjects)];
        ImmutableArray<ImmutableArray<Cell>> rows = [.. table.Rows.Where(row => !fit.Request.Individual || shown.Contains(row[0].Exact))];
        int[] columns = [.. Enumerable.Range(0, table.Columns.Length).Where(column => rows.Any(row => row[column].Exact.Length > 0))];
        TableText.Write(
            [.. columns.Select(column => new TableColumn(table.Columns[column] is { Unit: { } unit, Name: var name } ? $"{name}\n{unit}" : table.Columns[column].Name, rows.Any(row => row[column].IsNumber)))],
            [.. rows.Select(row => (string[])[.. columns.Select(column => text(row[column]))])],
            title);
        if (title is null && fit.Subjects.Length > MostSubjects)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the first {MostSubjects} of {fit.Subjects.Length} subjects; --out DIR writes all"));
        }
    }
}
