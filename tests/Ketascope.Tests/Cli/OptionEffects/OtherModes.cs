namespace Ketascope.Tests.Cli.OptionEffects;

/// <summary>The ways to use the commands with few options.</summary>
internal static class OtherModes
{
    public static (string, OptionMode)[] All { get; } =
    [
        ("model check", new("a model", "model check bare.ant", "--require-units => names no unit", "=--ignore-fast", "--request r.json", "--json")),
        ("model show", new("a model", "model show fast.ant", "--ignore-fast", "--request r.json", "--json")),
        ("convert", new("a model", "convert fast.ant out.xml", "--ignore-fast", "--request r.json", "--json")),
        ("validate pk", new("people", "validate pk --data pk.csv --subjects 5", "--data fitrows.csv", "--table t.csv", "--subjects 6", "--seed 2",
            "--uncertainty 3", "--uncertainty-seed 2", "--request r.json", "--json")),
        ("validate pk", new("a typical person", "validate pk --data pk.csv --subjects 1", "--data fitrows.csv", "--table t.csv", "--subjects 6",
            "--seed 2", "--uncertainty 3", "--uncertainty-seed 2", "--request r.json", "--json")),
        ("validate receptor",
            new("recordings", "validate receptor --data patch.csv", "--data steps.txt => steps.txt", "--table t.csv", "--uncertainty 3", "--uncertainty-seed 2", "--request r.json", "--json")),
        ("validate pain",
            new("people", "validate pain --data cord.csv --subjects 5", "--data steps.txt => steps.txt", "--table t.csv", "--subjects 6", "--seed 2",
                "--uncertainty 3", "--uncertainty-seed 2", "--request r.json", "--json")),
        ("dose-for", new("a concentration", "dose-for \"150 ng/mL at 1 h\" --as \"? mg/kg iv over 40 min\"",
            "--as \"? mg iv\"", "--weight 82", "--age 70", "--height 180", "--sex female", "--model domino-1982", "--site arterial", "--with rifampicin", "--plot p.svg", "--uncertainty 3", "--uncertainty-seed 2", "--request r.json", "--json")),
        ("ask", new("a dose", "ask dose.json", "--table t.csv", "--plot p.svg", "--out folder", "--log", "--json")),
        ("claims", new("one", "claims 15", "--json", "--html l.html", "--plot p.svg", "--uncertainty 2", "--uncertainty-seed 2", "--request r.json")),
        ("claims", new("one, with draws", "claims 15 --uncertainty 2", "--json", "--html l.html", "--plot p.svg", "--uncertainty 3", "--uncertainty-seed 2",
            "--request r.json")),
        ("drugs", new("a drug", "drugs ketamine", "--at \"0.8 uM\"", "--alternative \"mu=Finck 1982\"", "--request r.json", "--json")),
        ("drugs", new("all", "drugs", "--at \"0.8 uM\"", "--alternative \"mu=Finck 1982\"", "--request r.json", "--json")),
        ("engage", new("a dose", "engage \"0.5 mg/kg iv over 40 min\" --for 2h", "--weight 82", "--for 3h", "--model racemate-simons-2022", "--site venous",
            "--with rifampicin", "--effect heat-pain", "--alternative \"mu=Finck 1982\"", "--table t.csv", "--plot p.svg", "--uncertainty 3", "--uncertainty-seed 2", "--request r.json", "--json")),
        ("engage", new("draws", "engage \"0.5 mg/kg iv over 40 min\" --for 2h --uncertainty 2", "--weight 82", "--for 3h", "--model racemate-simons-2022", "--site venous",
            "--with rifampicin", "--effect heat-pain", "--alternative \"mu=Finck 1982\"", "--table t.csv", "--plot p.svg", "--uncertainty 3", "--uncertainty-seed 2", "--request r.json", "--json")),
        ("models", new("all", "models", "--request r.json", "--json")),
        ("regimen", new("a regimen", "regimen \"0.5 mg/kg iv over 40 min\"", "--weight 82", "--tci-model domino-1982", "--tci-step 20s",
            "--tci-max-rate 500", "--tci-max-bolus 20", "--seed 2", "--request r.json", "--json")),
        ("regimen", new("a pump of the patient's", "regimen \"PCA 0.02 mg/kg iv lockout 10 min demand 3/h for 5 h\"", "--weight 82", "--tci-model domino-1982",
            "--tci-step 20s", "--tci-max-rate 500", "--tci-max-bolus 20", "--seed 2", "--request r.json", "--json")),
        ("regimen", new("a target", "regimen \"target 150 ng/mL for 3 min\"", "--weight 82", "--tci-model domino-1982", "--tci-step 20s",
            "--tci-max-rate 500", "--tci-max-bolus 5", "--seed 2", "--request r.json", "--json")),
        ("calibrate choice", new("rows", "calibrate choice --data fitrows.csv", "--data otherrows.csv", "--table t.csv", "--request r.json", "--json")),
        ("evidence", new("a study", "evidence Krystal", "--request r.json", "--json")),
        ("conformance", new("cases", "conformance cases", "--table t.csv", "--case 00001", "=--through antimony", "--limit 5", "--against-tight",
            "=--ignore-fast", "--request r.json", "--json")),
        ("conformance", new("models", "conformance models", "--table t.csv", "--case a.ant", "=--through antimony", "--limit 0.001",
            "--against-tight", "--ignore-fast | --table t.csv", "--request r.json", "--json")),
    ];
}
