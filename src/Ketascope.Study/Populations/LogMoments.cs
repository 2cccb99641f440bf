using System.Numerics;

namespace Ketascope.Study.Populations;

/// <summary>
/// Count, sum and sum of squares of the logarithms of positive numbers, without rounding: a logarithm is taken as a whole number of 2^-48 (3.6e-15),
/// and whole numbers are added. So the result is the
/// same in any order and however the numbers are divided, and of equal numbers the deviation is 0.
/// </summary>
internal struct LogMoments
{
    private const double Scale = 1L << 48;

    private Int128 _sum;
    private UInt128 _squares;
    private ulong _squaresCarry;

    /// <summary>How many numbers.</summary>
    public long Count { get; private set; }

    /// <summary>The mean of the logarithms; not a number without any.</summary>
    public readonly double Mean => Count > 0 ? Ratio(_sum, Count) / Scale : double.NaN;

    /// <summary>The variance of the logarithms as that of a sample; not a number for fewer than two.</summary>
    public readonly double Variance =>
        Count > 1 ? Ratio((Squares * Count) - ((BigInteger)_sum * _sum), (BigInteger)Count * (Count - 1)) / Scale / Scale : double.NaN;

    /// <summary>The state, from which <see cref="Of"/> makes an equal one.</summary>
    public readonly LogMomentsState State => new(Count, _sum, _squares, _squaresCarry);

    private readonly BigInteger Squares => ((BigInteger)_squaresCarry << 128) + _squares;

    /// <summary>Moments of a state.</summary>
    public static LogMoments Of(LogMomentsState state) => new()
    {
        Count = state.Count,
        _sum = state.Sum,
        _squares = state.Squares,
        _squaresCarry = state.SquaresCarry,
    };

    /// <summary>Adds a number, which is finite and above 0.</summary>
    public void Add(double value)
    {
        long logarithm = (long)Math.Round(Math.Log(value) * Scale);
        ulong size = (ulong)Math.Abs(logarithm);
        Count++;
        _sum += logarithm;
        AddSquares(new UInt128(Math.BigMul(size, size, out ulong low), low), 0);
    }

    /// <summary>Adds the numbers of others.</summary>
    public void Merge(in LogMoments other)
    {
        Count += other.Count;
        _sum += other._sum;
        AddSquares(other._squares, other._squaresCarry);
    }

    private void AddSquares(UInt128 squares, ulong carry)
    {
        _squares += squares;
        _squaresCarry += carry + (_squares < squares ? 1UL : 0);
    }

    private static double Ratio(BigInteger numerator, BigInteger denominator)
    {
        // Both may be beyond what a double holds exactly: the quotient gets 64 bits more than it needs.
        BigInteger quotient = (numerator << 64) / denominator;
        return Math.ScaleB((double)quotient, -64);
    }
}

/// <summary>What <see cref="LogMoments"/> hold.</summary>
/// <param name="Count">How many numbers.</param>
/// <param name="Sum">The sum of their logarithms, in 2^-48.</param>
/// <param name="Squares">The lower 128 bits of the sum of squares, in 2^-96.</param>
/// <param name="SquaresCarry">What is above them.</param>
public readonly record struct LogMomentsState(long Count, Int128 Sum, UInt128 Squares, ulong SquaresCarry);
