using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Composing;

/// <summary>The targets that come with the program; adding one is adding a file.</summary>
public sealed class TargetCabinet
{
    private readonly Dictionary<string, TargetWiring> _wirings = [];

    private TargetCabinet(string folder, ImmutableArray<TargetFile> targets)
    {
        Folder = folder;
        Targets = targets;
        Dictionary<string, TargetWiring> shared = [];
        foreach (TargetFile target in targets)
        {
            string file = FileOf(target);
            _wirings[target.Id] = (target.Wiring, target.Like) switch
            {
                ({ } own, null) => own with { Origin = file },
                (null, { } like) => Shared(Path.GetFullPath(Path.Combine(folder, like))),
                _ => throw new UserErrorException($"'{file}' needs either 'wiring' or, with the file of a wiring, 'like'"),
            };
        }

        TargetWiring Shared(string path)
        {
            if (!shared.TryGetValue(path, out TargetWiring? known))
            {
                TargetWiring read = InputFile.ReadJson(path, ComposingJson.Default.TargetWiring, "say how a target is wired");
                shared[path] = known = read with { Origin = path };
            }

            return known;
        }
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The ports of models that texts are composed of, each file of which is read once.</summary>
    internal ModelHeads Heads { get; } = new();

    /// <summary>All targets, by file name.</summary>
    public ImmutableArray<TargetFile> Targets { get; }

    /// <summary>Reads every file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="UserErrorException">The folder is missing, or a file in it cannot be read.</exception>
    public static TargetCabinet Read(string folder) => Directory.Exists(folder)
        ? new TargetCabinet(folder, [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(ReadFile)])
        : throw new UserErrorException($"the folder of targets '{folder}' is missing");

    /// <summary>The target of an identifier.</summary>
    /// <param name="id">The identifier.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public TargetFile Find(string id) => Targets.FirstOrDefault(one => one.Id == id)
        ?? throw new UserErrorException(
            $"there is no target '{id}'{NearestName.Hint(id, Targets.Select(one => one.Id))}; known are {string.Join(", ", Targets.Select(one => one.Id))}");

    /// <summary>The target of a name or an identifier.</summary>
    /// <param name="name">The name; case does not matter.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public TargetFile Named(string name) =>
        Targets.FirstOrDefault(one => one.Names.Append(one.Id).Contains(name, StringComparer.OrdinalIgnoreCase))
        ?? throw new UserErrorException($"there is no target '{name}'{NearestName.Hint(name, Targets.SelectMany(one => one.Names.Append(one.Id)))}; " +
            $"known are {string.Join(", ", Targets.Select(one => one.Names.Length > 0 ? one.Names[0] : one.Id))}");

    /// <summary>How the texts of drugs are wired at a target.</summary>
    /// <param name="target">The target.</param>
    public TargetWiring Wiring(TargetFile target) => _wirings[target.Id];

    /// <summary>How the share of a target that is occupied follows from concentrations; null where it does not.</summary>
    /// <param name="target">The target.</param>
    public TargetWiring? Equilibrium(TargetFile target) => target.Equilibrium is { } own ? own with { Origin = FileOf(target) }
        : Wiring(target) is { Occupancy: not null } wiring ? wiring
        : null;

    /// <summary>The targets whose text is composed with a base.</summary>
    /// <param name="basis">The base.</param>
    public ImmutableArray<TargetFile> At(Composition basis) => [.. Targets.Where(target => Wiring(target).BaseFile == basis.Origin)];

    private string FileOf(TargetFile target) => Path.GetFullPath(Path.Combine(Folder, $"{target.Id}.json"));

    private static TargetFile ReadFile(string path)
    {
        TargetFile target = InputFile.ReadJson(path, ComposingJson.Default.TargetFile, "describe a target");
        return target.Id == Path.GetFileNameWithoutExtension(path) ? target
            : throw new UserErrorException($"'{path}' describes the target '{target.Id}'; the name of the file and 'id' must be one");
    }
}
