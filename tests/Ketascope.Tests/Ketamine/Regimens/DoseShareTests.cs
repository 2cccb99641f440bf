using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Tests.Ketamine.Regimens;

public sealed class DoseShareTests
{
    private static readonly ImmutableArray<DoseShare> Spray = [new("first", UpTo: 28), new("later", Above: 28), new("half", Fraction: 0.5)];

    [Theory]
    [InlineData("14 mg", 14, 0, 7)]
    [InlineData("28 mg", 28, 0, 14)]
    [InlineData("84 mg", 28, 56, 42)]
    public void ADoseIsDividedIntoDevices(string dose, double first, double later, double half)
    {
        ImmutableArray<DoseRecord> records = Records($"esketamine {dose} intranasal");
        double Amount(string species) => records.Where(record => record.Compartment == species).Sum(record => record.Amount);
        Assert.Equal([first, later, half], [Amount("first"), Amount("later"), Amount("half")]);
        Assert.DoesNotContain(records, record => record.Amount == 0);
    }

    [Fact]
    public void EveryRepeatBeginsWithAFirstDevice()
    {
        ImmutableArray<DoseRecord> records = Records("esketamine 56 mg intranasal every 84 h x 4");
        Assert.All(records, record => Assert.Equal((84, 3), (record.Interval, record.AdditionalDoses)));
        Assert.Equal(28, records.Single(record => record.Compartment == "first").Amount);
    }

    [Theory]
    [InlineData("esketamine 28 mg intranasal every 5 min x 3")]
    [InlineData("esketamine 28 mg intranasal then after 5 min 28 mg then after 5 min 28 mg")]
    [InlineData("esketamine 56 mg intranasal then after 5 min 28 mg")]
    public void DevicesOfOneSessionHaveOneFirst(string text)
    {
        ImmutableArray<DoseRecord> records = Records(text);
        Assert.Equal((28, 56), (records.Where(record => record.Compartment == "first").Sum(record => record.Amount), records.Where(record => record.Compartment == "later").Sum(record => record.Amount)));
        Assert.Equal(0, records.Single(record => record.Compartment == "first").Time);
    }

    [Fact]
    public void SessionsThatRepeatHaveOneFirstDeviceEach()
    {
        ImmutableArray<DoseRecord> records = Records("esketamine 28 mg intranasal every 84 h x 4 and 28 mg at 5 min every 84 h x 4");
        Assert.Equal(["first", "half", "half", "later"], records.Select(record => record.Compartment).Order());
        Assert.All(records, record => Assert.Equal((84, 3), (record.Interval, record.AdditionalDoses)));
    }

    [Fact]
    public void RepeatsOfALaterDeviceBeginSessionsOfTheirOwn()
    {
        ImmutableArray<DoseRecord> records = Records("esketamine 28 mg intranasal then after 5 min 28 mg daily x 3");
        Assert.Equal([(0.0, 0), (5.0 / 60 + 24, 1)],
            records.Where(record => record.Compartment == "first").Select(record => (record.Time, record.AdditionalDoses)));
        Assert.Equal([(5.0 / 60, 0)], records.Where(record => record.Compartment == "later").Select(record => (record.Time, record.AdditionalDoses)));
    }

    [Fact]
    public void ADoseHoursLaterIsAnotherSession() =>
        Assert.Equal(2, Records("esketamine 28 mg intranasal then after 2 h 28 mg").Count(record => record.Compartment == "first"));

    private static ImmutableArray<DoseRecord> Records(string text)
    {
        Regimen regimen = RegimenParser.Parse(text, new DiagnosticBag())!;
        return regimen.ToRecords(70, new Dictionary<DoseSite, ImmutableArray<DoseShare>> { [regimen.Sites[0]] = Spray });
    }
}
