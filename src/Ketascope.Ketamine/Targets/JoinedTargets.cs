using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Targets;

/// <summary>A pharmacokinetic model and the targets of its drugs as one text, with the way from one to the other.</summary>
internal sealed record JoinedTargets
{
    private const string Instance = "pk";

    private static readonly string[] UnitsOfText = ["time_unit", "substance", "extent", "volume", "area", "length"];

    /// <summary>What is joined, for people.</summary>
    public required string Title { get; init; }

    /// <summary>The drugs that act, in the order of the text.</summary>
    public required ImmutableArray<DrugFile> Drugs { get; init; }

    /// <summary>The targets at which they act.</summary>
    public required ImmutableArray<TargetFile> Targets { get; init; }

    /// <summary>What is occupied of them.</summary>
    public required TargetOccupancy Occupancy { get; init; }

    /// <summary>Whether the effect that is asked about changes what comes out.</summary>
    public required bool TakesEffect { get; init; }

    /// <summary>What is taken for granted, a sentence each.</summary>
    public required ImmutableArray<string> Assumptions { get; init; }

    /// <summary>Where the numbers are from.</summary>
    public required ImmutableArray<DrugSource> Sources { get; init; }

    /// <summary>The joined text.</summary>
    public required LoadedModel Model { get; init; }

    /// <summary>Joins a model with the targets of its drugs.</summary>
    /// <param name="library">Targets and joins.</param>
    /// <param name="drugs">What drugs do at targets.</param>
    /// <param name="model">The model, with the analytes that may be joined.</param>
    /// <param name="effect">The effect whose delay is meant.</param>
    /// <exception cref="UserErrorException">
    /// Nothing leads from what the model gives to what the targets need, or none of its drugs acts at a target.
    /// </exception>
    public static JoinedTargets Of(KetamineLibrary library, DrugCabinet drugs, ModelFolder model, string effect)
    {
        (ModelAnalyte Analyte, DrugFile Drug)[] given = Given(drugs, model);
        TargetOccupancy occupancy = new(library.Targets);
        ImmutableArray<TargetFile> reached = occupancy.Reached(drugs.Families([.. given.Select(one => one.Drug)]));
        if (given.Length == 0 || reached.IsEmpty)
        {
            string analytes = string.Join(", ", model.Analytes.Select(one => one.Name).Distinct());
            throw new UserErrorException($"nothing that '{model.Id}' predicts ({analytes}) has an action at a target yet");
        }

        JoinFile file = FileFor(library, model, given, reached);
        Join join = new(file, library.Common, effect);
        List<TextPart> parts = [new TextPart { Name = Instance, Model = model.Load().Document.Main.Name, Import = model.TextPath }];
        Dictionary<string, string> concentrations = [];
        foreach ((ModelAnalyte analyte, DrugFile drug) in given)
        {
            (ImmutableArray<TextPart> steps, string result) = join.Of($"{Instance}.{analyte.Variable}", drug);
            parts.AddRange(steps);
            concentrations[drug.Id] = result;
        }

        List<string> assumptions = AddMixtures(drugs, concentrations);
        DrugFile[] known = [.. drugs.Drugs.Where(drug => concentrations.ContainsKey(drug.Id))];
        ImmutableArray<TargetFile> targets = occupancy.Reached(known);
        foreach (TargetFile target in targets)
        {
            Port needs = library.Targets.Equilibrium(target)!.Needs
                ?? throw new UserErrorException(
                    $"the file of the target '{target.Id}' does not say under 'needs' what its concentrations are: site, binding and unit");
            file.Require(Port.Of(given[0].Analyte), $"'{given[0].Analyte.Name}' of {model.Id}", needs, $"the target '{target.Id}'");
        }

        ImmutableArray<DrugFile> acting = [.. known.Where(drug => targets.Any(target => drug.At(target.Id) is not null))];
        string place = Path.Combine(library.Targets.Folder, "joined");
        return new JoinedTargets
        {
            Title = file.TakesEffect ? $"{file.Title} ({given[0].Analyte.SamplingSite}; delay of {effect})" : $"{file.Title} ({model.Id})",
            TakesEffect = file.TakesEffect,
            Drugs = acting,
            Targets = targets,
            Occupancy = occupancy,
            Assumptions = [.. join.Assumptions([.. given.Select(one => one.Drug)]), .. assumptions],
            Sources =
            [
                .. join.Sources(given.Select(one => one.Drug)),
                .. acting.SelectMany(drug => drug.InEffect).Where(action => targets.Any(target => target.Id == action.Target))
                    .SelectMany(action => action.Sources),
            ],
            Model = WithNumbersOf(model.Load(), new Composer(library.Targets).Load(new Assembly
            {
                File = $"{place}.ant",
                Base = new Composition { Title = "these targets", Units = Units(model, file), Parts = [.. parts], Origin = $"{place}.json" },
                Drugs = acting,
                Targets = targets,
                IsAtEquilibrium = true,
                Concentrations = concentrations.ToImmutableSortedDictionary(StringComparer.Ordinal),
            })),
        };
    }

    /// <summary>The drugs whose numbers a joined text uses: what a model predicts, parts of it, and mixtures that it is a part of.</summary>
    /// <param name="drugs">What drugs do at targets.</param>
    /// <param name="model">The model, with the analytes that may be joined.</param>
    public static ImmutableArray<DrugFile> DrugsOf(DrugCabinet drugs, ModelFolder model) =>
        drugs.Families([.. Given(drugs, model).Select(one => one.Drug)]);

