using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Drugs;
using Ketascope.Language.Antimony;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Composing;

/// <summary>The way of concentrations from one model to another: the steps of a file, with the numbers that areas share.</summary>
/// <param name="file">The steps.</param>
/// <param name="common">The numbers.</param>
/// <param name="effect">The effect whose delay is meant.</param>
public sealed class Join(JoinFile file, CommonNumbers common, string effect)
{
    /// <summary>What the steps take for granted, and the numbers that they use, a sentence each.</summary>
    /// <param name="drugs">The drugs.</param>
    /// <exception cref="UserErrorException">A number is missing.</exception>
    public IEnumerable<string> Assumptions(IReadOnlyList<DrugFile> drugs) =>
    [
        .. file.Steps.Select(step => step.Assumption).OfType<string>(),
        .. file.Steps.SelectMany(step => step.Numbers.Values).Where(number => number.Of != CommonNumbers.MolarMass)
            .SelectMany(number => drugs.Select(drug => (Number: Find(number, drug), drug)).GroupBy(one => one.Number, one => one.drug))
            .Select(one => Sentence(one.Key, one)),
    ];

    /// <summary>Whether the join is for a drug, and every number that it takes is known of it.</summary>
    /// <param name="drug">The drug.</param>
    public bool Suits(DrugFile drug) => (file.Of.IsEmpty || file.Of.Contains(drug.Id))
        && file.Steps.SelectMany(step => step.Numbers.Values).All(number => common.Has(Word(number), drug));

    /// <summary>Where the numbers are from.</summary>
    /// <param name="drugs">The drugs.</param>
    /// <exception cref="UserErrorException">A number is missing.</exception>
    public IEnumerable<DrugSource> Sources(IEnumerable<DrugFile> drugs) =>
        [.. drugs.SelectMany(drug => file.Steps.SelectMany(step => step.Numbers.Values).SelectMany(number => Find(number, drug).Sources)).Distinct()];

    /// <summary>The instances of one drug's way.</summary>
    /// <param name="source">The variable with the concentration of the first model.</param>
    /// <param name="drug">The drug.</param>
    /// <param name="suffix">What the names of the instances end with, where a drug goes several ways.</param>
    /// <returns>The instances, and the variable with what comes out.</returns>
    /// <exception cref="UserErrorException">A number is missing, or its unit does not fit.</exception>
    public (ImmutableArray<TextPart> Parts, string Result) Of(string source, DrugFile drug, string suffix = "")
    {
        ImmutableArray<TextPart>.Builder parts = ImmutableArray.CreateBuilder<TextPart>();
        foreach (JoinStep step in file.Steps)
        {
            string name = $"{TextWords.Name(drug.Id)}_{step.Model}{suffix}";
            parts.Add(new TextPart
            {
                Name = name,
                Model = step.Model,
                Import = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file.Origin)!, step.Import)),
                Ports = ImmutableSortedDictionary<string, string>.Empty.Add("source", source),
                Given = step.Numbers.ToImmutableSortedDictionary(one => one.Key, one => Value(one.Value, drug)),
            });
            source = $"{name}.result";
        }

        return (parts.ToImmutable(), source);
    }

    private static string Sentence(CommonNumber number, IEnumerable<DrugFile> drugs)
    {
        string names = string.Join(", ", drugs.Select(drug => drug.Names[0])), unit = number.Unit == "dimensionless" ? "" : $"{number.Unit} ";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{names}: {number.Title}, {number.Value} {unit}({number.Low} to {number.High}; {number.Status}): {number.Basis}.");
    }

    private (double Value, string Unit, string Source) Value(TextNumber number, DrugFile drug)
    {
        CommonNumber found = Find(number, drug);
        string formula = file.Units.TryGetValue(number.Unit, out string? own) ? own : number.Unit;
        return UnitParser.TryParse(found.Unit, out _) is { } has && UnitParser.TryParse(formula, out _) is { } wanted && has.HasDimensionOf(wanted)
            ? (has == wanted ? found.Value : has.ConvertTo(found.Value, wanted), number.Unit, found.Sources[0].Url)
            : throw new UserErrorException($"'{file.Origin}' gives '{number.Of}' in {number.Unit} ({formula}); models/common has it in {found.Unit}");
    }

    private CommonNumber Find(TextNumber number, DrugFile drug) => common.Find(Word(number), drug);

    private string Word(TextNumber number) => number.Of.Replace(JoinFile.EffectWord, effect, StringComparison.Ordinal);
}
