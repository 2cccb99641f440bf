using System.Collections.Immutable;
using System.Text.Json;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>Asks again what a manifest says was asked, and tells whether the numbers are the same.</summary>
public static class Rerun
{
    /// <summary>The request of a manifest.</summary>
    /// <param name="path">The manifest's file.</param>
    /// <param name="catalogue">What can be asked.</param>
    /// <exception cref="UserErrorException">The file cannot be read, is no manifest, or was written before manifests held requests.</exception>
    public static (RunManifest Manifest, StudyRequest Request) Read(string path, StudyCatalogue catalogue)
    {
        RunManifest manifest;
        try
        {
            manifest = RunManifest.Parse(InputFile.ReadText(path));
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"'{path}' is not a manifest of this program: {e.Message.Split('.')[0]}", e);
        }

        return manifest.Request is { } request
            ? (manifest, catalogue.Read(request.ToJsonString(), path).Request)
            : throw new UserErrorException($"'{path}' does not hold what was asked; manifests do since version 0.2, so make the results again with " +
                "--request FILE and 'ketascope ask FILE'");
    }

    /// <summary>What differs between two answers to one request; nothing where the numbers are the same to the last digit.</summary>
    /// <param name="before">The earlier manifest.</param>
    /// <param name="after">The later one.</param>
    public static ImmutableArray<string> Differences(RunManifest before, RunManifest after)
    {
        string[] numbers =
        [
            .. before.Numbers.Keys.Union(after.Numbers.Keys).Order(StringComparer.Ordinal)
                .Where(name => before.Numbers.GetValueOrDefault(name) != after.Numbers.GetValueOrDefault(name)),
        ];
        return numbers.Length == 0 ? [] : [$"The numbers differ in {string.Join("; ", numbers)}.", .. Reasons(before, after)];
    }

    /// <summary>What else differs, whether or not the numbers do: the program's version and the texts of the model.</summary>
    /// <param name="before">The earlier manifest.</param>
    /// <param name="after">The later one.</param>
    public static ImmutableArray<string> Reasons(RunManifest before, RunManifest after)
    {
        List<string> reasons = [];
        if (before.Version != after.Version)
        {
            reasons.Add($"The program was {before.Version} and is {after.Version}.");
        }

        if (before.Model is { } old && after.Model is { } now)
        {
            if (old.Name != now.Name)
            {
                reasons.Add($"The model was '{old.Name}' and is '{now.Name}'.");
            }

            reasons.AddRange(old.Sha256.Keys.Union(now.Sha256.Keys).Order(StringComparer.Ordinal).Where(text => old.Sha256.GetValueOrDefault(text) != now.Sha256.GetValueOrDefault(text))
                .Select(text => !now.Sha256.ContainsKey(text) ? $"The text '{text}' is no longer read." : !old.Sha256.ContainsKey(text) ? $"The text '{text}' was not read then." : $"The text '{text}' has changed."));
        }

        return [.. reasons];
    }
}
