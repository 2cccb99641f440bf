using Ketascope.Study.DataSets;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.DataSets;

public sealed class DataSetReaderTests
{
    [Theory]
    [InlineData("", "is empty; expected a header")]
    [InlineData("TIME,AMT\n", "has a header but no records")]
    [InlineData("TIM,AMT\n0,1\n", "has no column TIME")]
    [InlineData("TIME;AMT\n0;1\n", "has values between semicolons; expected commas")]
    [InlineData("TIME\tAMT\n0\t1\n", "has values between tabs; expected commas")]
    [InlineData("TIME,amt\n0,1\n", "mixes upper and lower case in the columns of a data set ('amt')")]
    [InlineData("TIME,time\n0,1\n", "more than one column 'TIME'")]
    [InlineData("TIME,RATE,DUR\n0,1,1\n", "has RATE and a duration")]
    [InlineData("ID,TIME,AMT\n1,0,100\n1,x,0\n", "line 3, ID 1, column TIME: 'x' is not a finite number")]
    [InlineData("ID,TIME,AMT\n1,.,100\n", "line 2, ID 1, column TIME: the value is missing")]
    [InlineData("ID,TIME,AMT\n.,0,100\n", "column ID: the value is missing")]
    [InlineData("TIME,AMT,RATE\n0,100,.\n", "column RATE: the value is missing")]
    [InlineData("TIME,AMT,CL\n0,100,.\n", "column CL: the value is missing")]
    [InlineData("TIME,AMT,CMT\n0,100,3\n", "column CMT: 3 is not between 1 and 2; the compartments are 1 GUT, 2 CENT")]
    [InlineData("TIME,AMT,CMT\n0,100,0\n", "column CMT: 0 is not between 1 and 2")]
    [InlineData("TIME,AMT,CMT\n0,100,CNT\n", "column CMT: the model has no compartment 'CNT'")]
    [InlineData("TIME,AMT,ADDL,II\n0,100,1.5,12\n", "column ADDL: '1.5' is not a whole number")]
    [InlineData("TIME,AMT\n0\n", "line 2: 1 values under 2 headings")]
    [InlineData("ID,TIME,AMT\n1,0,100\n2,0,100\n1,5,0\n", "line 4, ID 1, column ID: the records of subject 1 do not stand together")]
    [InlineData("ID,TIME,AMT\n9,5,100\n9,4,0\n", "line 3, ID 9, column TIME: 4: it is before the record above (5)")]
    [InlineData("TIME,AMT,EVID\n0,100,9\n", "column EVID: 9: no such event")]
    [InlineData("TIME,AMT,SS\n0,100,1\n", "column II: 0: doses at steady state (SS) need an interval above 0")]
    [InlineData("TIME,AMT,RATE,CMT,RAT2\n0,100,-1,2,0\n", "ID 1, R_CENT: 0: the rate of doses into CENT has to be finite and above 0")]
    [InlineData("TIME,AMT,CMT,BIOAV\n0,100,2,-1\n", "ID 1, F_CENT: -1: the bioavailable fraction of CENT")]
    public void What_is_wrong_is_named_with_its_place(string data, string message)
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => DataSetFile.Run(data));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_lower_case_dots_and_defaults_are_understood() =>
        Assert.Equal([0, 5000], DataSetFile.Values("time,amt,cmt,rate,CL,extra\n0,.,.,0,0,7\n1,100,CENT,0,0,8\n"));

    [Fact]
    public void Lines_that_begin_with_a_hash_are_left_out_and_still_counted()
    {
        Assert.Equal(DataSetFile.Values("TIME,AMT,CMT\n0,100,2\n1,0,2\n"), DataSetFile.Values("# mg and h\nTIME,AMT,CMT\n0,100,2\n# not taken: 0.5,0,2\n1,0,2\n"));
        Assert.Contains("line 4", Assert.Throws<UserErrorException>(() => DataSetFile.Run("TIME,AMT\n0,100\n# x\nx,0\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_may_be_meant_for_a_parameter_is_named_beside_it()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string text = Path.Combine(folder, "model.ant"), table = Path.Combine(folder, "data.csv");
            File.WriteAllText(text, DataSetFile.OneCompartment);
            File.WriteAllText(table, "TIME,AMT,CMT,Lagt,STUDYNUMBER\n0,100,2,5,1\n");
            string? note = DataSetReader.Read(table, ModelLoading.Load(text, UnitPolicy.Warn).System).Note;
            Assert.EndsWith("are not used: Lagt (did you mean 'LAGT'?), STUDYNUMBER", note, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
