using CsCheck;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
using Ketascope.Language.Units;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Units;

public sealed class UnitCheckerTests
{
    private const string Head = "unit time_unit = 3600 second; unit substance = 1e-3 gram; unit volume = litre; unit L_per_h = litre/(3600 second); unit ug_per_L = 1e-6 gram/litre; unit per_h = 1/(3600 second); unit per_min = 1/(60 second);\n";

    [Theory]
    [InlineData("C0 = 1 ug_per_L; A = 1 mg; V = 1 L; x := A/V + C0", "'A/V' is in mg/L but 'C0' is in ug/L: they differ by a factor of 1000")]
    [InlineData("A = 1 mg; V = 1 L; x := A + V", "'A' is in mg but 'V' is in L")]
    [InlineData("A = 1 mg; V = 1 L; x := A - V", "'A' is in mg but 'V' is in L")]
    [InlineData("A = 1 mg; B = 1 g; x := 1 + A - B", "'A' is in mg but 'B' is in g: they differ by a factor of 1000")]
    [InlineData("A = 1 mg; V = 1 L; x := piecewise(1, A < V, 2)", "'A' is in mg but 'V' is in L")]
    [InlineData("A = 1 mg; V = 1 L; x := piecewise(A, time > 3, V)", "'A' is in mg but 'V' is in L")]
    [InlineData("A = 1 mg; x := piecewise(1, time > A, 2)", "'time' is in h but 'A' is in mg")]
    [InlineData("A = 1 mg; V = 1 L; x := min(A, V)", "'A' is in mg but 'V' is in L")]
    [InlineData("A = 1 mg; V = 1 L; x := max(A, V)", "'A' is in mg but 'V' is in L")]
    [InlineData("A = 1 mg; n = 1 dimensionless; x := A + n", "'A' is in mg but 'n' is dimensionless")]
    public void What_is_added_or_compared_has_one_unit(string text, string message) => Assert.Equal([message], Messages(Head + text));

    [Theory]
    [InlineData("exp")]
    [InlineData("ln")]
    [InlineData("log10")]
    [InlineData("sin")]
    [InlineData("arctanh")]
    [InlineData("factorial")]
    public void Arguments_of_transcendental_functions_are_plain_numbers(string function) =>
        Assert.Equal([$"'A' is in mg but the argument of '{function}' must be dimensionless"], Messages($"A = 1 mg; x := {function}(A)"));

    [Theory]
    [InlineData("p = 5 percent; x := exp(p)", "'p' is in percent but the argument of 'exp' must be dimensionless: they differ by a factor of 100")]
    [InlineData("V = 1 L; W = 2 L; x := W^V", "'V' is in L but an exponent must be dimensionless")]
    [InlineData("V = 1 L; n := 2 + time; x := V^n", "'V' is in L, so its exponent 'n' must be a constant number")]
    [InlineData("V = 1 L; n = 2; at time > 3: n = 3; x := V^n", "'V' is in L, so its exponent 'n' must be a constant number")]
    public void Exponents_are_plain_numbers_and_constant_over_units(string text, params string[] messages) => Assert.Equal(messages, Messages(text));

