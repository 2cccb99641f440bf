using System.Text.Json;
using Ketascope.Study.Results;

namespace Ketascope.Tests.Study.Results;

public sealed class RunManifestTests
{
    [Fact]
    public void A_manifest_reads_back_as_it_was()
    {
        using CommaCulture comma = new();
        RunManifest manifest = SampleRuns.Manifest();

        RunManifest again = RunManifest.Parse(manifest.ToJson());

        Assert.Equal(manifest.ToJson(), again.ToJson());
        Assert.Equal(manifest.Solver, again.Solver);
        Assert.Equal(manifest.Created, again.Created);
        Assert.Equal(manifest.Overrides, again.Overrides);
        Assert.Equal(manifest.Seed, again.Seed);
        Assert.Equal(["0", "0.30000000000000004", "C1"], again.Regimen!.Records[0]);
    }

    [Fact]
    public void Json_names_the_things_that_a_repetition_needs()
    {
        using JsonDocument json = JsonDocument.Parse(SampleRuns.Manifest().ToJson());
        JsonElement root = json.RootElement;

        Assert.Equal("ketascope", root.GetProperty("program").GetString());
        Assert.Equal("1.2.3", root.GetProperty("version").GetString());
        Assert.Equal("2026-03-01T12:30:00+00:00", root.GetProperty("created").GetString());
        Assert.Equal(0.1, root.GetProperty("overrides").GetProperty("CL").GetDouble());
        Assert.Equal(ulong.MaxValue, root.GetProperty("seed").GetUInt64());
        Assert.Equal("Automatic", root.GetProperty("solver").GetProperty("method").GetString());
        Assert.Equal(8, root.GetProperty("solver").GetProperty("work").GetProperty("restarts").GetInt64());
    }

    // The digest of the three letters "abc" is the first example of FIPS 180-2, appendix B.1.
    [Fact]
    public void Model_text_is_hashed_with_sha_256() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", SampleRuns.Manifest().Model!.Sha256["models/sample.ant"]);

    [Fact]
    public void The_clock_tells_when() => Assert.Equal(SampleRuns.Moment.AddDays(1), SampleRuns.Manifest().At(new FixedClock()).Created);

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SampleRuns.Moment.AddDays(1);
    }
}
