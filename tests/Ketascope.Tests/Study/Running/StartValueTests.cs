using System.Collections.Immutable;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Tests.Language.Sbml;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Running;

/// <summary>Start values from outside: <c>S</c> is what <c>S = 5</c> is in the text, <c>[S]</c> the concentration, <c>amount(S)</c> the amount.</summary>
public sealed class StartValueTests
{
    /// <summary>Models whose species S is given by <c>S = @</c>, and what else the text says that follows from it.</summary>
    public static TheoryData<string> Texts =>
    [
        "compartment c = 1; species S in c; S = @; J: S -> ; c*0.1*S; B = 2*S",
        "compartment c = 2; species S in c; S = @; J: S -> ; c*0.1*S; B = 2*S; D = B + 1",
        "compartment c = 2; substanceOnly species S in c; S = @; J: S -> ; 0.1*S; B = 2*S",
        "compartment c; WT = 70; c = 0.04*WT; species S in c; S = @; J: S -> ; c*0.1*S; B = 2*S",
        "compartment c = 2; c' = 0.1*c; species S in c; S = @; J: S -> ; c*0.1*S; B = 2*S",
        "compartment c; c := 2 + time; species S in c; S = @; J: S -> ; 0.1*S; B = 2*S",
        "compartment c; c := 2 + time; species $S in c; S = @; S' = -0.1*S; B = 2*S",
        "compartment c = 2; at (time > 0.5): c = 4; const species S in c; S = @; B = 2*S",
        "compartment c = 2; const species S in c; S = @; B = 2*S",
        "compartment c = 2; const substanceOnly species S in c; S = @; B = 2*S",
        "species S; S = @; J: S -> ; 0.1*S; B = 2*S",
        "substanceOnly species S; S = @; J: S -> ; 0.1*S; B = 2*S",
        "S = @; S' = -0.1*S; B = 2*S",
        "compartment c = 2; species S in c, P in c; S = @; P = 3*S; J: S -> P; c*0.1*S; B = 2*P",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_name_means_what_it_means_in_the_text(string text) => Assert.Equal(Run(text, 5, [], "S,B"), Run(text, 3, [("S", 5)], "S,B"));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Each_subject_has_its_own(string text)
    {
        double[][] apart = [Run(text, 5, [], "S,B"), Run(text, 7, [], "S,B")];
        Assert.Equal(apart, Table(text, "S", 5, 7));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Brackets_are_the_concentration_and_an_amount_the_amount(string text)
    {
        if (!text.Contains("species", StringComparison.Ordinal))
        {
            Assert.Contains("no parameter '[S]'", Assert.Throws<UserErrorException>(() => Run(text, 3, [("[S]", 5)], "S")).Message, StringComparison.Ordinal);
            return;
        }

        string size = text.Contains(" c ", StringComparison.Ordinal) || text.Contains(" c;", StringComparison.Ordinal) ? "c" : "S";
        double[] ofConcentration = Run(text, 3, [("[S]", 5)], $"[S],amount(S),{size}"), ofAmount = Run(text, 3, [("amount(S)", 5)], $"[S],amount(S),{size}");
        double litres = size == "c" ? ofConcentration[2] : 1;
        Assert.Equal([5, 5 * litres], ofConcentration[..2]);
        Assert.Equal([5 / litres, 5], ofAmount[..2]);
    }

    [Fact]
    public void The_start_of_a_compartment_that_is_set_counts() =>
        Assert.Equal([5, 20, 4], Run("compartment c = 2; species S in c; S = @; J: S -> ; c*0.1*S", 3, [("S", 5), ("c", 4)], "S,amount(S),c")[..3]);

    [Fact]
    public void A_species_of_a_submodel_is_set_by_its_flat_name()
    {
        const string Text = "model inner\n compartment c = 2; species S in c; S = 3; J: S -> ; c*0.1*S\nend\nmodel *outer\n A: inner(); B = 2*A.S\nend\n";
        Assert.Equal([5, 5, 10, 10], RunText(Text, "m.ant", [("A.S", 5)], "A.S,[A.S],amount(A.S),B")[..4]);
        Assert.Equal([5, 5, 10, 10], RunText(Text, "m.ant", [("[A.S]", 5)], "A.S,[A.S],amount(A.S),B")[..4]);
    }

    [Theory]
    [InlineData("false", "initialConcentration=\"3\"", 5, 10)]
    [InlineData("false", "initialAmount=\"3\"", 5, 10)]
    [InlineData("true", "initialAmount=\"3\"", 2.5, 5)]
    [InlineData("true", "initialConcentration=\"3\"", 2.5, 5)]
    public void In_SBML_a_number_means_what_the_name_means(string isAmount, string start, double concentration, double amount)
    {
        string text = SbmlText.Level3($"""
            <listOfCompartments><compartment id="c" size="2" constant="true"/></listOfCompartments>
            <listOfSpecies><species id="S" compartment="c" {start} hasOnlySubstanceUnits="{isAmount}" boundaryCondition="false" constant="false"/></listOfSpecies>
            """);
        Assert.Equal([concentration, amount], RunText(text, "m.xml", [("S", 5)], "[S],amount(S)")[..2]);
        Assert.Equal([5, 10], RunText(text, "m.xml", [("[S]", 5)], "[S],amount(S)")[..2]);
    }

    [Theory]
    [InlineData("S", "[S]")]
    [InlineData("S", "amount(S)")]
    [InlineData("[S]", "amount(S)")]
    public void Two_names_of_one_start_are_asked_about(string first, string second)
    {
        UserErrorException error =
            Assert.Throws<UserErrorException>(() => Run("compartment c = 2; species S in c; S = @; J: S -> ; c*0.1*S", 3, [(first, 5), (second, 5)], "S"));
        Assert.Contains("give the same start value; give '", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_from_a_formula_cannot_be_set_under_any_name()
    {
        foreach (string name in (string[])["S", "[S]", "amount(S)"])
        {
            UserErrorException error = Assert.Throws<UserErrorException>(() => Run("compartment c = 2; species $S in c; S := @*time", 3, [(name, 5)], "S"));
            Assert.Contains($"'{name}' follows from other values in the model and cannot be set", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_concentration_whose_compartment_follows_from_it_is_refused_and_its_amount_can_be_set()
    {
        const string Text = "compartment c; c = 2*S; substanceOnly species S in c; S = @/c; J: S -> ; 0.1*S";
        Assert.Contains("give the amount: amount(S)=...", Assert.Throws<UserErrorException>(() => Run(Text, 4, [("[S]", 5)], "S")).Message,
            StringComparison.Ordinal);
        Assert.Equal([5, 10], Run(Text, 4, [("amount(S)", 5)], "S,c")[..2]);
    }

    [Fact]
    public void The_models_time_is_shown_and_makes_no_second_column_of_a_table()
    {
        RunOutcome outcome = ModelRun.Run(Request("model m\n x = 1; x' = -x\nend\n", "m.ant", [], "time,x"), null, TestContext.Current.CancellationToken);
        Assert.Equal([0, 0.25, 1], outcome.Trajectories.Course(0, 0));
        using StringWriter writer = new();
        Ketascope.Study.Results.TrajectoryCsv.WriteWide(writer, outcome.Block(), TestContext.Current.CancellationToken);
        Assert.StartsWith("time,x\n0,1\n", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_integrated_what_is_computed_is_shown() =>
        Assert.Equal(["y"], ModelRun.Run(Request("model m\n k = 2; y := k*time\nend\n", "m.ant", []), null, TestContext.Current.CancellationToken)
            .Trajectories.Names);

    /// <summary>The values of each time, one quantity after another.</summary>
    private static double[] Run(string text, double start, (string, double)[] overrides, string show) => RunText(Model(text, start), "m.ant", overrides, show);

    private static string Model(string text, double start) =>
        $"model m\n  {text.Replace("@", start.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)}\nend\n";

    private static double[] RunText(string text, string file, (string, double)[] overrides, string show)
    {
        RunOutcome outcome = ModelRun.Run(Request(text, file, overrides, show), null, TestContext.Current.CancellationToken);
        return [.. Enumerable.Range(0, 3)
            .SelectMany(time => Enumerable.Range(0, outcome.Trajectories.Names.Length).Select(name => outcome.Trajectories[0, name, time]))];
    }

    private static double[][] Table(string text, string column, params double[] values)
    {
        SubjectTable table = new([.. values.Select((_, i) => i + 1L)], [column], values);
        RunOutcome outcome = ModelRun.Run(Request(Model(text, 3), "m.ant", [], "S,B") with { Subjects = table, Width = 1 }, null,
            TestContext.Current.CancellationToken);
        return [.. values.Select((_, subject) =>
            Enumerable.Range(0, 3).SelectMany(time => new[] { outcome.Trajectories[subject, 0, time], outcome.Trajectories[subject, 1, time] }).ToArray())];
    }

    private static RunRequest Request(string text, string file, (string Name, double Value)[] overrides, string? show = null)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder[file], text);
        return new RunRequest
        {
            Model = ModelLoading.Load(folder[file], UnitPolicy.Warn),
            Times = [0, 0.25, 1],
            Show = show is null ? [] : [.. show.Split(',')],
            Overrides = overrides.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
        };
    }
}
