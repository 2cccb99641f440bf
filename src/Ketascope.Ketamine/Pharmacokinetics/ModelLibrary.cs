using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Drugs;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Draws;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>The pharmacokinetic models that come with the program, and which of them suits a dose.</summary>
public sealed class ModelLibrary
{
    /// <summary>The name of the table of how models meet the calibration rows, in the folder of models.</summary>
    public const string RankingFile = "choice.csv";

    private const string InteractionFile = "interactions.csv";

    private ModelLibrary(ImmutableArray<ModelFolder> models, ImmutableArray<ModelGap> gaps) => (Models, Gaps) = (models, gaps);

    /// <summary>All models, by identifier.</summary>
    public ImmutableArray<ModelFolder> Models { get; }

    /// <summary>What is known to be missing.</summary>
    public ImmutableArray<ModelGap> Gaps { get; }

    /// <summary>How well the models meet the calibration rows.</summary>
    public ModelRanking Ranking { get; private init; } = new([]);

    /// <summary>What is known to change the metabolism of ketamine.</summary>
    public InteractionTable Interactions { get; private init; } = new([]);

    /// <summary>The drugs, whose molar masses turn masses into moles; null where none were given.</summary>
    public DrugCabinet? Drugs { get; private init; }

    /// <summary>The same library, whose texts have a draw of the parameters that they say are uncertain.</summary>
    /// <param name="draw">The draw.</param>
    public ModelLibrary Under(ParameterDraw draw) =>
        new([.. Models.Select(model => model with { Draw = draw })], Gaps) { Drugs = Drugs, Ranking = Ranking, Interactions = Interactions };

