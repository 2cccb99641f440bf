namespace Ketascope.Tests.Cli.OptionEffects;

/// <summary>The ways to use <c>run</c>.</summary>
internal static class RunModes
{
    private static readonly string[] Common =
    [
        "--for 4", "--points 0:2:8", "--points-file times.txt", "--set KA=2", "--show CP,q", "--subjects-file rows.csv", "--data doses.csv",
        "--carry WT", "--interpolation locf", "--record-order observations-first", "--out folder", "--table t.csv", "--plot p.svg", "--log | --show CP",
        "--rtol 1e-3 | --table t.csv", "--atol 1e-3 | --table t.csv", "--method rodas5p | --table t.csv", "--max-step 0.01 | --table t.csv",
            "--max-steps 3 => could not be solved",
        "~--no-check | --rtol 0.3 --set FAST=1000", "=--threads 2 | --table t.csv", "=--width 1 | --table t.csv", "--repeat 3 | --timing", "--timing",
            "=--ignore-fast", "--subjects 3", "--seed 2",
        "--covariate WT=normal(70,10)", "--correlation WT,HT=0.6", "--covariates-from people.csv", "--residual-error", "--occasions 3", "--auc 0:3",
            "--uncertainty 3", "--uncertainty-seed 2", "--request r.json", "--json",
    ];

    public static OptionMode[] All { get; } =
    [
        new("one subject", "run m.ant --for 6", Common),
        new("a model with random start values", "run random.ant --for 6",
            With(Common, "--set CL=3", "--show k", "=--no-check", "--data intox.csv", "--log | --show k", "--repeat 3")),
        new("a table of subjects", "run m.ant --for 6 --subjects-file rows.csv",
            With(Common, "--subjects-file people.csv", "--width 1 | --table t.csv", "--repeat 3")),
        new("a model with fast reactions", "run fast.ant --for 6", With(
            Common, "--set A=5", "--ignore-fast", "--log | --show A", "=--no-check", "--subjects-file starts.csv", "--data into.csv", "--method tsit5 | --table t.csv", "--show B", "--covariate A=normal(10,1) | --subjects 2", "--max-steps 1 => could not be solved")),
        new("an uncertain model", "run uncertain.ant --for 6 --uncertainty 2", With(Common,
            "--set CL=3", "--show k", "=--no-check", "--data intox.csv", "--log | --show k", "--repeat 3")),
        new("people", "run m.ant --for 6 --subjects 4 --seed 1",
            With(Common, "--correlation WT,HT=0.6 | --covariate WT=normal(70,10) --covariate HT=normal(170,9)", "--subjects 5",
            "--width 1 | --table t.csv", "--residual-error | --show CP")),
        new("people into a folder", "run m.ant --for 6 --subjects 4 --seed 1 --out folder", With(
            Common, "--correlation WT,HT=0.6 | --covariate WT=normal(70,10) --covariate HT=normal(170,9)", "--subjects 5", "--out other",
                "--rtol 1e-3", "--atol 1e-3", "--method rodas5p", "--max-step 0.01", "=--threads 2", "--width 1", "--residual-error | --show CP",
            "--show CP,CENT", "--log | --show CP", "--repeat 3")),
        new("a data set", "run m.ant --data doses.csv --show CP,GUT,q", With(
            Common, "--data levels.csv", "--show CENT", "--log | --show CP", "--width 1 | --table t.csv", "~--no-check | --rtol 0.3 --set FAST=1000", "--repeat 3")),
        new("a data set in people", "run m.ant --data doses.csv --show CP --subjects 2", With(
            Common, "--data levels.csv", "--show CENT", "--carry WT | --table t.csv", "--log | --plot p.svg", "--width 1 | --table t.csv",
                "=--no-check", "--correlation HT,KA=0.6 | --covariate HT=normal(170,9) --covariate KA=normal(1,0.1)",
            "--covariate HT=normal(170,9)", "--covariates-from heights.csv", "--subjects 3", "--record-order observations-first | --show GUT " +
                "--table t.csv", "--interpolation locf | --table t.csv", "--repeat 3")),
    ];

    /// <summary>Tries with others in the place of those of the same options.</summary>
    public static string[] With(string[] tries, params string[] others) =>
        [.. tries.Where(one => !others.Any(other => OptionTry.Read(other).Option == OptionTry.Read(one).Option)), .. others];
}
