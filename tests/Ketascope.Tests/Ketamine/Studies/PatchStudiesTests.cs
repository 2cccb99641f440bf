using Ketascope.Ketamine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;

namespace Ketascope.Tests.Ketamine.Studies;

public sealed class PatchStudiesTests
{
    private static readonly StudyCatalogue All = House.Installed.Studies;

    public static TheoryData<PatchRequest> Requests =>
    [
        new ChannelRequest { Glutamate = "1 mM for 5 ms", Drug = "ketamine 1 uM", For = "1 s", Protocol = "steps.txt" },
        new DoseResponseRequest { Agonist = "glycine", Drug = "ketamine 0,1 uM", Measure = "peak" },
        new PulsesRequest { Rate = "5 Hz", Count = 3, Drug = "MK-801 5 uM", Before = "1 s", Then = ["wash 30s", "pulses"] },
        new InhibitionRequest { Drugs = "memantine,magnesium" },
        new SingleChannelRequest
        {
            Glutamate = "5 uM",
            Drug = "ketamine 1 uM",
            For = "5 s",
            Resolution = "1 us",
            Critical = "1 ms",
            Channels = 3,
            Seed = ulong.MaxValue,
        },
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_goes_through_JSON_unchanged(PatchRequest request)
    {
        PatchRequest whole = request with
        {
            Glycine = "1 uM",
            Magnesium = "1 mM",
            Hold = "-60 mV",
            Subunits = "2B",
            Temperature = "30 C",
            Mechanism = "membrane-access",
            Uncertainty = 10,
            UncertaintySeed = 3,
        };
        string text = All.ToText(whole);
        StudyRequest read = All.Read(text, "test").Request;
        Assert.Equal(whole.GetType(), read.GetType());
        Assert.Equal(text, All.ToText(read));

        // Every member is there, beside the schema and the study's name.
        Assert.Equal(All.Of(whole).RequestType.Properties.Count + 2, All.ToJson(read).Count);
    }

    [Fact]
    public void What_is_not_said_is_as_on_the_command_line()
    {
        SingleChannelRequest single = Assert.IsType<SingleChannelRequest>(All.Read("""{ "study": "channel single" }""", "test").Request);
        Assert.Equal(new SingleChannelRequest(), single);
        Assert.Equal(1UL, single.Seed);
        Assert.Equal([], Assert.IsType<PulsesRequest>(All.Read("""{ "study": "channel pulses" }""", "test").Request).Then);
    }

    [Theory]
    [InlineData("""{ "study": "channel", "glycine": 5 }""", "'glycine': its value is of another kind")]
    [InlineData("""{ "study": "channel", "mg": "1 mM" }""", "has no 'mg'")]
    [InlineData("""{ "study": "channel", "mechanism": "membrane" }""", "--mechanism \"membrane\": ")]
    [InlineData("""{ "study": "channel", "hold": "" }""", "--hold \"\": ")]
    [InlineData("""{ "study": "channel", "glycine": "1 uM # as ever" }""", "--glycine \"1 uM # as ever\": '#' begins a comment")]
    [InlineData("""{ "study": "channel", "protocol": "nowhere.txt" }""", "nowhere.txt")]
    [InlineData("""{ "study": "channel dose-response", "agonist": "aspartate" }""", "the agonist 'aspartate' is none of glutamate, glycine")]
    [InlineData("""{ "study": "channel dose-response", "measure": "mean" }""", "the measure 'mean' is none of steady, peak")]
    [InlineData("""{ "study": "channel dose-response", "drug": "ketamine 0,1 uQ" }""", "--drug \"ketamine 0 uQ\": 'uQ'")]
    [InlineData("""{ "study": "channel pulses", "count": 0 }""", "--count \"0\": ")]
    [InlineData("""{ "study": "channel pulses", "then": ["pulses", null] }""", "--then: a statement is missing")]
    [InlineData("""{ "study": "channel pulses", "then": null }""", "'then': its value is of another kind")]
    [InlineData("""{ "study": "channel pulses", "before": "1 s" }""", "--before goes with --drug")]
    [InlineData("""{ "study": "channel ic50", "drugs": " , " }""", "name at least one drug")]
    [InlineData("""{ "study": "channel ic50", "drugs": "Magnesium", "magnesium": "1 mM" }""", "--magnesium is what stands beside other drugs")]
    [InlineData("""{ "study": "channel single", "channels": 0 }""", "--channels: at least one")]
    [InlineData("""{ "study": "channel single", "seed": -1 }""", "'seed': its value is of another kind")]
    public async Task A_mistake_is_told(string text, string expected)
    {
        UserErrorException mistake = await Assert.ThrowsAsync<UserErrorException>(
            () => new StudyRunner(All).RunAsync(All.Read(text, "test").Request, new StudyContext(TimeProvider.System), TestContext.Current.CancellationToken));
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_counts_curves()
    {
        Counts counts = new();
        await new StudyRunner(All).RunAsync(
            new DoseResponseRequest { Subunits = "2A,2B", Drug = "ketamine 0,1 uM" }, new StudyContext(TimeProvider.System) { Progress = counts }, TestContext.Current.CancellationToken);
        Assert.Equal([new(1, 4, "curves"), new(2, 4, "curves"), new(3, 4, "curves"), new StudyProgress(4, 4, "curves")], counts.All);
    }

    private sealed class Counts : IProgress<StudyProgress>
    {
        public List<StudyProgress> All { get; } = [];

        public void Report(StudyProgress value) => All.Add(value);
    }
}
