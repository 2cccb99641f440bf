using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ParquetSharp;

namespace Ketascope.Study.Results;

/// <summary>
/// The names and units of quantities, again and again, as columns of a Parquet file: made once for all row groups. Each begins with the first
/// quantity.
/// </summary>
internal sealed class RepeatedNames
{
    private readonly ByteArray[] _names;
    private readonly ByteArray[] _units;
    private readonly short[] _levels;
    private readonly int _unitsTogether;

    /// <summary>Makes the columns.</summary>
    /// <param name="quantities">The quantities.</param>
    /// <param name="most">The most rows.</param>
    public RepeatedNames(ImmutableArray<QuantityInfo> quantities, int most)
    {
        Quantities = quantities;
        Rows = most / quantities.Length * quantities.Length;
        ByteArray[] names = [.. quantities.Select(quantity => Fixed(quantity.Name))], units =
        [
            .. quantities.Where(quantity => quantity.Unit is not null).Select(quantity => Fixed(quantity.Unit!)),
        ];
        _unitsTogether = units.Length;
        _names = Repeated(names, Rows);
        _units = Repeated(units, Rows / quantities.Length * units.Length);
        _levels = Repeated([.. quantities.Select(quantity => (short)(quantity.Unit is null ? 0 : 1))], Rows);
    }

    /// <summary>The quantities.</summary>
    public ImmutableArray<QuantityInfo> Quantities { get; }

    /// <summary>The most rows: whole rounds of the quantities.</summary>
    public int Rows { get; }

    /// <summary>The names of some rows.</summary>
    public ReadOnlySpan<ByteArray> Names(int rows) => _names.AsSpan(0, rows);

    /// <summary>The units that are known of some rows.</summary>
    public ReadOnlySpan<ByteArray> Units(int rows) => _units.AsSpan(0, rows / Quantities.Length * _unitsTogether);

    /// <summary>For each row 1 where its unit is known, else 0.</summary>
    public ReadOnlySpan<short> UnitLevels(int rows) => _levels.AsSpan(0, rows);

    private static T[] Repeated<T>(T[] few, int count)
    {
        T[] many = new T[count];
        for (int i = 0; i < count; i++)
        {
            many[i] = few[i % few.Length];
        }

        return many;
    }

    /// <summary>A text in UTF-8 that stays where it is as long as the process lives: a few names a run.</summary>
    private static ByteArray Fixed(string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        IntPtr place = Marshal.AllocHGlobal(Math.Max(1, bytes.Length));
        Marshal.Copy(bytes, 0, place, bytes.Length);
        return new ByteArray(place, bytes.Length);
    }
}
