using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Parts;

/// <summary>The parts of the patient that come with the program; adding one is adding a folder with a <c>part.json</c>.</summary>
public sealed class PartCabinet
{
    private PartCabinet(ImmutableArray<PartFile> all) => All = all;

    /// <summary>All parts, by the names of their folders.</summary>
    public ImmutableArray<PartFile> All { get; }

    /// <summary>Reads the parts of a folder of models.</summary>
    /// <param name="models">The folder of all models.</param>
    /// <exception cref="UserErrorException">A file cannot be read, or two parts share a name, an output or a condition.</exception>
    public static PartCabinet Read(string models)
    {
        ImmutableArray<PartFile> all = PartFile.ReadAll(models);
        string? twice = Twice(all, part => part.Outputs.Keys) ?? Twice(all, part => part.Conditions.Keys);
        return twice is null ? new PartCabinet(all)
            : throw new UserErrorException($"two parts of the patient have '{twice}'; an output and a condition belong to one part");
    }

    /// <summary>A part.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public PartFile Find(string name) => All.FirstOrDefault(one => one.Part == name) ?? throw new UserErrorException(
        $"there is no part '{name}' of the patient{NearestName.Hint(name, All.Select(one => one.Part))}; " +
        $"parts are {string.Join(", ", All.Select(one => one.Part))}");

    /// <summary>The part that shows an output.</summary>
    /// <param name="output">The output's name; case does not matter.</param>
    /// <returns>The part, and the name as the part spells it; null where none does.</returns>
    public (PartFile Part, string Output)? Showing(string output) => Named(output, part => part.Outputs.Keys);

    /// <summary>The part with a condition.</summary>
    /// <param name="condition">The condition's name; case does not matter.</param>
    /// <returns>The part, and the name as the part spells it; null where none has it.</returns>
    public (PartFile Part, string Condition)? With(string condition) => Named(condition, part => part.Conditions.Keys);

    private (PartFile Part, string Name)? Named(string name, Func<PartFile, IEnumerable<string>> names)
    {
        foreach (PartFile part in All)
        {
            if (names(part).FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return (part, found);
            }
        }

        return null;
    }

    private static string? Twice(ImmutableArray<PartFile> all, Func<PartFile, IEnumerable<string>> names) =>
        all.SelectMany(names).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any())?.Key;
}
