namespace Ketascope.Tests.Cli.OptionEffects;

/// <summary>The ways to use <c>channel</c> and its experiments.</summary>
internal static class ChannelModes
{
    private static readonly string[] Bath =
        ["--glycine \"1 uM\"", "--magnesium \"0.1 mM\"", "--hold \"-50 mV\"", "--subunits 2B", "--temperature \"30 C\"",
            "--mechanism membrane-access", "--uncertainty 3", "--uncertainty-seed 2", "--request r.json", "--json"];

    public static (string, OptionMode)[] All { get; } =
    [
        ("channel", new("a step", "channel --for \"50 ms\"",
            [.. Bath, "--glutamate \"1 mM for 5 ms\"", "--protocol steps.txt", "--drug \"ketamine 10 uM\"", "--for \"30 ms\"", "--table t.csv", "--plot p.svg"])),
        ("channel", new("a step with a drug", "channel --for \"50 ms\" --drug \"ketamine 10 uM\"",
            [.. Bath, "--glutamate \"1 mM for 5 ms\"", "--protocol steps.txt", "--drug \"ketamine 20 uM\"", "--for \"30 ms\"", "--table t.csv", "--plot p.svg"])),
        ("channel", new("a protocol", "channel --protocol steps.txt",
            [.. Bath, "--glutamate \"1 mM for 5 ms\"", "--protocol other.txt", "--drug \"memantine 10 uM\"", "--for \"30 ms\"", "--table t.csv", "--plot p.svg"])),
        ("channel dose-response",
            new("glutamate", "channel dose-response", [.. Bath, "--agonist glycine", "--drug \"ketamine 0,1 uM\"", "--measure peak", "--table t.csv"])),
        ("channel dose-response",
            new("glycine with a drug", "channel dose-response --agonist glycine --drug \"ketamine 1 uM\"",
            [.. Bath, "--agonist glutamate", "--drug \"ketamine 0,1 uM\"", "--measure peak", "--table t.csv"])),
        ("channel pulses", new("without a drug", "channel pulses --count 2",
            [.. Bath, "--rate \"5 Hz\"", "--count 3", "--drug \"ketamine 1 uM\"", "--before \"1 s\"", "--then pulses", "--plot p.svg"])),
        ("channel pulses", new("with a drug", "channel pulses --count 2 --drug \"ketamine 5 uM\"",
            [.. Bath, "--rate \"5 Hz\"", "--count 3", "--drug \"MK-801 1 uM\"", "--before \"1 s\"", "--then pulses", "--plot p.svg"])),
        ("channel ic50", new("a drug", "channel ic50 --drugs memantine", RunModes.With(
            Bath, "--drugs ketamine", "--magnesium \"0,1 mM\""))),
        ("channel ic50", new("a drug at one site", "channel ic50 --drugs ketamine",
            RunModes.With(Bath, "=--glycine \"5 uM\"", "--drugs memantine", "--magnesium \"0,1 mM\""))),
        ("channel single", new("without a drug", "channel single --for \"5 s\" --channels 100",
            [.. Bath, "--glutamate \"5 uM\"", "--drug \"ketamine 1 uM\"", "--for \"7 s\"", "--resolution \"200 us\"", "--critical \"20 ms\"", "--channels 200", "--seed 2", "--table t.csv", "--plot p.svg"])),
    ];
}
