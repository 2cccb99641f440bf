using System.Globalization;

namespace Ketascope.Tests.Models;

/// <summary>One row of <c>expected.csv</c> (its columns are described in <c>docs/models.md</c>).</summary>
internal sealed class ExpectedValue(IReadOnlyDictionary<string, string> row)
{
    internal string Regimen => row["regimen"];

    internal double Weight => Number("weight_kg");

    internal string Output => row["output"];

    internal string Statistic => row["statistic"];

    internal double From => Number("from_h");

    internal double To => Number("to_h");

    internal double Value => Number("value");

    internal string Unit => row["unit"];

    internal double Tolerance => Number("tolerance");

    internal double Computed => Number("computed");

    internal string Kind => row["kind"];

    internal string Verdict => row["verdict"];

    public override string ToString() => $"{Regimen}, {row["weight_kg"]} kg: {Output} {Statistic} {row["from_h"]}-{row["to_h"]} h, published {row["value"]} {Unit} ({Kind})";

    private double Number(string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
}
