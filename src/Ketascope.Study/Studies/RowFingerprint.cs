using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>The SHA-256 of rows of cells, taken as they go by: of numbers their bytes, of texts their UTF-8.</summary>
internal sealed class RowFingerprint : IDisposable
{
    // Handed over in blocks: a call for each number of a large table would take longer than to hash it.
    private const int BlockBytes = 1 << 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<byte> _block = new(BlockBytes + 64);

    /// <summary>The fingerprint of a table.</summary>
    /// <param name="rows">Its rows.</param>
    public static string Of(IEnumerable<ImmutableArray<Cell>> rows)
    {
        using RowFingerprint fingerprint = new();
        foreach (ImmutableArray<Cell> row in rows)
        {
            fingerprint.Add(row);
        }

        return fingerprint.Finish();
    }

    /// <summary>Takes a row.</summary>
    /// <param name="row">The row.</param>
    public void Add(ImmutableArray<Cell> row)
    {
        foreach (Cell cell in row)
        {
            if (cell.IsNumber)
            {
                double number = cell.Number;
                _block.AddRange(MemoryMarshal.AsBytes(new ReadOnlySpan<double>(in number)));
            }
            else
            {
                _block.AddRange(Encoding.UTF8.GetBytes(cell.Exact));
            }
        }

        if (_block.Count >= BlockBytes)
        {
            Flush();
        }
    }

    /// <summary>The fingerprint of all rows, in lower-case hexadecimal.</summary>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(CollectionsMarshal.AsSpan(_block));
        _block.Clear();
    }
}
