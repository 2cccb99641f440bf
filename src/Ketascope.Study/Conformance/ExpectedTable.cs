using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Conformance;

/// <summary>The right values of a case: the file <c>results.csv</c> of its folder.</summary>
/// <param name="Names">The names of the columns after the time.</param>
/// <param name="Rows">The rows, each with the time first.</param>
public sealed record ExpectedTable(ImmutableArray<string> Names, ImmutableArray<double[]> Rows)
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">It cannot be read or holds something that is no number.</exception>
    public static ExpectedTable Read(string path)
    {
        string[] lines = InputFile.ReadText(path).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] heads = lines.Length == 0 ? [] : Fields(lines[0]);
        if (heads.Length < 2)
        {
            throw new UserErrorException($"{path}: the first line must name the time and the values");
        }

        ImmutableArray<double[]>.Builder rows = ImmutableArray.CreateBuilder<double[]>();
        for (int i = 1; i < lines.Length; i++)
        {
            double[] row = [.. Fields(lines[i]).Select(field => Number(field, path, i + 1))];
            rows.Add(row.Length == heads.Length ? row : throw new UserErrorException($"{path}, line {i + 1}: {heads.Length} values are expected, found {row.Length}"));
        }

        return new ExpectedTable([.. heads.Skip(1)], rows.ToImmutable());
    }

    private static string[] Fields(string line) => [.. line.Split(',').Select(field => field.Trim().Trim('"'))];

    private static double Number(string text, string path, int line) => text.ToUpperInvariant() switch
    {
        "INF" or "+INF" or "INFINITY" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        "NAN" or "-NAN" => double.NaN,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new UserErrorException($"{path}, line {line}: '{text}' is not a number"),
    };
}
