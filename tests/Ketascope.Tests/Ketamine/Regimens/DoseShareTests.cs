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

    private static ImmutableArray<DoseRecord> Records(string text)
    {
        Regimen regimen = RegimenParser.Parse(text, new DiagnosticBag())!;
        return regimen.ToRecords(70, new Dictionary<DoseSite, ImmutableArray<DoseShare>> { [regimen.Sites[0]] = Spray });
    }
}
