using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CsvHelper;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>What is known to change the metabolism of ketamine: the file <c>interactions.csv</c>.</summary>
/// <param name="Rows">The rows, in the order of the file.</param>
public sealed partial record InteractionTable(ImmutableArray<MeasuredInteraction> Rows)
{
    private static readonly string[] s_columns = ["name", "spellings", "given", "drug", "routes", "area_ratio", "n", "study", "doi", "role"];

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">The file is no such table.</exception>
    public static InteractionTable Read(string path) => new(CsvTable.Read(path, "what changes metabolism", s_columns, csv => Row(csv, path)));

    /// <summary>What a name stands for.</summary>
    /// <param name="text">The name, with or without the study in parentheses: <c>clarithromycin</c>, <c>CYP2B6*6/*6 (Li 2015)</c>; a hyphen may stand for a
    /// space.</param>
    /// <exception cref="UserErrorException">It is not known; the message says what is.</exception>
    public Interaction Find(string text)
    {
        Match match = NameAndStudy().Match(text.Trim());
        string name = match.Groups["name"].Value, study = match.Groups["study"].Value;
        ImmutableArray<MeasuredInteraction> named = [.. Rows.Where(row => row.Spellings.Prepend(row.Name).Any(one => Plain(one) == Plain(name)))];
        if (named.IsEmpty)
        {
            string[] known = [.. Rows.Select(row => row.Name).Distinct()];
            string several = Several().Split(text).Any(part => part != text && known.Any(one => Plain(one) == Plain(part)))
                ? "what several of them do together was not measured; name one of " : "known are ";
            throw new UserErrorException($"what '{text}' does to ketamine is not known{NearestName.Hint(name, known)}; {several}{string.Join(", ", known)}");
        }

        ImmutableArray<MeasuredInteraction> taken = study.Length == 0 ? named : [.. named.Where(row => Plain(row.Study) == Plain(study))];
        return !taken.IsEmpty ? new Interaction(taken, named.RemoveAll(taken.Contains))
            : throw new UserErrorException(
                $"no study '{study}' of {named[0].Name} and ketamine is known; known are {string.Join(", ", named.Select(row => row.Study).Distinct())}");
    }

    private static MeasuredInteraction Row(CsvReader csv, string path)
    {
        string drug = csv.GetField("drug")!, routes = csv.GetField("routes")!;
        return new MeasuredInteraction(
            csv.GetField("name")!,
            [.. csv.GetField("spellings")!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            csv.GetField("given")!,
            RegimenWords.Drugs.TryFind(drug, out Drug known) ? known : throw new UserErrorException($"'{path}': '{drug}' is no drug of the regimen language"),
            [
                .. routes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => RegimenWords.Routes.TryFind(word, out Route route) ? route
                    : throw new UserErrorException($"'{path}': '{word}' is no route of the regimen language")),
            ],
            csv.GetField<double>("area_ratio") is > 0 and var ratio ? ratio : throw new UserErrorException($"'{path}': an area_ratio has to be above 0"),
            csv.GetField<int?>("n"),
            csv.GetField("study")!,
            csv.GetField("doi")!,
            csv.GetField("role") == "calibration");
    }

    /// <summary>A name without case, spaces and signs that people leave out: <c>St. John's wort</c> is <c>st-johns-wort</c>.</summary>
    private static string Plain(string name) => Signs().Replace(name, "").ToLowerInvariant();

    [GeneratedRegex(@"^(?<name>[^(]*?)[\s-]*(\((?<study>[^)]*)\))?$")]
    private static partial Regex NameAndStudy();

    [GeneratedRegex(@"[^\p{L}\p{Nd}*/]")]
    private static partial Regex Signs();

    [GeneratedRegex(@"\s*(?:,|\+|;|\band\b)\s*")]
    private static partial Regex Several();
}