    /// <summary>What the joined text is asked, made of what its pharmacokinetic model alone would be asked.</summary>
    /// <param name="run">What the model alone would be asked.</param>
    public RunRequest Request(RunRequest run) => run with
    {
        Model = Model,
        Show = [.. Drugs.Select(TextWords.Concentration), .. Targets.Select(Occupancy.Variable)],
        Overrides = run.Overrides.ToImmutableSortedDictionary(one => $"{Instance}.{one.Key}", one => one.Value, StringComparer.Ordinal),
        Doses = [.. run.Doses.Select(dose => dose with { Compartment = $"{Instance}.{dose.Compartment}" })],
    };

    /// <summary>
    /// The analytes that are drugs, at the first sampling site of the model. A total of a mixture (<c>Ketamine, total</c>) is taken where its parts are not
    /// there alone. Where the model has effect sites of its own, these are taken and plasma is not, so that the drug's own delay counts.
    /// </summary>
    private static (ModelAnalyte Analyte, DrugFile Drug)[] Given(DrugCabinet cabinet, ModelFolder model)
    {
        ModelAnalyte[] all = [.. model.Analytes.Where(analyte => analyte.SamplingSite == model.Analytes[0].SamplingSite)];
        ModelAnalyte[] sites = [.. all.Where(analyte => analyte.IsEffectSite)];
        ModelAnalyte[] here = sites.Length > 0 ? sites : all;
        (ModelAnalyte Analyte, DrugFile Drug)[] alone =
        [
            .. here.Select(analyte => (analyte, Drug: Find(AnalyteNames.WithoutSite(analyte.Name)))).Where(one => one.Drug is not null)
                .Select(one => (one.analyte, one.Drug!)),
        ];
        return
        [
            .. alone,
            .. here.Where(analyte => AnalyteNames.WithoutTotal(analyte.Name) != analyte.Name)
                .Select(analyte => (analyte, Drug: Find(AnalyteNames.WithoutTotal(analyte.Name))))
                .Where(one => one.Drug is not null && !alone.Any(other => DrugCabinet.IsPart(other.Drug, one.Drug))).Select(one => (one.analyte, one.Drug!)),
        ];

        DrugFile? Find(string name) => cabinet.TryFind(name, out DrugFile drug) ? drug : null;
    }

    /// <summary>The joined text with the numbers that its pharmacokinetic model has: those of its file, or a draw of them.</summary>
    private static LoadedModel WithNumbersOf(LoadedModel alone, LoadedModel joined)
    {
        Dictionary<string, double> numbers = alone.System.Parameters.Where(one => one.Initial is NumberExpression)
            .ToDictionary(one => $"{Instance}.{one.Name}", one => ((NumberExpression)one.Initial).Value);
        return joined with { System = joined.System.WithNumbers(numbers) };
    }

    /// <summary>
    /// The join that begins with what the model gives and ends with what targets need: one for these drugs, or else one for all.
    /// </summary>
    private static JoinFile FileFor(
        KetamineLibrary library, ModelFolder model, (ModelAnalyte Analyte, DrugFile Drug)[] given, ImmutableArray<TargetFile> reached)
    {
        ImmutableArray<Port?> needed = [.. reached.Select(target => library.Targets.Equilibrium(target)?.Needs)];
        ImmutableArray<JoinFile> files = [.. JoinFile.ReadAll(library.Joins).Where(file => needed.Contains(file.To))];
        Port port = Port.Of(given[0].Analyte);
        ImmutableArray<JoinFile> suiting = [.. files.Where(file => given.All(one => Port.Of(one.Analyte) == file.From))];
        return suiting.FirstOrDefault(file => !file.Of.IsEmpty && given.All(one => file.Of.Contains(one.Drug.Id)))
            ?? suiting.FirstOrDefault(file => file.Of.IsEmpty)
            ?? throw new UserErrorException($"'{given[0].Analyte.Name}' of {model.Id} is {port}; the joins in '{library.Joins}' begin with " +
                string.Join("; ", files.Select(file => file.Of.IsEmpty ? $"{file.From}" : $"{file.From} ({string.Join(", ", file.Of)} only)")));
    }

    /// <summary>A mixture is the sum of its parts, and where only the mixture is known its parts are their shares of it.</summary>
    private static List<string> AddMixtures(DrugCabinet cabinet, Dictionary<string, string> concentrations)
    {
        List<string> assumptions = [];
        foreach (DrugFile mixture in cabinet.Drugs.Where(drug => !drug.Mixture.IsEmpty))
        {
            DrugPart[] present = [.. mixture.Mixture.Where(part => concentrations.ContainsKey(part.Drug))];
            if (concentrations.TryGetValue(mixture.Id, out string? whole) && present.Length == 0)
            {
                foreach (DrugPart part in mixture.Mixture)
                {
                    concentrations[part.Drug] = string.Create(CultureInfo.InvariantCulture, $"{part.Fraction:R}*{whole}");
                }

                assumptions.Add($"The model knows {mixture.Names[0]} as a whole: its parts are taken to stay in the proportions of the dose.");
            }
            else if (whole is null && present.Length > 0)
            {
                concentrations[mixture.Id] = string.Join(" + ", present.Select(part => concentrations[part.Drug]));
                if (mixture.InEffect.Any())
                {
                    string where = string.Join(", ", mixture.InEffect.Select(action => action.Target));
                    assumptions.Add($"At {where} only the mixture was measured ({mixture.Title}): its parts are taken to act alike there.");
                }
            }
        }

        return assumptions;
    }

    private static ImmutableSortedDictionary<string, string> Units(ModelFolder model, JoinFile file) => file.Units.AddRange(
        model.Load().Document.Main.Units.Where(unit => UnitsOfText.Contains(unit.Name))
            .Select((UnitDefinition unit) => KeyValuePair.Create(unit.Name, ExpressionPrinter.Print(unit.Formula))));
}
