namespace Ketascope.Tests.Cli.OptionEffects;

/// <summary>The ways to use <c>cord</c>.</summary>
internal static class CordModes
{
    private static readonly string[] Shared =
    [
        "--circuit other => none of the circuits", "--alternative pore", "--without plateau", "--weight 50", "--table t.csv", "--plot p.svg",
        "--uncertainty 2", "--uncertainty-seed 2", "--request r.json", "--json",
    ];

    private static readonly string[] Patients = [.. Shared, "--subjects 3", "--seed 7", "--for 3h", "--baseline 5", "--relief cord-alone"];

    private static readonly string[] NoSettings =
    [
        "--set control=saline => --set and --control are about what --show names", "--control saline => --set and --control are about what --show names",
        "--list => --list lists what can be asked",
    ];

    private static readonly string[] Mood =
    [
        "--circuit cord => --circuit is about pain", "--alternative no-adaptation", "--without AMPA", "--weight 50", "--table t.csv", "--plot p.svg",
        "--uncertainty 2", "--uncertainty-seed 2", "--request r.json", "--json", "--for 3h", "--baseline 40", "--relief cord-alone => --relief is about pain",
        "--condition acute => people with acute rate their pain", "--compare placebo", "--show BDNF", "--set control=saline", "--control open",
        "--list => --list lists what can be asked",
    ];

    public static (string, OptionMode)[] All { get; } =
    [
        ("cord wind-up", new("without a drug", "cord wind-up --count 3", [.. Shared, "--rate \"0.5 Hz\"", "--count 4", "--drug \"ketamine 1 uM\"", "--at \"5 min\""])),
        ("cord wind-up", new("with a bath", "cord wind-up --count 3 --drug \"ketamine 1 uM\"",
            [.. Shared, "--rate \"0.5 Hz\"", "--count 4", "--drug \"S-ketamine 1 uM\"", "--at \"5 min\""])),
        ("cord wind-up", new("with a regimen", "cord wind-up --count 3 --drug \"ketamine 0.3 mg/kg iv\"",
            [.. Shared, "--rate \"0.5 Hz\"", "--count 4", "--drug \"ketamine 20 mg iv\"", "--at \"5 min\""])),
        ("cord sensitize", new("without a drug", "cord sensitize --injury \"1 min\" --follow \"5 min\"",
            [.. Shared, "--injury \"2 min\"", "--disinhibition \"20 %\"", "--then \"wait 5 min\"", "--follow \"7 min\"", "--protocol injury.txt"])),
        ("cord sensitize", new("with a drug", "cord sensitize --injury \"1 min\" --then \"ketamine 0.5 mg/kg iv\" --follow \"5 min\"",
            [.. Shared, "--injury \"2 min\"", "--disinhibition \"20 %\"", "--then \"ketamine 30 mg iv\"", "--follow \"7 min\"", "--protocol injury.txt"])),
        ("cord sensitize", new("a file", "cord sensitize --protocol injury.txt",
            [.. Shared, "--injury \"2 min\"", "--disinhibition \"20 %\"", "--then test", "--follow \"7 min\"", "--protocol capsaicin.txt"])),
        ("cord test", new("all", "cord test", [.. Shared, "--touch", "--pinch", "--heat \"41..49 C\"", "--shock", "--after \"injury for 1 min\"", "--drug \"ketamine 0.5 uM\""])),
        ("cord test", new("after, with a drug", "cord test --heat \"45 C\" --after \"injury for 1 min\" --drug \"ketamine 0.5 uM\"",
            [.. Shared, "--touch", "--pinch", "--heat \"41..49 C\"", "--shock", "--after \"injury for 3 min\"", "--drug \"S-ketamine 0.5 uM\""])),
        ("cord reset", new("a map", "cord reset --points 2",
            [.. Shared, "--concentration \"0.5..2 uM\"", "--hours 2..200", "--input \"0.23 Hz\"", "--points 3"])),
        ("cord patients", new("a typical person", "cord patients \"0.5 mg/kg iv over 40 min\" --for 1d",
            [.. Patients, "--condition acute"])),
        ("cord patients", new("people", "cord patients \"0.5 mg/kg iv over 40 min\" --condition acute --for 2h --subjects 4",
            [.. Patients, "--condition chronic"])),
        ("patient", new("a typical person", "patient \"0.5 mg/kg iv over 40 min\" --for 1d", [.. Patients, "--condition acute", "--compare placebo",
            "--show BDNF", .. NoSettings])),
        ("patient", new("people", "patient \"0.5 mg/kg iv over 40 min\" --condition acute --for 2h --subjects 4 --compare placebo",
            [.. Patients, "--condition chronic", "--compare \"0.3 mg/kg iv\"", "--show BDNF => people with acute rate their pain",
                .. NoSettings])),
        ("isobologram", new("ketamine and morphine", "isobologram \"0.3 mg/kg iv over 4 min\" \"morphine 0.1 mg/kg iv over 4 min\"",
            [.. Shared, "--condition CRPS", "--at 40min", "--rating 5", "--baseline 7", "--relief olofsen"])),
        ("patient", new("a typical person's mood", "patient \"0.5 mg/kg iv over 40 min\" --show MADRS --for 1d", [.. Mood, "--subjects 3",
            "--seed 7 => --seed changes nothing for a typical person"])),
        ("patient", new("people's mood", "patient \"0.5 mg/kg iv over 40 min\" --show MADRS --for 1d --subjects 3", [.. Mood, "--subjects 4", "--seed 7"])),
    ];
}
