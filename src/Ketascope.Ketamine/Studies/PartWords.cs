using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Parts;
using Ketascope.Ketamine.Patient;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Studies;

/// <summary>An output of a part of the patient that is shown.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Part">The part.</param>
/// <param name="Output">What the part says of it.</param>
internal sealed record ShownOutput(string Name, string Part, PartOutput Output)
{
    /// <summary>The variable of the joined text.</summary>
    public string Variable => $"{Part}.{Output.Variable}";
}

/// <summary>A request about parts of the patient that are texts of their own (mood, mind, body), read.</summary>
/// <param name="request">What is asked.</param>
/// <param name="library">The parts, the drugs and their pharmacokinetics.</param>
internal sealed class PartWords(PatientRequest request, KetamineLibrary library)
{
    private const int MostPeople = 20_000;
    private const string BaselineSetting = "baseline";
    private static readonly char[] Comma = [','];

    /// <summary>What is shown of pain: the rating, and what is occupied of targets.</summary>
    public const string Pain = "NRS", Occupancy = "occupancy";

    /// <summary>Whether something is shown, because it is named or because nothing is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">Its name.</param>
    public static bool Shows(PatientRequest request, string name) => Named(request) is not { } names || names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string[]? Named(PatientRequest request) =>
        request.Show?.Split(Comma, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a request is about such parts, and not about pain.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parts">The parts.</param>
    public static bool AreAsked(PatientRequest request, PartCabinet parts) =>
        Named(request) is { } names ? !names.All(name => name.Equals(Pain, StringComparison.OrdinalIgnoreCase)
            || name.Equals(Occupancy, StringComparison.OrdinalIgnoreCase)) || names.Length == 0
        : request.Condition is { } condition && parts.With(condition) is not null;

    /// <summary>What is shown.</summary>
    public ImmutableArray<ShownOutput> Outputs => field.IsDefault ? field = ReadOutputs() : field;

    /// <summary>The parts that are needed for it, and what they are set to.</summary>
    public ImmutableArray<SetPart> Parts => field.IsDefault ? field = ReadParts() : field;

    /// <summary>How many virtual people there are; null for a typical person.</summary>
    public int? Count => FollowedPeople.Count(request, MostPeople);

    /// <summary>The seed of virtual people.</summary>
    public ulong Seed => request.Seed ?? 1;

    /// <summary>The condition, with its name; null where the parts have none.</summary>
    public (string Name, PartCondition Condition)? Condition => Conditioned is not { } one ? null : (one.Name, one.Part.Conditions[one.Name]);

    /// <summary>What the condition and the parts take for granted, a sentence each.</summary>
    public IEnumerable<string> Assumptions => (Condition is { } one ? one.Condition.Basis.Prepend($"Condition: {one.Condition.Title}.") : [])
        .Concat(Parts.SelectMany(part => part.File.Assumptions)).Concat(_said);

    /// <summary>What is said of what was set, a sentence each.</summary>
    private readonly List<string> _said = [];

    private (PartFile Part, string Name)? Conditioned
    {
        get
        {
            if (request.Condition is { } named)
            {
                return library.Parts.With(named) ?? throw new UserErrorException(library.Pain.File.Conditions.Any(one =>
                    one.Names.Contains(named, StringComparer.OrdinalIgnoreCase))
                    ? $"--show: people with {named} rate their pain, which is shown without --show; outputs of other parts are shown without that condition"
                    : $"--condition: '{named}' is none{NearestName.Hint(named, Conditions)}; known are {string.Join(", ", Conditions)}");
            }

            PartFile? first = Shown.FirstOrDefault(part => !part.Conditions.IsEmpty);
            return first is null ? null : (first, first.Conditions.Keys.First());
        }
    }

    private IEnumerable<string> Conditions =>
        library.Pain.File.Conditions.Select(one => one.Name).Concat(library.Parts.All.SelectMany(part => part.Conditions.Keys));

    private IEnumerable<PartFile> Shown => Outputs.Select(one => library.Parts.Find(one.Part)).Distinct();

    /// <summary>How long people are followed, h.</summary>
    /// <param name="treatments">What they are given.</param>
    public double Hours(IEnumerable<PatientTreatment> treatments)
    {
        double given = treatments.Max(one => one.Regimen.EndHours);
        double hours = RegimenTime.ReadHours(request.For ?? Condition?.Condition.Follow ?? Shown.First().Follow, request.For is null ? "follow" : "--for");
        return hours > 0 && hours >= given ? hours : request.For is null ? given + RegimenTime.ReadHours(Shown.First().Follow, "follow")
            : throw FollowedPeople.TooShort(given);
    }

    /// <summary>The treatments: the regimen, then what it is compared with; a placebo is given when the doses of the regimen are.</summary>
    public ImmutableArray<(string Label, PatientTreatment Treatment)> Treatments()
    {
        Refuse();
        return FollowedPeople.Treatments(request, text => (text, Given(text)));
    }

    private PatientTreatment Given(string text)
    {
        DoseRequest dose = new()
        {
            Regimen = text,
            WeightKg = FollowedPeople.WeightKg(request.Weight),
            Overrides = PkOverrides(),
        };
        return PatientTreatment.Read(PainTreatment.IsPlacebo(text) ? PatientTreatment.PlaceboFor + request.Regimen : text, dose, library.Pharmacokinetics);
    }

    private ImmutableArray<ShownOutput> ReadOutputs()
    {
        if (Named(request) is not { } names)
        {
            PartFile part = Conditioned!.Value.Part;
            return [.. (part.Shown.IsEmpty ? [.. part.Outputs.Keys] : part.Shown).Select(name => new ShownOutput(name, part.Part, part.Outputs[name]))];
        }

        string[] known = [.. library.Parts.All.SelectMany(part => part.Outputs.Keys)];
        ImmutableArray<ShownOutput> shown =
        [
            .. names.Select(name =>
                library.Parts.Showing(name) is { } found ? new ShownOutput(found.Output, found.Part.Part, found.Part.Outputs[found.Output])
                : throw new UserErrorException(
                    $"--show: no part of the patient shows '{name}'{NearestName.Hint(name, known)}; shown are {string.Join(", ", known)}"))
                .DistinctBy(one => one.Variable),
        ];
        return shown.IsEmpty ? throw new UserErrorException("--show: name at least one output") : shown;
    }

    private ImmutableArray<SetPart> ReadParts()
    {
        (PartFile Part, string Name)? condition = Conditioned;
        SetPart[] parts = [.. Shown.Select(file =>
            condition is { } one && one.Part == file ? new SetPart(file).Under(file.Conditions[one.Name]) : new SetPart(file))];
        if (request.Condition is not null && parts.All(part => part.File != condition!.Value.Part))
        {
            throw new UserErrorException($"--condition: {condition!.Value.Name} changes nothing of {string.Join(", ", Outputs.Select(one => one.Name))}");
        }

        Each(request.Alternative, "--alternative", parts, part => part.File.Alternatives, (part, way) => part.With(way.Set), way => way.Title);
        Each(request.Without, "--without", parts, part => part.File.Switches, (part, link) => part.Without(link), link => link.Title);
        foreach ((string name, string text) in request.Set.Where(one => !IsOfPharmacokinetics(one.Key, parts)))
        {
            SetOne(parts, name, text);
        }

        if (request.Baseline is { } baseline)
        {
            int[] with = [.. Enumerable.Range(0, parts.Length).Where(i => parts[i].File.Settings.ContainsKey(BaselineSetting))];
            if (with.Length == 0)
            {
                throw new UserErrorException($"--baseline: {string.Join(", ", Outputs.Select(one => one.Name))} has none");
            }

            Array.ForEach(with, i => parts[i] = parts[i].With(BaselineSetting, baseline.ToString("R", CultureInfo.InvariantCulture)));
        }

        return [.. parts];
    }

    private static bool IsOfPharmacokinetics(string name, IEnumerable<SetPart> parts) =>
        !parts.Any(part => part.Settings.Contains(name) || name.StartsWith($"{part.File.Part}.", StringComparison.Ordinal));

    private ImmutableSortedDictionary<string, double> PkOverrides() => request.Set.Where(one => IsOfPharmacokinetics(one.Key, Parts))
        .ToImmutableSortedDictionary(one => one.Key, one => PkNumber(one.Key, one.Value), StringComparer.Ordinal);

    private double PkNumber(string name, string text)
    {
        string[] settings = [.. Parts.SelectMany(part => part.Settings).Distinct()];
        return double.TryParse(text, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
            : throw new UserErrorException($"--set {name}={text}: a setting of what is shown would be one of " +
                $"{string.Join(", ", settings)}{NearestName.Hint(name, settings)}; a parameter needs a number");
    }

    private static void SetOne(SetPart[] parts, string name, string text)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            string begin = $"{parts[i].File.Part}.";
            if (parts[i].Settings.Contains(name))
            {
                parts[i] = CordWords.About("--set", () => parts[i].With(name, text));
            }
            else if (name.StartsWith(begin, StringComparison.Ordinal))
            {
                parts[i] = double.TryParse(text, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                    ? parts[i].With(ImmutableSortedDictionary<string, PartValue>.Empty.Add(name[begin.Length..], new PartValue(number)))
                    : throw new UserErrorException($"--set {name}={text}: a parameter needs a finite number");
            }
        }
    }

    private void Each<T>(string? names, string option, SetPart[] parts, Func<SetPart, ImmutableSortedDictionary<string, T>> of, Func<SetPart, T, SetPart> with,
        Func<T, string> title)
    {
        foreach (string name in names?.Split(Comma, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            bool found = false;
            for (int i = 0; i < parts.Length; i++)
            {
                if (of(parts[i]).FirstOrDefault(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Key: not null } one)
                {
                    parts[i] = with(parts[i], one.Value);
                    _said.Add($"{one.Key}: {title(one.Value)}.");
                    found = true;
                }
            }

            string[] known = [.. parts.SelectMany(part => of(part).Keys).Distinct()];
            if (!found)
            {
                throw new UserErrorException($"{option}: '{name}' is none of {string.Join(", ", known)}{NearestName.Hint(name, known)}");
            }
        }
    }

    private void Refuse()
    {
        if (request.Relief is not null || request.Circuit is not null)
        {
            string option = request.Relief is not null ? "--relief" : "--circuit";
            throw new UserErrorException($"{option} is about pain; it changes nothing of {string.Join(", ", Outputs.Select(one => one.Name))}");
        }
    }
}
