using System.Collections.Immutable;

namespace Ketascope.Study.Results;

/// <summary>What was given.</summary>
public sealed record RegimenManifest
{
    /// <summary>The regimen as the user wrote it.</summary>
    public required string Text { get; init; }

    /// <summary>The columns of <see cref="Records"/>, named as NONMEM names them (TIME, EVID, AMT, RATE, CMT ...), or with a name of the model.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>The dose records: one text a column (a number that reads back exactly, or a name).</summary>
    public ImmutableArray<ImmutableArray<string>> Records { get; init; } = [];

    /// <summary>The records of a table.</summary>
    /// <param name="text">The regimen as the user wrote it.</param>
    /// <param name="records">The records.</param>
    public static RegimenManifest Of(string text, ResultTable records) => new()
    {
        Text = text,
        Columns = [.. records.Columns.Select(column => column.Heading)],
        Records = [.. records.Rows.Select(row => row.Select(cell => cell.Exact).ToImmutableArray())],
    };
}
