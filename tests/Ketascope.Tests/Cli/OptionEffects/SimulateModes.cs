namespace Ketascope.Tests.Cli.OptionEffects;

/// <summary>The ways to use <c>simulate</c>.</summary>
internal static class SimulateModes
{
    private static readonly string[] Common =
    [
        "--weight 82", "--age 8", "--height 150", "--sex female", "--for 3h", "--auc 0:1", "--model domino-1982", "--site arterial", "--with rifampicin",
            "--set S.CL_70=80", "--out folder", "--csv", "--table t.csv", "--plot p.svg", "--log",
        "--tci-model domino-1982", "--tci-step 20s", "--tci-max-rate 500", "--tci-max-bolus 20", "=--no-check", "--show-records", "--subjects 3", "--seed 2", "--covariate WT=normal(70,10)", "--correlation WT,AGE=0.6",
            "--covariates-from people.csv", "--residual-error", "--occasions dose", "--uncertainty 3", "--uncertainty-seed 2", "--request r.json", "--json",
    ];

    public static OptionMode[] All { get; } =
    [
        new("a person", "simulate \"0.5 mg/kg iv over 40 min\" --for 2h", Common),
        new("a person in a model with age, height and sex", "simulate \"propofol 1 mg/kg iv\" --model propofol-eleveld-2018 --for 2h",
            RunModes.With(Common, "--model propofol-schnider-1998", "--age 60", "--set HT_ref=150", "--site venous => predicts arterial samples")),
        new("a pump of the patient's", "simulate \"PCA 2 mg iv lockout 5 min demand 6/h for 2 h\" --for 3h", RunModes.With(
            Common, "--for 2h", "--set S.CL_70=30")),
        new("pumps of patients, in people", "simulate \"PCA 2 mg iv lockout 5 min demand 6/h for 2 h\" --for 3h --subjects 4", RunModes.With(
            Common, "--for 2h", "--subjects 5", "--csv | --out folder", "--set S.CL_70=30", "--covariates-from weights.csv",
            "--correlation WT,S.V1_70=0.6 | --covariate WT=normal(70,10) --covariate S.V1_70=normal(130,10)",
            "--occasions dose => each person asks for doses at times of their own")),
        new("targets", "simulate \"propofol effect-site target 3 ug/mL for 3 min\" --for 1h", RunModes.With(
            Common, "--model propofol-schnider-1998", "--tci-model propofol-schnider-1998", "--set V1_typical=7", "--site venous => predicts arterial samples")),
        new("targets in people", "simulate \"propofol effect-site target 3 ug/mL for 3 min\" --for 1h --subjects 4", RunModes.With(
            Common, "--subjects 5", "--csv | --out folder", "--model propofol-schnider-1998", "--tci-model propofol-schnider-1998", "--set V1_typical=7",
                "--site venous => predicts arterial samples", "--covariates-from weights.csv", "--occasions 1h",
                "--residual-error => gives no residual error of C_propofol",
                "--correlation WT,HT=0.6 | --covariate WT=normal(70,10) --covariate HT=normal(170,9)")),
        new("several drugs", "simulate \"ketofol 0.5 mg/kg each iv\" --for 2h",
            RunModes.With(Common, "--model propofol-schnider-1998", "--set propofol.ke0=1", "--site venous => no model of propofol iv has venous samples")),
        new("several drugs in people", "simulate \"ketofol 0.5 mg/kg each iv\" --for 2h --subjects 4", RunModes.With(
            Common, "--subjects 5", "--csv | --out folder", "--covariate V1_typical=normal(6,1)", "--model propofol-schnider-1998",
                "--set propofol.ke0=1", "--site venous => no model of propofol iv has venous samples", "--covariates-from weights.csv",
                "--correlation WT,HT=0.6 | --covariate WT=normal(70,10) --covariate HT=normal(170,9)", "--occasions 1h")),
        new("people", "simulate \"0.5 mg/kg iv over 40 min\" --for 2h --subjects 4", RunModes.With(
            Common, "--subjects 5", "--csv | --out folder", "--correlation S.V1_70,S.CL_70=0.6 | --covariate S.CL_70=normal(95,9) --covariate " +
                "S.V1_70=normal(133,9)", "--covariate S.CL_70=normal(95,9)", "--covariates-from clearances.csv", "--set S.omega2_CL=0.5")),
        new("people on two occasions", "simulate \"20 mg iv over 20 min every 6 h x 2\" --model racemate-simons-2022 --for 14h --subjects 3", RunModes.With(
            Common, "--subjects 4", "--csv | --out folder", "--for 9h", "--model racemate-arterial-venous",
                "--site venous => predicts arterial samples", "--set S.CLK1_70=1", "--covariates-from weights.csv",
            "--correlation WT,S.VK1_70=0.6 | --covariate WT=normal(70,9) --covariate S.VK1_70=normal(12,1)")),
    ];
}
