using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Observations;

/// <summary>Rows of a table of evidence.</summary>
/// <param name="Title">What they are.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">The rows; those of one parameter stand together, so that conflicting values are seen side by side.</param>
public sealed record EvidenceTable(string Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows);

/// <summary>Looks up parameters and studies in the tables of evidence.</summary>
public static class EvidenceTables
{
    private static readonly string[] ParameterColumns = ["model", "parameter", "value", "unit", "source", "doi", "status", "use", "note"];
    private static readonly string[] StudyColumns = ["study", "regimen", "output", "time", "statistic", "value", "unit", "source", "status", "role"];

    /// <summary>What is known under a name.</summary>
    /// <param name="folder">The folder of evidence.</param>
    /// <param name="name">A parameter (<c>CL</c> finds <c>CL_70</c> too), a model, <c>model.parameter</c>, a study or its first author, or what was
    /// observed (<c>S-norketamine</c>).</param>
    /// <exception cref="UserErrorException">Nothing is known under it; the message says the nearest names.</exception>
    public static IReadOnlyList<EvidenceTable> Find(string folder, string name)
    {
        List<EvidenceTable> found = [];
        List<string> names = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            (bool parameters, bool studies) = (Path.GetFileName(path) == "parameters.csv", Path.GetFileName(path) == "observations.csv");
            if (!parameters && !studies)
            {
                continue;
            }

            List<Dictionary<string, string>> rows = Read(path);
            names.AddRange(rows.SelectMany(row => parameters ? (string[])[row["parameter"], $"{row["model"]}.{row["parameter"]}", row["model"]] : [row["study"], row["output"]]));
            string[] columns = parameters ? ParameterColumns : StudyColumns;
            ImmutableArray<ImmutableArray<string>> matching = [.. rows
                .Where(row => parameters ? IsParameter(row, name) : IsStudy(row, name))
                .OrderBy(row => parameters ? row["parameter"] : "", StringComparer.Ordinal)
                .Select(row => columns.Select(column => row.GetValueOrDefault(column, "")).ToImmutableArray())];
            if (!matching.IsEmpty)
            {
                found.Add(new EvidenceTable(Path.GetRelativePath(folder, path), [.. columns], matching));
            }
        }

        return found.Count > 0 ? found : throw new UserErrorException($"no evidence is known under '{name}'{NearestName.Hint(name, names.Distinct())}; a name is a parameter, a model, model.parameter, a study or what was observed");
    }

    private static bool IsParameter(Dictionary<string, string> row, string name)
    {
        string parameter = row["parameter"];
        return Same(parameter, name) || Same($"{row["model"]}.{parameter}", name) || Same(parameter.Split('_')[0], name) || Same(row["model"], name)
            || Same(row["model"].Split('-')[0], name);
    }

    private static bool IsStudy(Dictionary<string, string> row, string name) => Same(row["study"], name) || Same(row["study"].Split(' ')[0], name) || row["output"].Split('/').Any(output => Same(output, name));

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static List<Dictionary<string, string>> Read(string path)
    {
        using StringReader text = new(InputFile.ReadText(path));
        using CsvReader csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        csv.Read();
        csv.ReadHeader();
        List<Dictionary<string, string>> rows = [];
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column) ?? ""));
        }

        return rows;
    }
}