    [Theory]
    [InlineData("V = 1 L; n = 2; x := V^n", "L^2")]
    [InlineData("V = 1 L; W = 2 L; n := 2 + time/(3 h); x := (V/W)^n", "dimensionless")]
    [InlineData("V = 1 L; x := V^(2/3 - 1)", "1/L^0.333333")]
    [InlineData("V = 1 L; x := sqrt(V*V)", "L")]
    [InlineData("V = 1 L; x := root(3, V)", "L^0.333333")]
    [InlineData("V = 1 L; x := -abs(floor(V))", "L")]
    [InlineData("A = 1 mg; V = 1 L; CL = 3 L_per_h; x := CL/V*A", "mg/h")]
    [InlineData("A = 1 mg; V = 1 L; x := 2*A/V/3", "mg/L")]
    [InlineData("A = 1 mg; x := 3/A/A", "1/mg^2")]
    [InlineData("A = 1 mg; W = 2 kg; CL = 1 L_per_h; x := A/W/CL", "mg*h/(kg*L)")]
    [InlineData("V = 1 L; x := piecewise(V, time > 2, 0)", "L")]
    [InlineData("A = 1 mg; x := A/time", "mg/h")]
    [InlineData("x := exp(3)", "dimensionless")]
    [InlineData("y = 4; x := 2*y", null)]
    public void Units_without_a_declaration_follow_from_the_expression(string text, string? unit)
    {
        (OdeSystem system, DiagnosticBag diagnostics) = Check(Head + text);
        Assert.Empty(diagnostics.Items);
        Assert.Equal(unit, system.Assignments.Single(a => a.Name == "x").Unit);
    }

    [Fact]
    public void Inferred_unit_of_any_product_reads_back_as_the_product_of_the_units()
    {
        string[] units = ["mg", "L", "h", "kg", "mmol", "min"];
        string values = string.Concat(units.Select(unit => $"v_{unit} = 2 {unit}; "));
        Gen.Select(Gen.Int[0, units.Length - 1], Gen.Int[-3, 3]).Array[1, 5].Sample(
            factors =>
            {
                string Product(string prefix) => string.Join('*', factors.Select(f => $"({prefix}{units[f.Item1]})^{f.Item2}"));
                (OdeSystem system, DiagnosticBag diagnostics) = Check($"{values}x := {Product("v_")}");
                Assert.Empty(diagnostics.Items);
                Assert.True(UnitParser.Parse(system.Assignments[0].Unit!).IsSameAs(UnitParser.Parse(Product(""))));
            },
            iter: 200);
    }

    [Theory]
    [InlineData("CL = 1 L_per_h; V = 2 L; A has mg; A = 1; A' = -CL*A", "'-CL*A' is in L*mg/h but the rate of change of 'A' is in mg/h")]
    [InlineData("k = 2 per_min; A has mg; A = 1; A' = -k*A", "'-k*A' is in mg/min but the rate of change of 'A' is in mg/h: they differ by a factor of 60")]
    [InlineData("A = 1 mg; x := 2*A; x has g", "'2*A' is in mg but 'x' is in g: they differ by a factor of 1000")]
    [InlineData("A = 1 mg; x = 2*A; x has g", "'2*A' is in mg but 'x' is in g: they differ by a factor of 1000")]
    [InlineData("V has L; V = 3.3 mL", "'3.3 mL' is in mL but 'V' is in L: they differ by a factor of 1000")]
    [InlineData("V = 3.3 L; B = 2 mg; at time > 2: V = B", "'B' is in mg but 'V' is in L")]
    [InlineData("V = 3.3 L; B = 2 mg; at time > B: V = 3", "'B' is in mg but time is in h")]
    [InlineData("substanceOnly species A; A = 1; k = 2 per_min; J: A -> ; k*A", "'k*A' is in mg/min but 'J' is in mg/h: they differ by a factor of 60")]
    [InlineData("substanceOnly species A, B; A = 1 mg; B = 1 g; k = 2 per_h; J: A -> B; k*A", "'J' is in mg/h but the rate of change of 'B' is in g/h: they differ by a factor of 1000")]
    public void What_is_given_to_a_quantity_has_its_unit(string text, string message) =>
        Assert.Equal([message], Messages(Head.Replace("unit L_per_h", "unit mL = 1e-3 litre; unit L_per_h", StringComparison.Ordinal) + text));

