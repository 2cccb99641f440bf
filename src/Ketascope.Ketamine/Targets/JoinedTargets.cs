using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Library;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Targets;

/// <summary>A pharmacokinetic model and the targets of its drugs as one text, with the way from one to the other.</summary>
internal sealed record JoinedTargets
{
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

    /// <summary>Joins what is given with the targets of its drugs.</summary>
    /// <param name="library">Targets and joins.</param>
    /// <param name="drugs">What drugs do at targets.</param>
    /// <param name="given">The drugs that are given, each with its model.</param>
    /// <param name="effect">The effect whose delay is meant.</param>
    /// <exception cref="UserErrorException">
    /// Nothing leads from what a model gives to what the targets need, or none of the drugs acts at a target.
    /// </exception>
    public static JoinedTargets Of(KetamineLibrary library, DrugCabinet drugs, ImmutableArray<GivenDrug> given, string effect)
    {
        TargetOccupancy occupancy = new(library.Targets);
        ImmutableArray<DrugFile> known = DrugsOf(drugs, given);
        ImmutableArray<TargetFile> targets = occupancy.Reached(known);
        if (targets.IsEmpty)
        {
            string models = string.Join(", ", given.Select(one => $"'{one.Choice.Model.Id}'"));
            string analytes = string.Join(", ", given.SelectMany(one => one.Choice.Model.Analytes).Select(one => one.Name).Distinct());
            throw new UserErrorException($"nothing that {models} predicts ({analytes}) has an action at a target yet");
        }

        Concentrations concentrations = new(
            [.. given.SelectMany(one => one.Analytes(drugs))], drugs, library.Joins, library.Common);
        ImmutableArray<DrugFile> acting = [.. known.Where(drug => targets.Any(target => drug.At(target.Id) is not null))];
        Dictionary<string, string> formulas = [];
        foreach (DrugFile drug in acting)
        {
            Port[] needs = [.. targets.Where(target => drug.At(target.Id) is not null).Select(target => Needs(library, target)).Distinct()];
            formulas[drug.Id] = needs.Length > 1
                ? throw new UserErrorException($"targets of {drug.Names[0]} need unlike concentrations: {string.Join("; ", (IEnumerable<Port>)needs)}")
                : concentrations.Of(drug, needs[0], effect)!;
        }

        string place = Path.Combine(library.Targets.Folder, "joined");
        LoadedModel joined = new Composer(library.Targets).Load(new Assembly
        {
            File = $"{place}.ant",
            Base = new Composition
            {
                Title = "these targets",
                Units = Units(given, concentrations),
                Parts = [.. given.Select(one => one.Part), .. concentrations.Parts],
                Origin = $"{place}.json",
            },
            Drugs = acting,
            Targets = targets,
            IsAtEquilibrium = true,
            Concentrations = formulas.ToImmutableSortedDictionary(StringComparer.Ordinal),
        });
        return new JoinedTargets
        {
            Title = string.Join("; ", concentrations.Ways.Select(way =>
                way.File.TakesEffect ? $"{way.File.Title} ({way.Site}; delay of {effect})" : way.File.Title).Distinct()),
            TakesEffect = concentrations.Ways.Any(way => way.File.TakesEffect),
            Drugs = acting,
            Targets = targets,
            Occupancy = occupancy,
            Assumptions = [.. concentrations.Assumptions, .. Alike(acting, given, drugs), .. Idle(acting, given, drugs)],
            Sources =
            [
                .. concentrations.Sources,
                .. acting.SelectMany(drug => drug.InEffect).Where(action => targets.Any(target => target.Id == action.Target))
                    .SelectMany(action => action.Sources),
            ],
            Model = joined with { System = joined.System.WithNumbers(given.SelectMany(one => one.Numbers).ToDictionary()) },
        };
    }

    /// <summary>The drugs whose numbers a joined text uses: what models predict, parts of it, and mixtures that it is a part of.</summary>
    /// <param name="drugs">What drugs do at targets.</param>
    /// <param name="given">The drugs that are given.</param>
    public static ImmutableArray<DrugFile> DrugsOf(DrugCabinet drugs, ImmutableArray<GivenDrug> given) =>
        drugs.Families([.. given.SelectMany(one => one.Analytes(drugs)).Select(one => one.Drug).Distinct()]);

    /// <summary>What the joined text is asked: free concentrations, then the share of each target.</summary>
    /// <param name="given">The drugs that are given.</param>
    /// <param name="times">The times, h.</param>
    public RunRequest Request(ImmutableArray<GivenDrug> given, ImmutableArray<double> times) => given.Aggregate(
        new RunRequest
        {
            Model = Model,
            Times = times,
            Show = [.. Drugs.Select(TextWords.Concentration), .. Targets.Select(Occupancy.Variable)],
            Solver = given[0].Request.Solver,
            IsChecked = given[0].Request.IsChecked,
        },
        (run, drug) => drug.Into(run));

    private static Port Needs(KetamineLibrary library, TargetFile target) => library.Targets.Equilibrium(target)!.Needs ?? throw new UserErrorException(
        $"the file of the target '{target.Id}' does not say under 'needs' what its concentrations are: site, binding and unit");

    /// <summary>Where only a mixture was measured and its parts are given, they are taken to act alike.</summary>
    private static IEnumerable<string> Alike(ImmutableArray<DrugFile> acting, ImmutableArray<GivenDrug> given, DrugCabinet drugs)
    {
        HashSet<string> alone = [.. given.SelectMany(one => one.Analytes(drugs)).Where(one => !one.IsTotal).Select(one => one.Drug.Id)];
        return acting.Where(drug => drug.Mixture.Any(part => alone.Contains(part.Drug))).Select(mixture =>
            $"At {string.Join(", ", mixture.InEffect.Select(action => action.Target))} only the mixture was measured ({mixture.Title}): " +
            "its parts are taken to act alike there.");
    }

    /// <summary>What is given and does nothing here.</summary>
    private static IEnumerable<string> Idle(ImmutableArray<DrugFile> acting, ImmutableArray<GivenDrug> given, DrugCabinet drugs) => given
        .Where(one => !drugs.Families([.. one.Analytes(drugs).Select(analyte => analyte.Drug)]).Any(acting.Contains))
        .Select(one => $"What {one.Regimen.Describe()} does at targets is not known to the program: nothing of it is shown.");

    private static ImmutableSortedDictionary<string, string> Units(ImmutableArray<GivenDrug> given, Concentrations concentrations) =>
        concentrations.Units.SetItems(given[0].Choice.Model.Load().Document.Main.Units.Where(unit => UnitsOfText.Contains(unit.Name))
            .Select((UnitDefinition unit) => KeyValuePair.Create(unit.Name, ExpressionPrinter.Print(unit.Formula))));
}
