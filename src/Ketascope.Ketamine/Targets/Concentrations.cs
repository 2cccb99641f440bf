using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Targets;

/// <summary>
/// The concentrations that targets and parts of the patient need, from what pharmacokinetic models give: each by the shortest way through the joins of
/// <c>models/common/joins</c>.
/// </summary>
/// <param name="analytes">What the models give.</param>
/// <param name="cabinet">The drugs.</param>
/// <param name="joins">The joins.</param>
/// <param name="common">The numbers that areas share.</param>
internal sealed class Concentrations(
    ImmutableArray<GivenAnalyte> analytes, DrugCabinet cabinet, ImmutableArray<JoinFile> joins, CommonNumbers common)
{
    private readonly Dictionary<(string Drug, Port Port, string? Effect), string?> _known = [];
    private readonly List<TextPart> _parts = [];
    private readonly List<string> _assumptions = [];
    private readonly List<DrugSource> _sources = [];
    private readonly List<(JoinFile File, string Site)> _ways = [];
    private ImmutableSortedDictionary<string, string> _units = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The instances of the joined text that lead to what was asked for.</summary>
    public IReadOnlyList<TextPart> Parts => _parts;

    /// <summary>Units of the text, each with its Antimony formula.</summary>
    public ImmutableSortedDictionary<string, string> Units => _units;

    /// <summary>The ways that were taken, each with the site where it begins.</summary>
    public IEnumerable<(JoinFile File, string Site)> Ways => _ways.Distinct();

    /// <summary>What is taken for granted, a sentence each.</summary>
    public IEnumerable<string> Assumptions => _assumptions.Distinct();

    /// <summary>Where numbers on the ways are from.</summary>
    public IEnumerable<DrugSource> Sources => _sources.Distinct();

    /// <summary>A concentration as a formula of the joined text; null where nothing of the drug is given.</summary>
    /// <param name="drug">The drug; a mixture is the sum of its parts.</param>
    /// <param name="port">What the concentration is.</param>
    /// <param name="effect">The effect whose delay behind plasma is meant, of an effect site; null elsewhere.</param>
    /// <exception cref="UserErrorException">The drug is given, and no way leads from what its model gives to what is asked for.</exception>
    public string? Of(DrugFile drug, Port port, string? effect)
    {
        (string, Port, string?) key = (drug.Id, port, effect);
        return _known.TryGetValue(key, out string? formula) ? formula : _known[key] = Found(drug, port, effect);
    }

    private string? Found(DrugFile drug, Port port, string? effect)
    {
        if (analytes.Where(one => one.Drug == drug && !one.IsTotal).ToArray() is { Length: > 0 } own)
        {
            return Way(own, drug, port, effect);
        }

        // A mixture is the sum of its parts; where only the mixture is known, a part is its share of it.
        if (drug.Mixture.Any(part => IsGiven(cabinet.Find(part.Drug))))
        {
            return string.Join(" + ", drug.Mixture.Select(part => Of(cabinet.Find(part.Drug), port, effect)).OfType<string>());
        }

        if (analytes.Where(one => one.Drug == drug).ToArray() is { Length: > 0 } total)
        {
            return Way(total, drug, port, effect);
        }

        foreach (DrugFile mixture in cabinet.Drugs.Where(one => one.Mixture.Any(part => part.Drug == drug.Id) && IsGiven(one)
            && !one.Mixture.Any(part => IsGiven(cabinet.Find(part.Drug)))))
        {
            double share = mixture.Mixture.First(part => part.Drug == drug.Id).Fraction;
            _assumptions.Add($"The model knows {mixture.Names[0]} as a whole: its parts are taken to stay in the proportions of the dose.");
            return string.Create(CultureInfo.InvariantCulture, $"{share:R}*{Of(mixture, port, effect)}");
        }

        return null;
    }

    private bool IsGiven(DrugFile drug) => analytes.Any(one => one.Drug == drug);

    private string Way(GivenAnalyte[] own, DrugFile drug, Port port, string? effect)
    {
        (GivenAnalyte From, JoinFile File)[] ways =
        [
            .. from analyte in own
               from file in joins
               where file.From == analyte.Port
               let way = file.Until(port)
               where way is not null && new Join(way, common, effect ?? "").Suits(drug)
               select (analyte, way),
        ];
        if (own.FirstOrDefault(analyte => analyte.Port == port) is { } direct)
        {
            return direct.Variable;
        }

        if (ways.Length == 0)
        {
            throw new UserErrorException(
                $"nothing leads from {drug.Names[0]} as its model gives it ({string.Join("; ", own.Select(one => one.Port).Distinct())}) " +
                $"to what is needed ({port}); the joins begin with {string.Join("; ", joins.Select(file => file.From))}");
        }

        (GivenAnalyte from, JoinFile best) =
            ways.MinBy(way => (way.File.Steps.Count(step => step.Assumption is not null), way.File.Steps.Length));
        Join join = new(best, common, effect ?? "");
        (ImmutableArray<TextPart> steps, string result) =
            join.Of(from.Variable, drug, _known.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"_{_known.Count + 1}"));
        _parts.AddRange(steps);
        _assumptions.AddRange(join.Assumptions([drug]));
        _sources.AddRange(join.Sources([drug]));
        _units = _units.SetItems(best.Units);
        _ways.Add((best, from.Port.Site));
        return result;
    }
}
