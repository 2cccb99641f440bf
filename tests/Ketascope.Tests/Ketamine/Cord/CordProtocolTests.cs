using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Cord;

/// <summary>The statements of docs/cord.md.</summary>
public sealed class CordProtocolTests
{
    private static readonly SpinalCord Cord = new KetamineLibrary(Repository.Root).Cord;

    private static CordProtocol Read(string text) => Cord.Protocol([("protocol", text)]);

    [Fact]
    public void An_injury_takes_its_time_and_ongoing_input_adds_to_it()
    {
        CordProtocol protocol = Read("ongoing 0.25 Hz\ninjury 1 Hz for 6 h; wait 1 d");
        Assert.Equal(6 * 3600 + 86400, protocol.End);
        Assert.Equal(1.25, protocol.CInput.At(3600), 1e-12);
        Assert.Equal(0.25, protocol.CInput.At(7 * 3600), 1e-12);
    }

    [Fact]
    public void A_train_has_a_volley_for_each_stimulus()
    {
        CordProtocol protocol = Read("wait 1 s; shocks 2 Hz x 3 of 0.5; shock");
        Assert.Equal([(1, 0.5), (1.5, 0.5), (2, 0.5), (2.5, 1)], protocol.Volleys);
        Assert.Equal(2.5, protocol.End);
    }

    [Fact]
    public void Conditioning_is_five_trains() => Assert.Equal([(0, 100), (1, 0), (10, 100), (11, 0)], Read("conditioning").CInput.Steps[..4]);

    [Fact]
    public void A_bath_is_free_drug_and_a_mixture_counts_by_its_parts()
    {
        CordProtocol protocol = Read("ketamine 1 uM; wait 1 h; ketamine off; wait 1 h");
        // Half S- and half R-ketamine, each by its affinity (0.433 and 2.0 uM) against 0.71 of the racemate.
        Assert.Equal(0.71 * ((0.5 / 0.433) + (0.5 / 2.0)), protocol.Bath.Pore.At(10), 0.01);
        Assert.Equal(1, protocol.Bath.Membrane.At(10), 1e-12);
        Assert.Equal(0, protocol.Bath.Pore.At(3601));
    }

    [Fact]
    public void A_regimen_takes_no_time()
    {
        CordProtocol protocol = Read("wait 1 h; ketamine 0.5 mg/kg iv over 40 min; wait 2 h");
        Assert.Equal([(3600, "ketamine 0.5 mg/kg iv over 40 min")], protocol.Doses);
        Assert.Equal(3 * 3600, protocol.End);
    }

    [Fact]
    public void A_knock_out_and_a_block_set_their_parameters() =>
        Assert.Equal([("nmda", 0), ("nmda", 1), ("nmda", 0.85), ("D_given", 0.2)],
            Read("without NMDA; with NMDA; block NMDA 15 %; disinhibition 20 %").Changes.Select(change => (change.Name, change.Value)));

    [Theory]
    [InlineData("shok", "did you mean 'shock'")]
    [InlineData("without NMD", "NMDA")]
    [InlineData("injury 1 Hz", "'for'")]
    [InlineData("shocks 1 Hz x 1.5", "a whole number")]
    [InlineData("shock of 2", "at most 1")]
    [InlineData("ketamine 0.5 mg/kg im over", "neither a bath")]
    [InlineData("disinhibition 120 %", "between 0 % and 100 %")]
    [InlineData("wait 1 fortnight", "a unit of time")]
    [InlineData("von Frey 0 mN for 1 s", "above 0")]
    public void A_mistake_is_told(string text, string told) =>
        Assert.Contains(told, Assert.Throws<UserErrorException>(() => Read(text)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Every_statement_of_the_page_is_read()
    {
        string[] statements = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "cord.md"))
            .SkipWhile(line => !line.StartsWith("| statement", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .SelectMany(line => line.Split('|')[1].Split('`').Where((_, i) => i % 2 == 1))];
        Assert.True(statements.Length > 25);
        Assert.All(statements, statement => Read(statement));
    }
}
