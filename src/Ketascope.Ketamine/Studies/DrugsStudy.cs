using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Protocols;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>
/// Lists drugs: routes, ages and doses of the models that take them, what they do at each target, and how much of it a concentration occupies.
/// </summary>
/// <param name="library">Drugs, targets and models.</param>
public sealed class DrugsStudy(KetamineLibrary library) : Study<DrugsRequest>("drugs", () => KetamineRequests.Default.DrugsRequest)
{
    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(DrugsRequest request, StudyContext context, CancellationToken cancellation)
    {
        if (request.Name is { } name)
        {
            HashSet<string> family = library.Drugs.TryFind(name, out DrugFile drug) ? [.. library.Drugs.Families(drug).Select(one => one.Id)] : [];
            return Task.FromResult(One(name, request.At, ActionChoices.Apply(library.Drugs, library.Targets, request.Alternative, family)));
        }

        if (!request.Alternative.IsEmpty)
        {
            throw new UserErrorException("--alternative is of one drug: ketascope drugs ketamine --alternative \"mu=Finck 1982\"");
        }

        return request.At is null ? Task.FromResult(All()) : throw new UserErrorException("--at is of one drug: ketascope drugs ketamine --at 0.8uM");
    }

    private StudyResult All()
    {
        Drug[] dosed = [.. Drug.All.Where(drug => ModelsOf(drug).Any())];
        return new StudyResult
        {
            Title = "Drugs: with pharmacokinetic models, and with actions at targets",
            Sections =
            [
                new TableSection("Given as doses", new ResultTable(
                    [new("drug"), new("routes"), new("ages", "years"), new("models")],
                    [.. dosed.Select(drug => (ImmutableArray<Cell>)
                    [
                        drug.Name, string.Join(", ", ModelsOf(drug).SelectMany(model => model.Routes.Select(route => route.Route)).Distinct()),
                        string.Join("; ", ModelsOf(drug).Select(model => ModelTable.Ages(model.Ages)).Distinct()),
                            string.Join(", ", ModelsOf(drug).Select(model => model.Id)),
                    ])])),
                new TableSection("With actions at targets", new ResultTable(
                    [new("drug"), new("title"), new("targets")],
                    [.. library.Drugs.Drugs.Select(drug => (ImmutableArray<Cell>)
                        [drug.Names[0], drug.Title, string.Join(", ", ActionsOf(library.Drugs, drug).Select(one => one.Action.Target).Distinct())])])),
                new TextSection("'ketascope drugs NAME' shows one of them."),
            ],
        };
    }

    private StudyResult One(string name, string? at, DrugCabinet drugs)
    {
        DrugFile? acting = drugs.TryFind(name, out DrugFile found) ? found : null;
        Drug? dosed = RegimenWords.Drugs.TryFind(name, out Drug? drug) ? drug : null;
        if (acting is null && dosed is null)
        {
            _ = library.Drugs.Find(name);
        }

        ModelFolder[] models = dosed is { } one ? [.. ModelsOf(one)] : [];
        List<ResultSection> sections = [];
        if (acting is not null)
        {
            sections.Add(new TextSection(acting.MolarMass is { } mass
                ? string.Create(CultureInfo.InvariantCulture, $"{acting.Title}: {acting.Formula}, {mass} g/mol") : acting.Title));
        }

        sections.Add(new TableSection("Models that take it", ModelTable.Of(models, dosed)));
        if (acting is not null)
        {
            (DrugFile Drug, DrugAction Action, double Fraction)[] actions = [.. ActionsOf(drugs, acting)];
            if (at is not null && actions.Length == 0)
            {
                throw NothingToOccupy(name);
            }

            sections.Add(new TableSection("What it does", Actions(actions)));
            if (at is not null)
            {
                sections.Add(new TableSection($"Occupied at {at} free, at equilibrium", Occupied(drugs, acting, FreeConcentration.Read(acting, at)
                    ?? throw new UserErrorException($"--at \"{at}\": expected a concentration such as 0.8uM, 800 nM or 190 ng/mL"))));
            }

            sections.Add(new TableSection("Numbers that all areas share (models/common)", Shared(acting)));
            sections.AddRange(actions.Select(action =>
                new TextSection($"{action.Drug.Names[0]} at {action.Action.Target} ({action.Action.Status}): {action.Action.Basis}")));
        }
        else if (at is not null)
        {
            throw NothingToOccupy(name);
        }

        return new StudyResult
        {
            Title = acting?.Names[0] ?? dosed!.Name,
            Sections = [.. sections],
            Notes = acting is null ? []
                : [.. ActionsOf(drugs, acting).SelectMany(action => action.Action.Sources).Distinct()
                .Select(source => new Note(NoteKind.Source, $"{source.Text} {source.Url}"))],
        };
    }

