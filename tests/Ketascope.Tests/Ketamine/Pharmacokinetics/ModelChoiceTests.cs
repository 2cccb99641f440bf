using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

/// <summary>Which model is taken for a dose in a person, and how that is explained.</summary>
public sealed class ModelChoiceTests : IDisposable
{
    private static readonly ImmutableArray<DoseSite> s_dose = [new DoseSite(Drug.RacemicKetamine, Route.Intravenous)];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<double?, double?, string> People => new()
    {
        { null, null, "adults" },
        { null, 70.0, "adults" },
        { null, 40.0, "adults" },
        { null, 39.9, "children" },
        { 30.0, 35.0, "adults" },
        { 8.0, 70.0, "children" },
        { 1.0, null, "children" },
        { 14.0, null, "children" },
        { 15.9, null, "children" },
        { 16.1, null, "adults" },
        { 16.0, null, "adults" },
        { 0.7, null, "children" },
        { 0.1, null, "infants" },
        { 90.0, null, "adults" },
    };

    [Theory]
    [MemberData(nameof(People))]
    public void The_model_of_the_nearest_ages_is_taken_of_equals_the_first_by_priority(double? age, double? weight, string expected) =>
        Assert.Equal(expected, Choose(Library(("adults", 9, null), ("adults-too", 8, (18, 65)), ("children", 1, (1, 14)), ("infants", 0, (0, 0.2))), age, weight).Model.Id);

    [Fact]
    public void Models_of_the_same_priority_are_taken_by_name() =>
        Assert.Equal("a", Choose(Library(("c", 5, null), ("b", 5, null), ("a", 5, null)), null, null).Model.Id);

