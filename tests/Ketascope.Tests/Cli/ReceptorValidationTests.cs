namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class ReceptorValidationTests
{
    [Fact]
    public async Task Recordings_of_ones_own_get_predictions_or_reasons_in_their_order()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string data = Path.Combine(folder, "mine.csv"), table = Path.Combine(folder, "out.csv");
            await File.WriteAllTextAsync(data, """
                tag,study,regimen,setting,output,time,value,unit,role
                a,X,hold -40 mV; magnesium 1 mM; glutamate 100 uM for 1 h; against; hold -40 mV; glutamate 100 uM for 1 h,subunits=2A,current,steady,0.230,dimensionless,validation
                b,X,ketamine 0.5 mg/kg iv,,current,peak,1,pA,validation
                c,X,glutamate 1 mM for 1 s,weight=70,current,peak,1,pA,calibration
                """, TestContext.Current.CancellationToken);
            ProgramResult result = await CapturedProgram.RunAsync("validate", "receptor", "--data", data, "--table", table);
            Assert.Equal(0, result.ExitCode);
            Assert.Contains("validation: 2 rows, 1 predicted", result.Output, StringComparison.Ordinal);
            string[] lines = await File.ReadAllLinesAsync(table, TestContext.Current.CancellationToken);
            Assert.EndsWith("unit,role,predicted,low,high,ratio,inside,interval_inside,model,reason", lines[0], StringComparison.Ordinal);
            Assert.StartsWith("a,X,", lines[1], StringComparison.Ordinal);
            Assert.Contains(",validation,0.230", lines[1], StringComparison.Ordinal);
            Assert.Contains("'mg/kg': expected a unit of ketamine concentration", lines[2], StringComparison.Ordinal);
            Assert.Contains("row 4, column 'setting': 'weight' is not known; expected one of subunits", lines[3], StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_unknown_calibration_is_told_with_the_nearest_name()
    {
        ProgramResult result = await CapturedProgram.RunAsync("calibrate", "receptor", "glun2x");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("mean 'glun2", result.Error, StringComparison.Ordinal);
    }
}
