using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.Observations;

public sealed class ObservationFileTests
{
    private const string Header = "study,regimen,setting,output,time,statistic,value,low,high,sd,unit,mine";

    [Theory]
    [InlineData("A,1 mg iv,,ketamine,1 fortnight,mean,5,,,,ng/mL,x", "column 'time'")]
    [InlineData("A,1 mg iv,,ketamine,1 h,meen,5,,,,ng/mL,x", "column 'statistic': 'meen' is not known; expected one of mean,")]
    [InlineData("A,1 mg iv,,ketamine,1 h,meen,5,,,,ng/mL,x", "did you mean 'mean'?")]
    [InlineData("A,1 mg iv,,ketamine,1 h,mean,\"5,0\",,,,ng/mL,x", "column 'value': '5,0' is not a finite number")]
    [InlineData("A,1 mg iv,,ketamine,1 h,mean,,,,,ng/mL,x", "column 'value': it is empty")]
    [InlineData("A,1 mg iv,,ketamine,1 h,mean,5,,,,ng/mLL,x", "column 'unit': 'ng/mLL' is not a unit")]
    [InlineData("A,1 mg iv,wieght=70,ketamine,1 h,mean,5,,,,ng/mL,x", "did you mean 'weight'?")]
    [InlineData("A,,,ketamine,1 h,mean,5,,,,ng/mL,x", "column 'regimen': it is empty")]
    public void A_bad_row_says_where_and_what_and_the_others_are_read(string bad, string expected)
    {
        ObservationFile file = Read($"{Header}\n{bad}\nB,2 mg iv,weight=80,ketamine,auc 0-6 h,median,,3,12,,ng*h/mL,y\n");
        Assert.Equal(2, file.Rows.Length);
        Assert.Null(file.Rows[0].Observation);
        Assert.Contains("row 2, ", file.Rows[0].Problem, StringComparison.Ordinal);
        Assert.Contains(expected, file.Rows[0].Problem, StringComparison.Ordinal);
        Observation good = file.Rows[1].Observation!;
        Assert.Equal("80", good.Setting["weight"]);
        Assert.Equal(new Measure(MeasureKind.Area, 0, 6), good.Measure);
        Assert.Equal(6, good.Centre, 1e-12);
        Assert.Equal("y", file.Rows[1].Fields[^1]);
    }

    [Theory]
    [InlineData("study,regimen\nA,1 mg iv\n", "the column 'output' is missing")]
    [InlineData(Header + "\n", "no rows")]
    [InlineData("", "is empty")]
    public void A_file_that_is_no_table_of_observations_is_refused(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("mean", 10, 2, 6, 14)]
    [InlineData("geometric mean", 10, 2, 2.5, 40)]
    public void The_observed_interval_is_two_deviations_wide(string statistic, double value, double deviation, double low, double high)
    {
        ObservationFile file = Read(FormattableString.Invariant($"{Header}\nA,1 mg iv,,ketamine,1 h,{statistic},{value},,,{deviation},ng/mL,x\n"));
        Assert.Equal((low, high), file.Rows[0].Observation!.Interval);
    }

    private static ObservationFile Read(string text)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return ObservationFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