    [Fact]
    public void The_sampling_site_that_is_asked_for_comes_before_age()
    {
        ModelLibrary library = Library(("adults", 9, null), ("children", 1, (1, 14)));
        Write("arterial", 0, null, site: "arterial");
        ModelChoice choice = Choose(ModelLibrary.Read(_folder["models"]), 8, null, site: "arterial");
        Assert.Equal("arterial", choice.Model.Id);
        Assert.Contains("arterial samples", choice.Reason, StringComparison.Ordinal);
        Assert.Contains("no model of racemic ketamine iv has arterial samples", Assert.Throws<UserErrorException>(() => Choose(library, 8, null, site: "arterial")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_says_for_whom_and_which_others_take_the_dose()
    {
        ModelLibrary library = Library(("adults", 9, null), ("children", 1, (1, 14)));
        Assert.Equal("Taken for racemic ketamine iv in an adult: because. Others that take it (--model NAME), of other ages: children.", Choose(library, null, null).Reason);
        Assert.Equal("Taken for racemic ketamine iv in a person of 8 years: because. Others that take it (--model NAME), of other ages: adults.", Choose(library, 8, null).Reason);
        Assert.Contains("a person of 1 year:", Choose(library, 1, null).Reason, StringComparison.Ordinal);
        Assert.Empty(Choose(library, 8, null).Warnings);
        Assert.Equal("Taken as asked: because.", Choose(library, null, null, model: "children").Reason);
        Assert.EndsWith("because. No calibration row decides between 3 models: the order is a priority that was set by hand. Others that take it (--model NAME): b (venous), c (venous); of other ages: d.", Choose(Library(("a", 3, null), ("b", 2, null), ("c", 1, null), ("d", 9, (1, 14))), null, null).Reason, StringComparison.Ordinal);
        Assert.EndsWith("No other model takes this dose.", Choose(Library(("one", 1, null)), null, null).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_age_outside_every_model_is_warned_of_with_the_ages_of_all()
    {
        ModelLibrary library = Library(("adults", 9, null), ("children", 1, (1, 14)));
        Assert.Equal(["No model of racemic ketamine iv was built on people of 15 years: children (1 to 14 years) is nearest; the others are of 18 years and over."], Choose(library, 15, null).Warnings);
        Assert.Equal(["The model was built on people of 1 to 14 years; 30 years lies outside."], Choose(library, 30, null, model: "children").Warnings);
        Assert.Equal(["No model of racemic ketamine iv was built on adults: only (1 to 14 years) is nearest."], Choose(Library(("only", 1, (1, 14))), null, null).Warnings);
    }

    [Fact]
    public void A_childs_weight_without_an_age_is_taken_for_a_child_and_warned_of()
    {
        ModelChoice choice = Choose(Library(("adults", 9, null), ("children", 1, (1, 14))), null, 25);
        Assert.Equal("children", choice.Model.Id);
        Assert.Equal(["No age was given, and 25 kg is the usual weight at 6 years: a child of that age was assumed (--age YEARS says it)."], choice.Warnings);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(121)]
    [InlineData(double.NaN)]
    public void Impossible_ages_are_refused(double age) => Assert.Throws<UserErrorException>(() => Choose(Library(("adults", 9, null)), age, null));

    [Fact]
    public void A_covariate_that_nobody_knows_is_refused()
    {
        Write("adults", 1, (18, 65));
        string path = Path.Combine(_folder["models"], "adults", "model.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"age\", \"parameter\"", "\"agee\", \"parameter\"", StringComparison.Ordinal));
        string message = Assert.Throws<UserErrorException>(() => ModelLibrary.Read(_folder["models"])).Message;
        Assert.Contains("the covariate 'agee' is not known; expected one of age, height, sex", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_is_refused_with_its_reason_unless_a_model_covers_it_or_is_named()
    {
        const string Gap = """[ { "drugs": [ "ketamine" ], "routes": [ "iv" ], "minimumAge": 2, "belowAge": 5, "why": "nobody knows" } ]""";
        Library(("adults", 9, null));
        File.WriteAllText(Path.Combine(_folder["models"], "gaps.json"), Gap);
        ModelLibrary library = ModelLibrary.Read(_folder["models"]);
        Assert.Equal(
            "racemic ketamine iv in a person of 3 years cannot be simulated: nobody knows. Models and what they take:\n  adults: ketamine; iv (venous)",
            Assert.Throws<UserErrorException>(() => Choose(library, 3, null)).Message);
        Assert.Equal("adults", Choose(library, 3, null, model: "adults").Model.Id);
        Assert.Equal("adults", Choose(library, 6, null).Model.Id);
        Assert.Equal("adults", Choose(library, null, null).Model.Id);
        Write("toddlers", 1, (2, 3.5));
        library = ModelLibrary.Read(_folder["models"]);
        Assert.Equal("toddlers", Choose(library, 3, null).Model.Id);
        Assert.Throws<UserErrorException>(() => Choose(library, 4, null));
    }

    public void Dispose() => _folder.Dispose();

    private static ModelChoice Choose(ModelLibrary library, double? age, double? weight, string? site = null, string? model = null) =>
        ModelChoice.Of(new DoseRequest { Regimen = "", AgeYears = age, WeightKg = weight, Site = site, Model = model }, s_dose, library);

    private ModelLibrary Library(params (string Id, double Priority, (double, double)? Ages)[] models)
    {
        if (Directory.Exists(_folder["models"]))
        {
            Directory.Delete(_folder["models"], recursive: true);
        }

        foreach ((string id, double priority, (double, double)? ages) in models)
        {
            Write(id, priority, ages);
        }

        return ModelLibrary.Read(_folder["models"]);
    }

    private void Write(string id, double priority, (double Minimum, double Maximum)? ages, string site = "venous")
    {
        string covariates = ages is not { } range ? "" : string.Create(CultureInfo.InvariantCulture,
            $$"""
            "covariates": [ { "name": "age", "parameter": null, "unit": "year", "default": {{range.Minimum}}, "minimum": {{range.Minimum}}, "maximum": {{range.Maximum}} } ],
            """);
        Directory.CreateDirectory(Path.Combine(_folder["models"], id));
        File.WriteAllText(Path.Combine(_folder["models"], id, "model.json"), $$"""
            { "id": "{{id}}", "title": "t", "text": "t.ant", "priority": {{priority.ToString(CultureInfo.InvariantCulture)}}, "why": "because", {{covariates}}
              "drugs": [ { "name": "ketamine", "parts": { "ketamine": 1 } } ],
              "routes": [ { "route": "iv", "into": [ { "species": "central", "part": "ketamine" } ], "doseRange": { "minimum": 1, "maximum": 2, "unit": "mg", "basis": "b" } } ],
              "analytes": [ { "name": "Ketamine", "variable": "C", "unit": "ng/mL", "matrix": "plasma", "samplingSite": "{{site}}" } ],
              "weight": { "parameter": "WT", "unit": "kg", "default": 70, "minimum": 40, "maximum": 100 },
              "population": { "health": "h", "subjects": 1, "female": 0, "age": "a", "weight": "w", "place": "p" },
              "citations": [], "assumptions": [], "alternatives": [] }
            """);
    }
}
