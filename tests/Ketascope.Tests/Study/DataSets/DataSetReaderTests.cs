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
    [InlineData("ID TIME  AMT\n1 0 1\n", "has values between spaces; expected commas")]
    [InlineData("TIME,time\n0,1\n", "has the columns 'TIME' and 'time', which differ by upper and lower case alone")]
    [InlineData("TIME,TIME\n0,1\n", "more than one column 'TIME'")]
    [InlineData("TIME,AMT,cl,Cl\n0,1,1,1\n", "has the columns 'cl' and 'Cl', which differ by upper and lower case alone")]
    [InlineData("TIME,AMT,RATE,DUR\n0,100,50,2\n", "column DUR: 2: a record has a duration or a rate (RATE is 50), not both")]
    [InlineData("TIME,AMT,DUR,TINF\n0,100,1,2\n", "column TINF: 2 is not the duration in DUR (1)")]
    [InlineData("#ID,TIME,AMT\n1,0,100\n", "begins with '#ID,TIME,AMT', which is left out as a comment; remove the #")]
    [InlineData("C,ID,TIME,AMT\n.,1,0,100\nC,1,1,0\n", "line 3, ID 1, column C: the row is marked C, which NONMEM leaves out")]
    [InlineData("TIME,DOSE\n0,100\n", "has a column 'DOSE' and none called AMT")]
    [InlineData("TIME,AMT,ADM\n0,100,2\n", "has a column 'ADM' and none called CMT")]
    [InlineData("TIME,AMT,DURATION\n0,100,2\n", "has a column 'DURATION' and none called DUR")]
    [InlineData("ID,TIME,AMT\n1,0,100\n1,x,0\n", "line 3, ID 1, column TIME: 'x' is not a finite number")]
    [InlineData("ID,TIME,AMT\n1,.,100\n", "line 2, ID 1, column TIME: the value is missing")]
    [InlineData("ID,TIME,AMT\n.,0,100\n", "column ID: the value is missing")]
    [InlineData("TIME,AMT,CL\n0,100,.\n", "column CL: the value is missing")]
    [InlineData("TIME,AMT,CMT\n0,100,3\n", "column CMT: 3 is not between 1 and 2; the compartments are 1 GUT, 2 CENT")]
    [InlineData("TIME,AMT,CMT\n0,100,0\n", "column CMT: 0 is not between 1 and 2")]
    [InlineData("TIME,AMT,CMT\n0,100,CNT\n", "column CMT: the model has no compartment 'CNT'")]
    [InlineData("TIME,AMT,ADDL,II\n0,100,1.5,12\n", "column ADDL: '1.5' is not a whole number")]
    [InlineData("TIME,AMT\n0\n", "line 2: 1 values under 2 headings")]
    [InlineData("ID,TIME,AMT\n1,0,100\n2,0,100\n1,5,0\n", "line 4, ID 1, column ID: the records of subject 1 do not stand together")]
    [InlineData("ID,TIME,AMT\n9,5,100\n9,4,0\n", "line 3, ID 9, column TIME: 4: it is before the record above (5)")]
    [InlineData("ID,TIME,AMT,EVID\n9,5,100,1\n9,4,0,2\n", "line 3, ID 9, column TIME: 4: it is before the record above (5)")]
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
    public void A_column_that_may_be_meant_for_a_parameter_is_named_beside_it() =>
        Assert.EndsWith("are not used: LAGTT (did you mean 'LAGT'?), STUDYNUMBER",
            DataSetFile.Read("TIME,AMT,CMT,LAGTT,STUDYNUMBER\n0,100,2,5,1\n").Note, StringComparison.Ordinal);

    [Theory]
    [InlineData("Time,Amt,Cmt\n0,100,2\n1,0,2\n")]
    [InlineData("TIME,amt,Cmt\n0,100,2\n1,0,2\n")]
    [InlineData("time,Amt,cmt\n0,100,2\n1,0,2\n")]
    public void Upper_and_lower_case_of_data_items_do_not_matter(string data) =>
        Assert.Equal(DataSetFile.Values("TIME,AMT,CMT\n0,100,2\n1,0,2\n"), DataSetFile.Values(data));

    [Fact]
    public void A_parameter_is_set_by_the_one_column_of_its_name_in_another_case_and_that_is_said()
    {
        DataSet set = DataSetFile.Read("TIME,AMT,Cl\n0,100,3\n");
        Assert.Equal(["CL"], set.Parameters);
        Assert.Contains("the column 'Cl' sets 'CL'", set.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_models_own_names_differ_by_case_the_exact_ones_are_meant_and_any_other_is_asked_about()
    {
        const string Model = "model m\n x = 0; x' = kA - Ka*x\n kA = 1; Ka = 2\nend\n";
        Assert.Equal(["kA", "Ka"], DataSetFile.Read("TIME,kA,Ka\n0,1,2\n", Model).Parameters);
        Assert.Contains("the column 'KA' may be the model's kA or Ka",
            Assert.Throws<UserErrorException>(() => DataSetFile.Read("TIME,KA\n0,1\n", Model)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rate")]
    [InlineData("Rate")]
    public void A_column_that_is_a_data_item_and_a_parameter_at_once_is_asked_about(string name)
    {
        UserErrorException error =
            Assert.Throws<UserErrorException>(() => DataSetFile.Read($"TIME,AMT,{name}\n0,100,3\n", $"model m\n x = 0; x' = -{name}*x; {name} = 1\nend\n"));
        Assert.Contains($"the column '{name}' may be NONMEM's RATE or the model's parameter '{name}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WT", "WEIGHT")]
    [InlineData("WT", "WGT")]
    [InlineData("WEIGHT", "bw")]
    [InlineData("CRCL", "CLCR")]
    public void A_covariate_under_another_common_name_is_asked_about(string parameter, string column)
    {
        string model = $"model m\n substanceOnly species A; J: A -> ; k*A; k = 0.1*{parameter}/70; {parameter} = 70\nend\n";
        UserErrorException error = Assert.Throws<UserErrorException>(() => DataSetFile.Read($"TIME,AMT,{column}\n0,100,60\n", model));
        Assert.Contains($"rename '{column}' to {parameter}", error.Message, StringComparison.Ordinal);
        Assert.Equal([parameter], DataSetFile.Read($"TIME,AMT,{parameter},{column}\n0,100,60,1\n", model).Parameters);
    }

    [Fact]
    public void What_a_model_does_not_want_is_not_asked_about()
    {
        Assert.Contains("not used: DOSE, WGT", DataSetFile.Read("TIME,AMT,DOSE,WGT\n0,100,100,70\n").Note, StringComparison.Ordinal);
        Assert.Contains("not used: ADM",
            DataSetFile.Read("TIME,AMT,ADM\n0,100,1\n", "model m\n substanceOnly species A; J: A -> ; 0.1*A\nend\n").Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TIME,AMT\n0,0\n1,0\n", "no record gives a dose: none has an AMT above 0")]
    [InlineData("TIME,EVID,AMT\n0,1,0\n1,0,0\n", "no record gives a dose: none has an AMT above 0")]
    [InlineData("TIME,EVID,AMT,RATE,SS\n0,1,0,5,1\n1,0,0,0,0\n", null)]
    [InlineData("TIME,DV\n0,0\n1,0\n", "no record gives a dose: there is neither a column AMT nor EVID")]
    [InlineData("TIME,AMT\n0,5\n1,0\n", null)]
    public void A_data_set_without_any_dose_says_so(string data, string? note) => Assert.Equal(note, DataSetFile.Read(data).Note?.Split("' ", 2)[1]);

    [Theory]
    [InlineData("ID,TIME,AMT,RATE,II,ADDL,CMT\n1,0,100,.,.,.,2\n1,1,.,.,.,.,2\n")]
    [InlineData("ID,TIME,AMT,RATE,II,ADDL,CMT\n1,0,100,NA,,0,2\n1,1,,,,,2\n")]
    public void A_dot_is_nothing_in_the_numbers_of_a_dose(string data) =>
        Assert.Equal(DataSetFile.Values("ID,TIME,AMT,CMT\n1,0,100,2\n1,1,0,2\n"), DataSetFile.Values(data));

    [Fact]
    public void Rate_and_duration_stand_side_by_side_where_one_of_them_is_nothing() =>
        Assert.Equal(
            DataSetFile.Values("TIME,AMT,RATE,CMT\n0,100,50,2\n1,0,0,2\n5,100,20,2\n7,0,0,2\n20,50,0,2\n").Select(value => Math.Round(value, 7)),
            DataSetFile.Values("TIME,AMT,RATE,DUR,CMT\n0,100,.,2,2\n1,0,.,.,2\n5,100,20,0,2\n7,0,0,.,2\n20,50,0,0,2\n").Select(value => Math.Round(value, 7)));

    [Fact]
    public void An_endless_infusion_at_steady_state_needs_no_EVID_to_be_a_dose() =>
        Assert.Equal(DataSetFile.Values("TIME,EVID,AMT,RATE,SS,CMT\n0,1,0,3,1,2\n"), DataSetFile.Values("TIME,AMT,RATE,SS,CMT\n0,0,3,1,2\n"));

    [Theory]
    [InlineData("TIME,EVID,AMT,ADDL,II\n0,1,100,3,12\n6,3,0,0,0\n30,0,0,0,0\n",
        "doses of line 2 (ADDL) are still to come at the reset of line 3; they stay, while NONMEM ends them")]
    [InlineData("TIME,EVID,AMT,ADDL,II,SS\n0,1,100,3,12,0\n6,1,50,0,24,1\n30,0,0,0,0,0\n", "at the steady state of line 3")]
    [InlineData("TIME,EVID,AMT,ADDL,II\n0,1,100,3,12\n36,3,0,0,0\n60,0,0,0,0\n", null)]
    [InlineData("TIME,EVID,AMT,ADDL,II\n0,1,100,3,12\n6,3,0,0,0\n11,0,0,0,0\n", null)]
    [InlineData("TIME,EVID,AMT,ADDL,II\n0,1,100,3,12\n6,0,0,0,0\n0,3,0,0,0\n60,0,0,0,0\n", null)]
    public void Doses_that_NONMEM_would_end_are_told(string data, string? note)
    {
        string found = DataSetFile.Read(data).Note ?? "";
        Assert.True(note is null ? found.Length == 0 : found.Contains(note, StringComparison.Ordinal), found);
    }
}
