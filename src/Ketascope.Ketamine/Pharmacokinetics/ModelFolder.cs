using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Draws;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>
/// What a program must know of a pharmacokinetic model to dose it and to read its outputs: the content of <c>model.json</c> (docs/models.md).
/// </summary>
public sealed record ModelFolder
{
    /// <summary>The folder's name.</summary>
    public required string Id { get; init; }

    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>The file with the model text, in the same folder.</summary>
    public required string Text { get; init; }

    /// <summary>Among the models that know a drug and a route, the one with the highest number is taken.</summary>
    public required double Priority { get; init; }

    /// <summary>Why it is taken.</summary>
    public required string Why { get; init; }

    /// <summary>What may be given.</summary>
    public required ImmutableArray<ModelDrug> Drugs { get; init; }

    /// <summary>How it may be given.</summary>
    public required ImmutableArray<ModelRoute> Routes { get; init; }

    /// <summary>What comes out, in the order to show.</summary>
    public required ImmutableArray<ModelAnalyte> Analytes { get; init; }

    /// <summary>Body weight.</summary>
    public required ModelWeight Weight { get; init; }

    /// <summary>What else of a person the model knows or is limited to: <c>age</c>, <c>height</c>, <c>sex</c>. Empty when the file has none.</summary>
    public ImmutableArray<ModelCovariate> Covariates { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How the text is told what changes metabolism: another drug, a genotype; null where it does not know of that.</summary>
    public ModelMetabolism? Metabolism { get; init; }

    /// <summary>Who was studied.</summary>
    public required ModelPopulation Population { get; init; }

    /// <summary>
    /// The studies of the evidence, by name, to whose values the model was fitted or by which its authors chose it. How it meets them says nothing for it
    /// against a model that does not know them. Empty when the file has none.
    /// </summary>
    public ImmutableArray<string> FittedTo { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Where the model was published, main source first.</summary>
    public required ImmutableArray<ModelCitation> Citations { get; init; }

    /// <summary>What was assumed, a sentence each.</summary>
    public required ImmutableArray<string> Assumptions { get; init; }

    /// <summary>Other published values of a parameter.</summary>
    public required ImmutableArray<ModelAlternative> Alternatives { get; init; }

    /// <summary>The full path of the model text.</summary>
    [JsonIgnore]
    public string TextPath { get; init; } = "";

    /// <summary>The draw of uncertain parameters that the text is under; null for the values in use.</summary>
    [JsonIgnore]
    public ParameterDraw? Draw { get; init; }

    private LoadedText Loaded { get; } = new();

    /// <summary>The equations of the text, read and checked when they are first asked for.</summary>
    /// <exception cref="UserErrorException">The text is wrong.</exception>
    public LoadedModel Load()
    {
        LoadedModel model = Loaded.Of(TextPath);
        return Draw is { } draw ? UncertainText.Under(model, draw) : model;
    }

    /// <summary>Where the samples are drawn: <c>arterial</c> or <c>venous</c>; several, separated by commas, when analytes differ.</summary>
    [JsonIgnore]
    public string SamplingSite => string.Join(", ", Analytes.Select(analyte => analyte.SamplingSite).Distinct());

    /// <summary>Whether the model predicts samples from a site.</summary>
    /// <param name="site"><c>arterial</c> or <c>venous</c>; null for any.</param>
    public bool Samples(string? site) => site is null || Analytes.Any(analyte => analyte.SamplingSite == site);

    /// <summary>The model with the analytes of one sampling site only.</summary>
    /// <param name="site"><c>arterial</c> or <c>venous</c>; null for all analytes.</param>
    public ModelFolder At(string? site) => site is null || SamplingSite == site ? this : this with { Analytes = [.. Analytes.Where(analyte => analyte.SamplingSite == site)] };

    /// <summary>Whether the model gives an analyte: by its own name or, of a sum over enantiomers, by theirs.</summary>
    /// <param name="analyte">The name; two joined by <c>/</c> are both needed.</param>
    public bool Predicts(string analyte) => analyte.Split('/').Select(AnalyteNames.Plain)
        .All(name => Analytes.Select(one => AnalyteNames.Plain(one.Name)).Any(own => own == name || own == $"S-{name}" || own == $"R-{name}"));

    /// <summary>Whether the model was built on doses into a vein that last as short as some do.</summary>
    /// <param name="minutes">How long the shortest dose into a vein lasts, min; 0 for a bolus, infinite where there is none.</param>
    public bool KnowsDosesOf(double minutes) => RouteOf(Route.Intravenous) is not { } route || minutes >= route.DoseRange.ShortestMinutes;

    /// <summary>The ages studied; without an <c>age</c> among the covariates, adults.</summary>
    [JsonIgnore]
    public AgeRange Ages => Covariate(ModelCovariate.Age) is { } age ? new AgeRange(age.Minimum, age.Maximum) : AgeRange.Adults;

    /// <summary>A covariate of this model, or null.</summary>
    /// <param name="name">Its name, for example <c>age</c>.</param>
    public ModelCovariate? Covariate(string name) => Covariates.FirstOrDefault(one => one.Name == name);

    /// <summary>The drug of this model that a regimen's drug is, or null.</summary>
    /// <param name="drug">The drug of a regimen.</param>
    public ModelDrug? DrugOf(Drug drug) => Drugs.FirstOrDefault(one => RegimenWords.Drugs.TryFind(one.Name, out Drug known) && known == drug);

    /// <summary>The route of this model that a regimen's route is, or null.</summary>
    /// <param name="route">The route of a regimen.</param>
    public ModelRoute? RouteOf(Route route) => Routes.FirstOrDefault(one => RegimenWords.Routes.TryFind(one.Route, out Route known) && known == route);

    /// <summary>Whether the model can be given a drug by a route.</summary>
    /// <param name="site">The drug and the route.</param>
    public bool Takes(DoseSite site) => DrugOf(site.Drug) is not null && RouteOf(site.Route) is not null;
}

/// <summary>A drug and what a dose of it consists of.</summary>
/// <param name="Name">The name, as a regimen names it; <c>ketamine</c> is the racemate.</param>
/// <param name="Parts">How much of each substance of the model is in a dose: half <c>S-ketamine</c>, half <c>R-ketamine</c> for the racemate; all
/// <c>morphine</c> for morphine. Above 0, together at most 1 (less for a salt).</param>
public sealed record ModelDrug(string Name, ImmutableSortedDictionary<string, double> Parts);

/// <summary>A route and where a dose by it goes.</summary>
/// <param name="Route">The route, as a regimen names it.</param>
/// <param name="Into">The targets; one dose enters each of them.</param>
/// <param name="DoseRange">What the model was built on.</param>
public sealed record ModelRoute(string Route, ImmutableArray<ModelTarget> Into, ModelDoseRange DoseRange);

/// <summary>Where a dose goes.</summary>
/// <param name="Species">The species of the text.</param>
/// <param name="Part">The substance that it takes, one of the <see cref="ModelDrug.Parts"/>.</param>
/// <param name="ModelledDuration">Whether the dose lasts the text's <c>D_X</c> (RATE = -2) instead of what the regimen says.</param>
/// <param name="Above">Only what a dose has beyond this many mg goes here: later devices of a nasal spray.</param>
/// <param name="UpTo">Only the first so many mg of a dose go here: the first device; null for no limit.</param>
public sealed record ModelTarget(string Species, string Part, bool ModelledDuration = false, double Above = 0, double? UpTo = null);

/// <summary>The doses that a model was built on, for one substance (one enantiomer of ketamine) in one administration.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="Unit"><c>mg</c> or <c>mg/kg</c>.</param>
/// <param name="Basis">Where that is from.</param>
/// <param name="BolusMaximum">The largest that was given at once; null where that is not known to be less than <paramref name="Maximum"/>.</param>
/// <param name="ShortestMinutes">The shortest administration, min; 0 where it was a bolus, or where the route has no duration.</param>
public sealed record ModelDoseRange(
    double Minimum, double Maximum, string Unit, string Basis, double? BolusMaximum = null, double ShortestMinutes = 0);

/// <summary>A quantity that the model predicts.</summary>
/// <param name="Name">The name for people.</param>
/// <param name="Variable">The name in the text.</param>
/// <param name="Unit">The unit, as the text computes it.</param>
/// <param name="Matrix">What is sampled, for example plasma.</param>
/// <param name="SamplingSite"><c>arterial</c> or <c>venous</c>.</param>
/// <param name="Binding"><c>total</c>, as assays measure, or <c>free</c> of proteins.</param>
public sealed record ModelAnalyte(string Name, string Variable, string Unit, string Matrix, string SamplingSite, string Binding = "total")
{
    /// <summary>The matrix of an effect site: what is there lags behind plasma.</summary>
    public const string EffectSite = "effect site";

    /// <summary>Whether it is at an effect site, and not in what is sampled.</summary>
    [JsonIgnore]
    public bool IsEffectSite => Matrix == EffectSite;
}

/// <summary>Body weight in a model.</summary>
/// <param name="Parameter">The parameter of the text.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Default">The weight that is assumed.</param>
/// <param name="Minimum">The lightest subject studied.</param>
/// <param name="Maximum">The heaviest subject studied.</param>
public sealed record ModelWeight(string Parameter, string Unit, double Default, double Minimum, double Maximum);

/// <summary>A property of a person, other than weight, that a model knows or is limited to.</summary>
/// <param name="Name"><c>age</c>, <c>height</c> or <c>sex</c>.</param>
/// <param name="Parameter">The parameter of the text; null where the text has none and only the range matters.</param>
/// <param name="Unit"><c>year</c>, <c>cm</c> or, for sex, <c>dimensionless</c> (0 male, 1 female).</param>
/// <param name="Default">The value that is assumed, the one of the text.</param>
/// <param name="Minimum">The lowest value studied.</param>
/// <param name="Maximum">The highest value studied.</param>
public sealed record ModelCovariate(string Name, string? Parameter, string Unit, double Default, double Minimum, double Maximum)
{
    /// <summary>The name of age, in years.</summary>
    public const string Age = "age";

    /// <summary>The name of height, in cm.</summary>
    public const string Height = "height";

    /// <summary>The name of sex.</summary>
    public const string Sex = "sex";

    /// <summary>All names, in the order to show.</summary>
    public static ImmutableArray<string> Names { get; } = [Age, Height, Sex];
}

/// <summary>How a model's text is told what changes the metabolism of its drug; both ratios are 1 where nothing does.</summary>
/// <param name="OralAreaRatio">The parameter that takes the ratio of areas after an oral dose.</param>
/// <param name="ClearanceRatio">The parameter that takes the ratio of clearances.</param>
public sealed record ModelMetabolism(string OralAreaRatio, string ClearanceRatio);

/// <summary>Who was studied.</summary>
/// <param name="Health">Healthy volunteers, or which patients.</param>
/// <param name="Subjects">How many.</param>
/// <param name="Female">How many of them were women.</param>
/// <param name="Age">Their age, in words.</param>
/// <param name="Weight">Their weight, in words.</param>
/// <param name="Place">Where.</param>
/// <param name="AgeMean">Their mean age, years; null where it is not known, or the model knows age.</param>
/// <param name="AgeDeviation">The standard deviation of their ages, years; null as the mean.</param>
public sealed record ModelPopulation(
    string Health, int Subjects, int? Female, string Age, string Weight, string Place, double? AgeMean = null, double? AgeDeviation = null);

/// <summary>A publication.</summary>
/// <param name="Text">The reference in words.</param>
/// <param name="Url">Its address.</param>
public sealed record ModelCitation(string Text, string Url);

/// <summary>Another published value of a parameter.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Parameter">The parameter of the text.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Basis">Where it is from.</param>
/// <param name="Url">The address of the source.</param>
public sealed record ModelAlternative(string Name, string Parameter, double Value, string Unit, string Basis, string Url);

/// <summary>Reads <c>model.json</c> without reflection, which start-up time would feel.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ModelFolder))]
[JsonSerializable(typeof(ImmutableArray<ModelGap>))]
internal sealed partial class ModelFolderJson : JsonSerializerContext;
