using System.Text.RegularExpressions;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Composing;

/// <summary>What the words in braces of a wiring stand for.</summary>
/// <param name="File">The file of the wiring, for messages.</param>
/// <param name="Variant">What <c>{variant}</c> stands for, or null.</param>
internal sealed partial record TextWords(string File, string? Variant)
{
    /// <summary>The drug, or null.</summary>
    public DrugFile? Drug { get; init; }

    /// <summary>The target, or null.</summary>
    public TargetFile? Target { get; init; }

    /// <summary>A name in the text from an identifier, which may have hyphens and begin with a digit.</summary>
    /// <param name="id">The identifier.</param>
    public static string Name(string id) => char.IsAsciiDigit(id[0]) ? $"_{id.Replace('-', '_')}" : id.Replace('-', '_');

    /// <summary>The parameter of the text with the free concentration of a drug.</summary>
    /// <param name="drug">The drug.</param>
    public static string Concentration(DrugFile drug) => $"{Name(drug.Id)}_concentration";

    /// <summary>A text with its words filled in.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="UserErrorException">A word is none, or nothing stands for it here.</exception>
    public string Fill(string text) => Word().Replace(text, word => word.Groups[1].Value switch
    {
        "drug" when Drug is not null => Name(Drug.Id),
        "title" when Drug is not null => Drug.Names[0],
        "concentration" when Drug is not null => Concentration(Drug),
        "target" when Target is not null => Name(Target.Id),
        "variant" when Variant is not null => Variant,
        _ => throw new UserErrorException($"'{File}': {word.Value} in \"{text}\" stands for nothing; words are {Known()}"),
    });

    private string Known() => string.Join(", ", new[]
    {
        Drug is null ? null : "{drug}, {title}, {concentration}", Target is null ? null : "{target}", Variant is null ? null : "{variant}",
    }.OfType<string>());

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
