using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Parts;
using Ketascope.Ketamine.Targets;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Patient;

/// <summary>
/// Parts of the patient and the pharmacokinetics of what is given as one text that is solved as a whole: minutes of a dose and weeks of what follows are
/// coupled one way, through concentrations.
/// </summary>
internal sealed record PatientText
{
    private const string TimeUnit = "time_unit", Hours = "3600 second";

    /// <summary>The drugs, each with its model; empty for a placebo.</summary>
    public required ImmutableArray<GivenDrug> Given { get; init; }

    /// <summary>What is taken for granted on the way from plasma to the parts, a sentence each.</summary>
    public required ImmutableArray<string> Assumptions { get; init; }

    /// <summary>Where the numbers of that way are from.</summary>
    public required ImmutableArray<DrugSource> Sources { get; init; }

    /// <summary>The joined text.</summary>
    public required LoadedModel Model { get; init; }

    /// <summary>The name under which the joined text has a variable of a part: one that something is wired to has the name of the wire.</summary>
    /// <param name="variable">The variable, after the part's name and a dot.</param>
    public string NameOf(string variable) => Wired.Contains(variable) ? WireName(variable) : variable;

    private ImmutableHashSet<string> Wired { get; init; } = [];

    /// <summary>Joins what is given with parts of the patient.</summary>
    /// <param name="library">Models, drugs and joins.</param>
    /// <param name="treatment">What is given.</param>
    /// <param name="parts">The parts, and what they are set to.</param>
    /// <exception cref="UserErrorException">No model takes a dose, or nothing leads from a model to what a part reads.</exception>
    public static PatientText Of(KetamineLibrary library, PatientTreatment treatment, ImmutableArray<SetPart> parts)
    {
        ImmutableArray<GivenDrug> given = treatment.IsPlacebo ? [] : GivenDrug.Of(treatment.Dose, library.Pharmacokinetics);
        Concentrations concentrations = new(
            [.. given.SelectMany(one => one.Analytes(library.Drugs))], library.Drugs, library.Joins, library.Common);
        List<TextPart> instances =
        [
            .. given.Select(one => one.Part),
        ];
        List<TextSum> sums = [];
        List<KeyValuePair<string, double>> numbers = [.. given.SelectMany(one => one.Numbers)];
        foreach (SetPart part in parts)
        {
            string name = part.File.Part;
            LoadedModel own = part.File.Load(library.Draw);
            numbers.AddRange(JoinedNumbers.Of(name, own));
            foreach ((string input, PartInput wanted) in part.File.Inputs)
            {
                if (concentrations.Of(library.Drugs.Find(wanted.Drug), wanted.Port, wanted.Effect) is { } formula)
                {
                    sums.Add(Wire(name, input, formula, UnitWord(wanted.Unit)));
                }
            }

            foreach ((string parameter, PartValue value) in part.Set.Where(one => one.Value.Name is not null))
            {
                sums.Add(Wire(name, parameter, $"{name}.{value.Name}", One));
            }

            if (part.File.Session is { } session)
            {
                Visits visits = new(session, treatment.Regimen, treatment.Seen);
                sums.Add(Wire(name, session.Parameter, visits.During, One));
                if (session.Intensity is { } parameter && !part.Set.ContainsKey(parameter) && visits.Intensity(session.IntensityAtHome) is { } intensity)
                {
                    sums.Add(Wire(name, parameter, intensity, One));
                }
            }

            instances.Add(new TextPart { Name = name, Model = own.Document.Main.Name, Import = part.File.TextPath });
        }

        // Concentrations are asked for above, and only then is it known which instances lead to them.
        instances.InsertRange(given.Length, concentrations.Parts);
        string place = Path.Combine(library.Models, "joined");
        LoadedModel joined = new Composer(library.Targets).Load(new Assembly
        {
            File = $"{place}.ant",
            Base = new Composition
            {
                Title = "this patient",
                Units = concentrations.Units.SetItems([new(TimeUnit, Hours), new(One, "dimensionless"), .. UnitWords.Values]),
                Parts = [.. instances],
                Sums = [.. sums],
                Origin = $"{place}.json",
            },
            Drugs = [],
            Targets = [],
        });
        return new PatientText
        {
            Given = given,
            Assumptions = [.. concentrations.Assumptions],
            Sources = [.. concentrations.Sources],
            Model = joined with { System = joined.System.WithNumbers(numbers.ToDictionary()) },
            Wired = [.. sums.Select(sum => sum.Is!)],
        };
    }

    private const string One = "one";

    private static readonly ImmutableDictionary<string, KeyValuePair<string, string>> UnitWords = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create("uM", KeyValuePair.Create("uM", "1e-6 mole/litre")),
        KeyValuePair.Create("ng/mL", KeyValuePair.Create("ng_per_mL", "1e-6 gram/litre")),
    ]);

    private static string UnitWord(string unit) => UnitWords.TryGetValue(unit, out KeyValuePair<string, string> word) ? word.Key
        : throw new UserErrorException($"a part of the patient reads concentrations in {string.Join(" or ", UnitWords.Keys.Order())}; '{unit}' is neither");

    private static TextSum Wire(string part, string parameter, string formula, string unit) => new()
    {
        Name = WireName($"{part}.{parameter}"),
        Unit = unit,
        Title = $"{parameter} of {part}",
        Terms = [formula],
        Is = $"{part}.{parameter}",
    };

    private static string WireName(string variable) => variable.Replace('.', '_');
}
