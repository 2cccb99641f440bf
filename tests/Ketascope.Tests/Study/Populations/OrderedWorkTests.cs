using Ketascope.Study.Populations;

namespace Ketascope.Tests.Study.Populations;

public sealed class OrderedWorkTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(500, 1)]
    [InlineData(500, 7)]
    public void Pieces_come_in_their_order_and_few_are_begun_before_they_are_taken(int count, int threads)
    {
        int begun = 0, taken = 0, most = 0;
        foreach (long piece in OrderedWork<long>.Run(count, threads, piece =>
        {
            most = Math.Max(most, Interlocked.Increment(ref begun) - Volatile.Read(ref taken));
            Thread.SpinWait((int)(piece * 7919 % 1000));
            return piece;
        }))
        {
            Assert.Equal(taken, piece);
            taken++;
        }

        Assert.Equal(count, taken);
        Assert.InRange(most, 0, threads + 3);
    }

    [Fact]
    public void A_failure_is_thrown_after_the_pieces_before_it_and_nothing_hangs()
    {
        List<long> taken = [];
        Assert.Throws<InvalidOperationException>(() =>
            taken.AddRange(OrderedWork<long>.Run(100, 4, piece => piece == 17 ? throw new InvalidOperationException() : piece)));
        foreach (long piece in OrderedWork<long>.Run(100, 4, piece => piece))
        {
            if (piece == 5)
            {
                break;
            }
        }

        List<long> before = [];
        try
        {
            foreach (long piece in OrderedWork<long>.Run(100, 4, piece => piece == 17 ? throw new InvalidOperationException() : piece))
            {
                before.Add(piece);
            }
        }
        catch (InvalidOperationException)
        {
            Assert.Equal([.. Enumerable.Range(0, 17).Select(i => (long)i)], before);
        }
    }
}
