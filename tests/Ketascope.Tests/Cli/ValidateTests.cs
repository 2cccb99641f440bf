using System.Globalization;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class ValidateTests
{
    [Fact]
    public async Task The_observations_that_come_with_the_program_are_run_and_summed_up_by_role()
    {
        ProgramResult result = await CapturedProgram.RunAsync("validate", "pk", "--subjects", "20");
        Assert.Equal(0, result.ExitCode);
        string text = string.Join(' ', result.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("validation: 99 rows", text, StringComparison.Ordinal);
        Assert.Contains("calibration: 74 rows", text, StringComparison.Ordinal);
        Assert.Contains("geometric mean fold error", text, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("Domino (domino-1982), all roles: 173 rows", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_ones_own_keeps_its_order_and_columns_and_gets_predictions_or_reasons()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string data = Path.Combine(folder, "mine.csv"), table = Path.Combine(folder, "out.csv");
            await File.WriteAllTextAsync(data, """
                tag,study,regimen,setting,output,time,value,unit
                a,X,esketamine 20 mg iv over 30 min,weight=70,S-ketamine,CL,95.2,L/h
                b,X,esketamine 20 mg iv over 30 min,weight=70,S-ketamine,CL,1.36,L/h/kg
                c,X,heroin 20 mg iv,,ketamine,max,1,ng/mL
                d,X,ketamine 20 mg iv,,ketamine,max,1,ng/mLL
                e,X,ketamine 20 mg iv,,ketamine,max,1,h
                f,X,ketamine 20 mg iv,,nonsense,max,1,ng/mL
                g,X,ketamine 20 mg iv,,ketamine,F,100,%
                h,X,ketamine 20 mg iv,,ketamine,auc,1,ng*h/mL
                i,X,ketamine 20 mg iv,,ketamine,auc,1,ug*min/L
                j,X,ketamine 20 mg iv over 30 min every 12 h x 2,,ketamine,Vss,1,L
                k,X,ketamine 1 mg/kg iv over 40 min,weight=25 age=8,ketamine,CL,41.579,L/h
                l,X,ketamine 4 mg/kg im,age=16,ketamine,max,1,ng/mL
                m,X,esketamine 20 mg iv over 30 min,weight=70,S-norketamine,auc,1,ng*h/mL
                n,X,esketamine 20 mg iv over 30 min,weight=70,S-norketamine,auc,1,nmol*h/L
                o,X,esketamine 20 mg iv over 30 min,weight=70,S-dehydronorketamine,30 min,1,uM
                """, TestContext.Current.CancellationToken);
            ProgramResult result = await CapturedProgram.RunAsync("validate", "pk", "--subjects", "1", "--data", data, "--table", table);
            Assert.Equal(0, result.ExitCode);
            List<Dictionary<string, string>> rows = CsvRows.Read(table);
            Assert.Equal("abcdefghijklmno", string.Concat(rows.Select(row => row["tag"])));
            Assert.Equal(95.2, Predicted(rows[0]), 0.01);
            Assert.Equal(95.2 / 70, Predicted(rows[1]), 0.001);
            Assert.Equal(1, double.Parse(rows[0]["ratio"], CultureInfo.InvariantCulture), 1e-3);
            Assert.Contains("heroin", rows[2]["reason"], StringComparison.Ordinal);
            Assert.Contains("row 5, column 'unit'", rows[3]["reason"], StringComparison.Ordinal);
            Assert.Contains("does not fit", rows[4]["reason"], StringComparison.Ordinal);
            Assert.Contains("does not predict 'nonsense'", rows[5]["reason"], StringComparison.Ordinal);
            Assert.Equal(100, Predicted(rows[6]), 0.01);
            Assert.Equal(60 * Predicted(rows[7]), Predicted(rows[8]), 1e-6);
            Assert.Contains("one intravenous dose", rows[9]["reason"], StringComparison.Ordinal);
            Assert.Equal(41.579, Predicted(rows[10]), 0.005);
            Assert.Contains("of 1 to 14 years", rows[11]["reason"], StringComparison.Ordinal);
            Assert.All(rows[2..6], row => Assert.Empty(row["predicted"]));

            // 1 ng/mL of norketamine, 223.7 g/mol, is 4.470 nmol/L.
            Assert.Equal(Predicted(rows[12]) / 0.2237, Predicted(rows[13]), 1e-6 * Predicted(rows[13]));
            Assert.Contains("molar mass of 'S-dehydronorketamine'", rows[14]["reason"], StringComparison.Ordinal);
            Assert.Equal(("otto-2021", "", "racemate-children"), (rows[0]["model"], rows[2]["model"], rows[10]["model"]));
            Assert.DoesNotContain("\nunreadable\n", result.Output, StringComparison.Ordinal);
            Assert.Contains("unreadable: 1 rows", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_missing_file_is_an_error()
    {
        ProgramResult result = await CapturedProgram.RunAsync("validate", "pk", "--data", "missing.csv");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("there is no such file", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CL", "95.2")]
    [InlineData("otto-2021.CL_70", "95.2")]
    [InlineData("hasan 2021", "1620")]
    [InlineData("Hasan", "1620")]
    [InlineData("otto-2021", "98.638")]
    [InlineData("herd", "38.7")]
    [InlineData("s-norketamine", "38497")]
    public async Task Evidence_goes_from_a_name_to_its_values(string name, string value)
    {
        ProgramResult result = await CapturedProgram.RunAsync("evidence", name);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(value, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_of_an_unknown_name_suggests_the_nearest()
    {
        ProgramResult result = await CapturedProgram.RunAsync("evidence", "Hasan 2012");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("did you mean 'Hasan 2021'?", result.Error, StringComparison.Ordinal);
    }

    private static double Predicted(Dictionary<string, string> row) => double.Parse(row["predicted"], CultureInfo.InvariantCulture);
}
