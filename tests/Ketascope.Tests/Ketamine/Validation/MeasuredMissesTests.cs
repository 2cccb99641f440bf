using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Validation;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Ketamine.Validation;

public sealed class MeasuredMissesTests : IDisposable
{
    private const string Header = "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\n";

    private static readonly ModelLibrary s_library = ModelLibrary.Read(Path.Combine(Repository.Root, "models", "pharmacokinetics"));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What is told follows from the rows: ten times the model's peak is told as ten times too low, the peak itself not at all.</summary>
    [Fact]
    public void What_is_told_comes_from_the_rows()
    {
        double peak = Peak();
        Assert.Empty(Of(Row("esketamine 56 mg intranasal", "", peak), age: null));
        string told = Assert.Single(Of(Row("esketamine 56 mg intranasal", "", 10 * peak), age: null));
        Assert.Contains("10 times too low: Somebody 2000 measured", told, StringComparison.Ordinal);
        Assert.Contains("where perez-ruixo-2021 gives", told, StringComparison.Ordinal);
        Assert.Contains("5 times too high", Assert.Single(Of(Row("esketamine 56 mg intranasal", "", peak / 5), age: null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_other_people_or_doses_say_nothing()
    {
        Assert.Empty(Of(Row("esketamine 56 mg intranasal", "age=5", 1000), age: null));
        Assert.Empty(Of(Row("esketamine 56 mg intranasal", "", 1000), age: 5));
        Assert.Empty(Of(Row("ketamine 56 mg intranasal", "", 1000), age: null));
        Assert.Empty(Of(Row("esketamine 56 mg intranasal every 24 h x 2", "", 1000), age: null));
        Assert.Single(Of(Row("esketamine 56 mg intranasal", "age=5 weight=18", 1000), age: 4));
    }

    private static string Row(string regimen, string setting, double value) =>
        FormattableString.Invariant($"Somebody 2000,{regimen},{setting},S-ketamine,max,mean,{value},,,,9,ng/mL,somewhere,read,validation\n");

    private static double Peak() => DoseSimulation.Run(new DoseRequest { Regimen = "esketamine 56 mg intranasal", Model = "perez-ruixo-2021" }, s_library,
        TimeProvider.System, TestContext.Current.CancellationToken).Result.Trajectories.Values.Course(0, 0).Max();

    private string[] Of(string row, double? age)
    {
        string path = Path.Combine(_folder.Root, "observations.csv");
        File.WriteAllText(path, Header + row);
        return [.. new MeasuredMisses(s_library, path).Of(
            RegimenParser.Read("esketamine 84 mg intranasal"), s_library.Find("perez-ruixo-2021"), age, TestContext.Current.CancellationToken)];
    }
}