    [Theory]
    [InlineData("x = 5; x has mL; y := x + 1; z := 2*x; z has mL")]
    [InlineData("x = 5 mL; x has mL; at time > 4: x = 3*2")]
    [InlineData("x has mg; x = 1; x' = -1")]
    [InlineData("compartment c; c = 2; species $E in c; E has mg; E = 4/c; k := E*c; k has mg")]
    [InlineData("x has mL; x = 1; y = 3; z := x + y; w := x*y; w has kg")]
    [InlineData("x has mg; x = 1; b = 2; z := x^b + b")]
    public void Bare_numbers_and_unknown_units_are_not_reported(string text) => Assert.Empty(Messages(Head + text));

    [Fact]
    public void Definitions_of_the_model_win_over_the_catalogue()
    {
        (OdeSystem system, DiagnosticBag diagnostics) = Check("unit mg = gram; unit h = 60 second; x = 1 mg; y := x; y has g; z = 1 h; w := z; w has min");
        Assert.Empty(diagnostics.Items);
        Assert.Equal("mg", system.Parameters[0].Unit);
    }

    [Theory]
    [InlineData("unit ng_per_mL = 1e-6 gram/litre", "ng_per_mL", "ng/mL")]
    [InlineData("unit L_per_h = litre/(3600 second)", "L_per_h", "L/h")]
    [InlineData("unit per_minute = 1/(60 second)", "per_minute", "1/min")]
    [InlineData("unit mL_per_min_per_kg = 1e-3 litre/(60 second)/kilogram", "mL_per_min_per_kg", "mL/(min*kg)")]
    [InlineData("unit mg_h_per_L = 3.6 gram*second/litre", "mg_h_per_L", "mg*h/L")]
    [InlineData("unit ng_per_mL = gram/litre", "ng_per_mL", "ng_per_mL")]
    [InlineData("unit per_mille = 1e-3 dimensionless", "per_mille", "per_mille")]
    [InlineData("unit conc = mole/litre", "conc", "conc")]
    [InlineData("unit minutes = 60 second", "minutes", "min")]
    [InlineData("unit substance = 1e-6 mole", "substance", "umol")]
    [InlineData("", "litre", "L")]
    [InlineData("", "mg/L/h", "mg/(L*h)")]
    [InlineData("", "1e-3 gram", "mg")]
    public void Units_are_shown_as_people_write_them(string definition, string name, string shown)
    {
        (OdeSystem system, DiagnosticBag diagnostics) = Check($"{definition}; x has {name}; x = 1");
        Assert.Empty(diagnostics.Items);
        Assert.Equal(shown, system.Parameters[0].Unit);
    }

    [Theory]
    [InlineData("x = 3 mgg", "'mgg' is not a unit that is known or that model '__main' defines; did you mean 'mg'?")]
    [InlineData("unit dose = 3 mgg; x has dose; y has dose", "the formula of unit 'dose' must be made of known units, positive numbers, *, / and ^")]
    [InlineData("unit dose = dose; x has dose", "the formula of unit 'dose' must be made of known units, positive numbers, *, / and ^")]
    public void Unknown_unit_names_are_reported_once(string text, string message) => Assert.Equal([message], Messages(text));

    [Fact]
    public void Required_units_that_are_missing_are_reported() => Assert.Equal(
        [
            "the model names no unit of time; write, for example, 'unit time_unit = 3600 second;'",
            "'y' has no unit; write, for example, 'y has dimensionless;'",
            "'z' has no unit; write, for example, 'z has dimensionless;'",
        ],
        Messages("x = 3 mg; y = 3; z := x*y; w := x/x", requireAll: true));

    [Fact]
    public void Error_points_to_the_place()
    {
        (_, DiagnosticBag diagnostics) = Check("A = 1 mg; V = 1 L;\nx := A + V");
        Assert.Equal("text:2:10", Assert.Single(diagnostics.Items).Span.ToString());
    }