    /// <summary>Reads every <c>model.json</c> and <c>gaps.json</c> below a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="drugs">The drugs, or null.</param>
    /// <exception cref="UserErrorException">The folder is missing or a file in it cannot be read.</exception>
    public static ModelLibrary Read(string folder, DrugCabinet? drugs = null)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"the model folder '{folder}' is missing");
        }

        return new ModelLibrary(
            [.. Directory.EnumerateFiles(folder, "model.json", SearchOption.AllDirectories).Select(ReadFolder).OrderBy(model => model.Id, StringComparer.Ordinal)],
            [.. Directory.EnumerateFiles(folder, "gaps.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(path => ReadGaps(path))])
        {
            Drugs = drugs,
            Ranking = First(folder, RankingFile) is { } ranking ? ModelRanking.Read(ranking) : new ModelRanking([]),
            Interactions = First(folder, InteractionFile) is { } interactions ? InteractionTable.Read(interactions) : new InteractionTable([]),
        };
    }

    /// <summary>The same models, chosen by another table.</summary>
    /// <param name="ranking">The table.</param>
    public ModelLibrary RankedBy(ModelRanking ranking) => new(Models, Gaps) { Drugs = Drugs, Ranking = ranking, Interactions = Interactions };

    /// <summary>The model of a name.</summary>
    /// <param name="id">Its identifier.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public ModelFolder Find(string id) =>
        Models.FirstOrDefault(model => model.Id == id)
        ?? throw new UserErrorException($"there is no model '{id}'{NearestName.Hint(id, Models.Select(model => model.Id))}; known are {string.Join(", ", Models.Select(model => model.Id))}");

    /// <summary>The models that know every drug and route among doses and, where asked, predict a sampling site.</summary>
    /// <param name="doses">Drug and route of each dose.</param>
    /// <param name="site">The sampling site asked for (<c>arterial</c>, <c>venous</c>), or null.</param>
    /// <exception cref="UserErrorException">There is none; the message says what there is.</exception>
    internal ImmutableArray<ModelFolder> Suiting(ImmutableArray<DoseSite> doses, string? site)
    {
        ImmutableArray<ModelFolder> takers = [.. Models.Where(model => doses.All(model.Takes))];
        ImmutableArray<ModelFolder> suited = [.. takers.Where(model => model.Samples(site)).Select(model => model.At(site))];
        return suited.IsEmpty ? throw new UserErrorException(Explain(doses, takers, site)) : suited;
    }

    /// <summary>The model of a name, which has to know doses and predict a sampling site.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="doses">Drug and route of each dose.</param>
    /// <param name="site">The sampling site asked for (<c>arterial</c>, <c>venous</c>), or null.</param>
    /// <exception cref="UserErrorException">There is none, or it does not suit.</exception>
    internal ModelFolder Suiting(string id, ImmutableArray<DoseSite> doses, string? site)
    {
        ModelFolder model = Find(id);
        foreach (DoseSite dose in doses.Where(dose => !model.Takes(dose)))
        {
            throw new UserErrorException(
                $"the model '{model.Id}' does not take {dose}; it takes {string.Join(", ", model.Drugs.Select(one => one.Name))} by {string.Join(", ", model.Routes.Select(one => one.Route))}");
        }

        return model.Samples(site)
            ? model.At(site)
            : throw new UserErrorException($"the model '{model.Id}' predicts {model.SamplingSite} samples, not {site} ones");
    }

    /// <summary>The models and what they take: of a drug with models but without the route those models, which say more than the list of all.</summary>
    /// <param name="doses">Drug and route of each dose.</param>
    internal string WhatIsThere(ImmutableArray<DoseSite> doses)
    {
        ImmutableArray<DoseSite> untaken = [.. doses.Where(dose => !Models.Any(model => model.Takes(dose)))];
        HashSet<string> substances = [.. (untaken.IsEmpty ? doses : untaken).Select(dose => dose.Drug.Substance)];
        ImmutableArray<ModelFolder> relatives = [.. Models.Where(model => Drug.All.Any(drug => substances.Contains(drug.Substance) && model.DrugOf(drug) is not null))];
        IEnumerable<string> known = (relatives.IsEmpty ? Models : relatives)
            .Select(model => $"  {model.Id}: {string.Join(", ", model.Drugs.Select(drug => drug.Name))}; {string.Join(", ", model.Routes.Select(route => route.Route))} ({model.SamplingSite})");
        return $"Models and what they take:\n{string.Join('\n', known)}";
    }

    private static string? First(string folder, string file) =>
        Directory.EnumerateFiles(folder, file, SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault();

    private static ModelFolder ReadFolder(string path)
    {
        ModelFolder model = InputFile.ReadJson(path, ModelFolderJson.Default.ModelFolder, "describe a model");
        return model.Covariates.FirstOrDefault(one => !ModelCovariate.Names.Contains(one.Name)) is not { } unknown
            ? model with { TextPath = Path.Combine(Path.GetDirectoryName(path)!, model.Text) }
            : throw new UserErrorException(
                $"'{path}': the covariate '{unknown.Name}' is not known; expected one of {string.Join(", ", ModelCovariate.Names)}"
                    + NearestName.Hint(unknown.Name, ModelCovariate.Names));
    }

    private static ImmutableArray<ModelGap> ReadGaps(string path) => InputFile.ReadJson(path, ModelFolderJson.Default.ImmutableArrayModelGap, "list gaps");

    private string Explain(ImmutableArray<DoseSite> doses, ImmutableArray<ModelFolder> suited, string? site)
    {
        string asked = string.Join(" and ", doses);
        if (!suited.IsEmpty)
        {
            return $"no model of {asked} has {site} samples; known for that dose: {string.Join(", ", suited.Select(model => $"{model.Id} ({model.SamplingSite})"))}";
        }

        if (doses.All(dose => Models.Any(model => model.Takes(dose))))
        {
            IEnumerable<string> each = doses.Select(dose => $"  {dose}: {string.Join(", ", Models.Where(model => model.Takes(dose)).Select(model => model.Id))}");
            return $"no model takes {asked} together: each is simulated alone. Models and what they take:\n{string.Join('\n', each)}";
        }

        return $"no model takes {asked}. {WhatIsThere(doses)}";
    }
}
