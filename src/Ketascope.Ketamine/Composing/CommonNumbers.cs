using System.Collections.Immutable;
using Ketascope.Ketamine.Drugs;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Draws;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Composing;

/// <summary>A number that several areas use: it stands in one place, with what it rests on and how uncertain it is.</summary>
public sealed record CommonNumber
{
    /// <summary>What it is, in one word: <c>fraction-unbound</c>, <c>effect-site.hypnosis</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Title { get; init; }

    /// <summary>The drugs that it is of, by the names of their files; empty for all.</summary>
    public ImmutableArray<string> Of { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The value.</summary>
    public required double Value { get; init; }

    /// <summary>Its unit.</summary>
    public required string Unit { get; init; }

    /// <summary>The lowest value that is supported.</summary>
    public required double Low { get; init; }

    /// <summary>The highest value that is supported.</summary>
    public required double High { get; init; }

    /// <summary>How it is distributed between low and high: <c>uniform</c>.</summary>
    public required string Distribution { get; init; }

    /// <summary><c>read</c>, <c>derived</c>, <c>recalled</c>, <c>assumed</c> ...</summary>
    public required string Status { get; init; }

    /// <summary>Where it is from.</summary>
    public required string Basis { get; init; }

    /// <summary>The publications.</summary>
    public required ImmutableArray<DrugSource> Sources { get; init; }

    /// <summary>Whether it is of a drug.</summary>
    /// <param name="drug">The drug.</param>
    public bool IsOf(DrugFile drug) => Of.IsEmpty || Of.Contains(drug.Id);
}

/// <summary>The content of <c>models/common/numbers.json</c>.</summary>
/// <param name="Title">A line for people.</param>
/// <param name="Numbers">The numbers.</param>
public sealed record CommonFile(string Title, ImmutableArray<CommonNumber> Numbers);

/// <summary>The numbers that all areas share.</summary>
public sealed class CommonNumbers
{
    /// <summary>The word for a molar mass, which stands in the file of the drug.</summary>
    public const string MolarMass = "molar-mass";

    /// <summary>How the words for the delays of effects begin.</summary>
    public const string EffectSite = "effect-site.";

    private CommonNumbers(ImmutableArray<CommonNumber> all) => All = all;

    /// <summary>All numbers, in the order of the file.</summary>
    public ImmutableArray<CommonNumber> All { get; }

    /// <summary>The effects whose delay is known: <c>hypnosis</c> ...</summary>
    public IEnumerable<string> Effects =>
        All.Where(one => one.Id.StartsWith(EffectSite, StringComparison.Ordinal)).Select(one => one.Id[EffectSite.Length..]);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">It is missing, holds something else, or a value is outside its own range.</exception>
    public static CommonNumbers Read(string path)
    {
        CommonFile file = InputFile.ReadJson(path, ComposingJson.Default.CommonFile, "hold numbers that areas share");
        return file.Numbers.FirstOrDefault(one => !(one.Value >= one.Low && one.Value <= one.High) || one.Distribution != "uniform") is { } wrong
            ? throw new UserErrorException($"'{path}': {wrong.Id} needs a value between 'low' and 'high', and the distribution 'uniform' there")
            : new CommonNumbers(file.Numbers);
    }

    /// <summary>The same numbers, each drawn between its low and its high value.</summary>
    /// <param name="draw">The draw.</param>
    public CommonNumbers Under(ParameterDraw draw)
    {
        draw.Tell(new DrawnSource("what areas share (models/common/numbers.json)", All.Length));
        return new([.. All.Select(one => one with
        {
            Value = one.Low + ((one.High - one.Low) * draw.Uniform($"common.{one.Id}.{string.Join('+', one.Of)}")),
        })]);
    }

    /// <summary>Whether a number of a drug is there.</summary>
    /// <param name="id">What it is.</param>
    /// <param name="drug">The drug.</param>
    public bool Has(string id, DrugFile drug) => id == MolarMass ? drug.MolarMass is not null : All.Any(one => one.Id == id && one.IsOf(drug));

    /// <summary>A number of a drug.</summary>
    /// <param name="id">What it is.</param>
    /// <param name="drug">The drug.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public CommonNumber Find(string id, DrugFile drug)
    {
        if (id == MolarMass && drug.MolarMass is { } mass)
        {
            return new CommonNumber
            {
                Id = id,
                Title = "molar mass",
                Of = [drug.Id],
                Value = mass,
                Unit = "g/mol",
                Low = mass,
                High = mass,
                Distribution = "uniform",
                Status = "derived",
                Basis = $"the sum of standard atomic weights of {drug.Formula}",
                Sources = [new DrugSource("IUPAC 2021", "https://doi.org/10.1515/pac-2019-0603")],
            };
        }

        return All.FirstOrDefault(one => one.Id == id && one.IsOf(drug)) ?? throw new UserErrorException(
            $"models/common/numbers.json has no '{id}' of {drug.Names[0]}{NearestName.Hint(id, All.Select(one => one.Id))}");
    }
}
