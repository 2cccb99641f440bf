using System.Globalization;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Tests.Pharmacology.Dosing;

public sealed class DoseRecordTableTests
{
    private static readonly DoseRecord[] _records =
    [
        new() { Time = 0, Compartment = "S.central", Amount = 17.5, Rate = 26.25, Interval = 84, AdditionalDoses = 3 },
        new() { Time = 2.0 / 3, Compartment = "gut", Amount = 0.1 },
    ];

    [Fact]
    public void Columns_are_aligned_and_unused_ones_left_out() =>
        Assert.Equal(
            """
            ID                TIME  EVID   AMT   RATE        CMT  II  ADDL
             1                   0     1  17.5  26.25  S.central  84     3
             1  0.6666666666666666     1   0.1      0        gut   0     0

            """,
            DoseRecordTable.Write(_records));

    [Fact]
    public void A_duration_or_a_steady_state_gets_its_column() =>
        Assert.Equal(
            """
            ID                TIME  EVID   AMT   RATE  DUR        CMT  II  ADDL  SS
             1                   0     1  17.5  26.25    .  S.central  84     3   2
             1  0.6666666666666666     1   0.1      0  1.5        gut   0     0   0

            """,
            DoseRecordTable.Write([_records[0] with { SteadyState = SteadyState.Add }, _records[1] with { Duration = 1.5 }]));

    [Fact]
    public void Numbers_have_a_decimal_point_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Contains("26.25", DoseRecordTable.Write(_records), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