    [Theory]
    [InlineData("A has mg; B has mg")]
    [InlineData("A has mg_per_L; B has mg_per_L")]
    [InlineData("")]
    public void Species_in_a_compartment_is_a_concentration_and_its_amount_follows(string declarations)
    {
        string text = $"unit mg_per_L = 1e-3 gram/litre; compartment V; V = 2; species A in V, B in V; {declarations}; A = 1; B = 3/V; CL = 3 L_per_h; J: A -> B; CL*A";
        (OdeSystem system, DiagnosticBag diagnostics) = Check(Head + text);
        Assert.Empty(diagnostics.Items);
        Assert.Equal("mg/h", system.Assignments.Single(a => a.Name == "J").Unit);
        Assert.Equal("L", system.Parameters.Single(p => p.Name == "V").Unit);
        Assert.Equal("mg/L", system.Assignments.Single(a => a.Name == "A").Unit);
        Assert.Equal(["mg", "mg"], system.States.Select(s => s.Unit));
    }

    [Fact]
    public void Units_of_a_submodel_are_those_of_its_own_text()
    {
        const string inner = "model inner()\n unit vol = litre; V = 3 vol; W has mg; W = 4\nend\n";
        (OdeSystem system, DiagnosticBag diagnostics) = Check(
            inner + "model *outer()\n unit vol = 1e-3 litre; S: inner(); U = 1 vol; S.W has kg; X := S.V; X has L; Y := U; Y has mL\nend");
        Assert.Empty(diagnostics.Items);
        Assert.Equal("kg", system.Parameters.Single(p => p.Name == "S.W").Unit);
    }

    [Fact]
    public void Submodel_with_another_unit_of_time_is_reported() => Assert.Equal(
        ["'S' counts time in min but model 'outer' counts it in h; give the submodel a 'timeconv'"],
        Messages("model inner()\n unit time_unit = 60 second; V = 3 L\nend\nmodel *outer()\n unit time_unit = 3600 second; S: inner(); U = 1 L\nend"));

    [Theory]
    [InlineData("otto-2021")]
    [InlineData("simons-2022")]
    [InlineData("racemate-otto-2021")]
    [InlineData("racemate-simons-2022")]
    public void Units_of_the_shipped_models_are_complete_and_fit(string model)
    {
        string file = ModelFile(model);
        DiagnosticBag diagnostics = new();
        ModelDocument document = AntimonyReader.ReadFile(file, diagnostics)!;
        OdeSystem system = UnitChecker.Check(Flattener.Flatten(document, diagnostics)!, document, requireAll: true, diagnostics);
        Assert.Empty(diagnostics.Items);
        Assert.Equal("h", system.TimeUnit);
        Assert.Equal("ng/mL", system.Assignments.Single(a => a.Name == "C_ketamine").Unit);
        Assert.All(system.States, state => Assert.Equal("mg", state.Unit));
    }

    [Fact]
    public void Models_without_units_give_no_diagnostics()
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        foreach (string file in SharedFiles.List("bench"))
        {
            DiagnosticBag diagnostics = new();
            ModelDocument document = AntimonyReader.ReadFile(file, diagnostics)!;
            UnitChecker.Check(Flattener.Flatten(document, diagnostics)!, document, requireAll: false, diagnostics);
            Assert.Empty(diagnostics.Items);
        }
    }

    private static string ModelFile(string name) => Path.Combine(Repository.Root, "models", "pharmacokinetics", name, $"{name}.ant");

    private static string[] Messages(string text, bool requireAll = false) => [.. Check(text, requireAll).Diagnostics.Items.Select(d => d.Message)];

    private static (OdeSystem System, DiagnosticBag Diagnostics) Check(string text, bool requireAll = false)
    {
        DiagnosticBag diagnostics = new();
        ModelDocument? document = AntimonyReader.Read(new SourceText("text", text), diagnostics, null);
        Assert.True(document is not null, string.Join('\n', diagnostics.Items));
        OdeSystem system = Flattener.Flatten(document, diagnostics)!;
        Assert.Empty(diagnostics.Items);
        return (UnitChecker.Check(system, document, requireAll, diagnostics), diagnostics);
    }
}
