namespace Ketascope.Tests.Cli.OptionEffects;

/// <summary>The ways to use <c>fit</c>.</summary>
internal static class FitModes
{
    private static readonly string[] Common =
    [
        "--data other.csv", "--observations pk.csv", "--role validation", "--estimate KA", "--individual", "--output CENT", "--observe 1=CP",
            "--error additive", "--method ols", "--bounds KA=0.9..50",
        "--prior KA=normal(0.5,0.1)", "--correlation KA,V=0.5 | --prior KA=normal(0.5,0.1),V=normal(10,2)", "--fix HT=150",
            "--starts 3 | --out folder", "--seed 2 | --starts 3 --out folder", "--profile KA", "--set HT=120", "--interpolation locf",
            "--record-order observations-first", "--rtol 1e-4",
        "--atol 10 | --out folder", "=--threads 1", "=--ignore-fast", "--out folder", "--request r.json", "--json",
    ];

    public static OptionMode[] All { get; } =
    [
        new("a data set", "fit m.ant --data levels.csv --estimate KA,V --output CP", Common),
        new("observations", "fit arterial-venous --observations fitrows.csv --estimate fraction_tissue", RunModes.With(
            Common, "--observations otherrows.csv", "--estimate MTT_tissue_typical", "--method ols", "--bounds fraction_tissue=0.55..1",
                "--prior fraction_tissue=normal(0.5,0.1)", "--correlation fraction_tissue,X=0.5",
            "--fix MTT_tissue_typical=5", "--profile fraction_tissue", "--set MTT_tissue_typical=5")),
    ];
}
