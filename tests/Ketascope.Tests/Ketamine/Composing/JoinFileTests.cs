using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Requests;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Ketamine.Composing;

/// <summary>What is said where two models do not fit, with file and line.</summary>
public sealed class JoinFileTests : IDisposable
{
    private static readonly string Joins = Path.Combine(Repository.Root, "models", "common", "joins");
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Joins).Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_joins_that_come_with_the_program_fit(string file) => Assert.Equal("effect site", JoinFile.Read(Path.Combine(Joins, file)).To.Site);

    [Theory]
    [InlineData("\"binding\": \"free\",\n        \"unit\": \"ng/mL\"\n      },\n      \"numbers\"",
        "\"binding\": \"total\",\n        \"unit\": \"ng/mL\"\n      },\n      \"numbers\"",
        "the step 'unbound' makes arterial, total, ng/mL of arterial, total, ng/mL")]
    [InlineData("\"model\": \"in_moles\"", "\"model\": \"moles\"", null)]
    [InlineData("\"site\": \"effect site\",\n    \"binding\": \"free\"", "\"site\": \"effect site\",\n    \"binding\": \"total\"",
        "the join is to end with effect site, total, uM; the step 'effect_site' gives effect site, free, uM")]
    [InlineData("\"site\": \"arterial\",\n    \"binding\"", "\"site\": \"venous\",\n    \"binding\"",
        "the step 'unbound' takes arterial, total, ng/mL; the join gives venous, total, ng/mL")]
    public void A_misfit_is_told_with_its_line(string correct, string wrong, string? expected)
    {
        string text = File.ReadAllText(Path.Combine(Joins, "arterial.json")), path = _folder["arterial.json"];
        Assert.Contains(correct, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(correct, wrong, StringComparison.Ordinal));
        if (expected is null)
        {
            Assert.Equal(3, JoinFile.Read(path).Steps.Length);
            return;
        }

        string message = Assert.Throws<UserErrorException>(() => JoinFile.Read(path)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        int line = int.Parse(message[(path.Length + 1)..].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Matches("\"(from|to)\": \\{", File.ReadAllLines(path)[line - 1]);
    }

    [Fact]
    public void A_model_or_target_that_does_not_fit_is_refused()
    {
        JoinFile join = JoinFile.Read(Path.Combine(Joins, "arterial.json"));
        join.Require(join.From, "a model", join.To, "a target");
        Assert.Contains(
            "arterial.json:3: the join takes arterial, total, ng/mL; 'X' of m gives arterial, free, ng/mL",
            Assert.Throws<UserErrorException>(() => join.Require(join.From with { Binding = "free" }, "'X' of m", join.To, "a target")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "arterial.json:8: the join gives effect site, free, uM; a target needs effect site, free, nM",
            Assert.Throws<UserErrorException>(() => join.Require(join.From, "m", join.To with { Unit = "nM" }, "a target")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Shared_numbers_lie_within_their_own_range_and_are_found_for_each_part()
    {
        KetamineLibrary library = KetamineLibrary.Installed();
        Assert.Equal(
            library.Common.Find("fraction-unbound", library.Drugs.Find("S-ketamine")),
            library.Common.Find("fraction-unbound", library.Drugs.Find("R-ketamine")));
        Assert.Equal(237.73, library.Common.Find("molar-mass", library.Drugs.Find("esketamine")).Value);
        Assert.Contains(
            "no 'fraction-unbound' of PCP",
            Assert.Throws<UserErrorException>(() => library.Common.Find("fraction-unbound", library.Drugs.Find("PCP"))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>What is given as a dose and acts at a target can be joined: its fraction unbound is known.</summary>
    [Fact]
    public void The_free_fraction_of_every_drug_that_is_dosed_and_acts_is_known()
    {
        KetamineLibrary library = KetamineLibrary.Installed();
        DrugFile[] dosed =
        [
            .. library.Drugs.Drugs.Where(drug => drug.InEffect.Any()
                && library.Pharmacokinetics.Models.SelectMany(model => model.Analytes)
                    .Any(one => library.Drugs.TryFind(one.Name, out DrugFile found) && found == drug)),
        ];
        Assert.Contains(dosed, drug => drug.Id == "remifentanil");
        Assert.All(dosed, drug => Assert.InRange(library.Common.Find("fraction-unbound", drug).Value, 0.01, 1));
    }

    public void Dispose() => _folder.Dispose();
}
