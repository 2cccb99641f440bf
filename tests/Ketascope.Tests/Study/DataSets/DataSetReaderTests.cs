using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.DataSets;

public sealed class DataSetReaderTests
{
    [Theory]
    [InlineData("", "is empty; expected a header")]
    [InlineData("TIME,AMT\n", "has a header but no records")]
    [InlineData("TIM,AMT\n0,1\n", "has no column TIME")]
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
    [InlineData("TIME,AMT,RATE,CMT,RAT2\n0,100,-1,2,0\n", "column R: 0: the rate of doses into CENT has to be finite and above 0")]
    [InlineData("TIME,AMT,CMT,BIOAV\n0,100,2,-1\n", "column F: -1: the bioavailable fraction of CENT")]
    public void What_is_wrong_is_named_with_its_place(string data, string message)
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => DataSetFile.Run(data));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_lower_case_dots_and_defaults_are_understood() =>
        Assert.Equal([0, 5000], DataSetFile.Values("time,amt,cmt,rate,CL,extra\n0,.,.,0,0,7\n1,100,CENT,0,0,8\n"));
}