    private IEnumerable<ModelFolder> ModelsOf(Drug drug) => library.Pharmacokinetics.Models.Where(model => model.DrugOf(drug) is not null);

    /// <summary>The actions of a drug, and of a mixture those of its parts.</summary>
    private static UserErrorException NothingToOccupy(string name) => new($"'{name}' has no action at a target yet, so --at would show nothing");

    private static IEnumerable<(DrugFile Drug, DrugAction Action, double Fraction)> ActionsOf(DrugCabinet drugs, DrugFile drug) =>
        [.. drug.Actions.Select(action => (drug, action, 1.0)), .. drug.Mixture.IsEmpty ? []
            : drugs.Parts(drug).SelectMany(part => part.Drug.Actions.Select(action => (part.Drug, action, part.Fraction)))];

    private ResultTable Actions((DrugFile Drug, DrugAction Action, double Fraction)[] actions) => new(
        [new("drug"), new("target"), new("number"), new("value"), new("status"), new("--alternative")],
        [
            .. actions.SelectMany(one => one.Action.Values.Select(value => (ImmutableArray<Cell>)
            [
                one.Drug.Names[0], Title(one.Action), value.Key, value.Value, one.Action.IsOff ? $"{one.Action.Status}, off" : one.Action.Status,
                one.Action.IsOff || !one.Action.Alternatives.IsEmpty ? string.Join(", ", ActionChoices.Names(one.Action)) : "",
            ])),
        ]);

    /// <summary>What is occupied by the numbers in use, the most first, and by each other number that was published.</summary>
    private ResultTable Occupied(DrugCabinet drugs, DrugFile drug, double concentration)
    {
        TargetOccupancy occupancy = new(library.Targets);
        ILookup<string, string> others = ActionsOf(drugs, drug)
            .SelectMany(one => ActionChoices.Names(one.Action).Skip(one.Action.IsOff ? 0 : 1).Select(name => (one.Action.Target, name))).Distinct()
            .ToLookup(one => one.Target, one => one.name);
        Dictionary<string, double> shares = Shares(drugs).ToDictionary(one => one.Target.Id, one => one.Share);
        return new ResultTable(
            [new("target"), new("occupied", "%"), new("by other published numbers", "%")],
            [
                .. library.Targets.Targets.Where(target => shares.ContainsKey(target.Id) || others.Contains(target.Id))
                    .OrderByDescending(target => shares.GetValueOrDefault(target.Id))
                    .Select(target => (ImmutableArray<Cell>)
                    [
                        occupancy.Title(target), shares.TryGetValue(target.Id, out double share) ? 100 * share : "off",
                        string.Join(", ", others[target.Id].Select(
                            name => string.Create(CultureInfo.InvariantCulture, $"{100 * Other(target, name):G3} {name}"))),
                    ]),
            ]);

        double Other(TargetFile target, string name) =>
            Shares(ActionChoices.Apply(drugs, library.Targets, [$"{target.Id}={name}"])).Single(one => one.Target.Id == target.Id).Share;

        ImmutableArray<(TargetFile Target, double Share)> Shares(DrugCabinet chosen) =>
            occupancy.InBath(chosen, chosen.Find(drug.Id), concentration);
    }

    private ResultTable Shared(DrugFile drug) => new(
        [new("number"), new("of"), new("value"), new("low"), new("high"), new("unit"), new("status")],
        [.. library.Common.All.Where(one => one.IsOf(drug) || drug.Mixture.Any(part => one.Of.Contains(part.Drug))).Select(one => (ImmutableArray<Cell>)
        [
            one.Id, one.Of.IsEmpty ? "all" : string.Join(", ", one.Of), one.Value, one.Low, one.High, one.Unit, one.Status,
        ])]);

    private string Title(DrugAction action) => library.Targets.Targets.FirstOrDefault(one => one.Id == action.Target)?.Title ?? action.Target;
}
