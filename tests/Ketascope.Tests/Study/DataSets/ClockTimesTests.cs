using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.DataSets;

/// <summary>Clock times and dates, with the examples of the NONMEM Users Guide (on-line help, TIME and DATE data items; Part IV, section II.C.2).</summary>
public sealed class ClockTimesTests
{
    [Theory]
    [InlineData("TIME\n8:00\n14:45\n14.75\n", 0.0, 6.75, 6.75)]
    [InlineData("ID,DATE,TIME\n1,10-1-86,9:15\n1,10-1-86,14:40\n1,10-2-86,8:30\n", 0.0, 5.0 + (25.0 / 60), 23.25)]
    [InlineData("ID,DATE,TIME\n1,10-12,8:00\n2,10-12,8\n2,10-14,10\n", 0.0, 0.0, 50.0)]
    [InlineData("ID,DAT1,TIME\n1,28/2/2024,23:00\n1,1/3/2024,1:30\n", 0.0, 26.5)]
    [InlineData("ID,DAT1,TIME\n1,28/2/2023,23:00\n1,1/3/2023,1:30\n", 0.0, 2.5)]
    [InlineData("ID,DAT2,TIME\n1,1999-12-31,12:00\n1,00-1-1,12:00\n", 0.0, 24.0)]
    [InlineData("ID,DAT3,TIME\n1,2024.31.1,23:59\n1,2024.1.2,0:00:30\n", 0.0, 0.025)]
    [InlineData("ID,DATE,TIME\n1,-1,22:00\n1,0,4:00\n1,1,4:00\n", 0.0, 6.0, 30.0)]
    [InlineData("TIME\n23:00\n25:30\n", 0.0, 2.5)]
    [InlineData("TIME\n-1:30\n0:00\n", 0.0, 1.5)]
    public void Times_are_counted_from_the_subjects_first_record(string data, params double[] expected) =>
        Assert.All(DataSetFile.Read(data).Subjects.SelectMany(subject => subject.Records).Zip(expected), pair =>
            Assert.Equal(pair.Second, pair.First.Time, 1e-12));

    [Fact]
    public void A_reset_starts_at_0_again() =>
        Assert.Equal([0, 6, 0, 1],
            DataSetFile.Read("TIME,EVID,AMT\n8:00,1,100\n14:00,0,0\n20:00,4,100\n21:00,0,0\n").Subjects[0].Records.Select(record => record.Time));

    [Theory]
    [InlineData("second", 5400, 43200)]
    [InlineData("60 second", 90, 720)]
    [InlineData("3600 second", 1.5, 12)]
    [InlineData("86400 second", 0.0625, 0.5)]
    public void Times_and_intervals_are_in_the_models_unit(string unit, double time, double interval)
    {
        DoseRecord[] records =
        [
            .. DataSetFile.Read("TIME,AMT,II,ADDL\n8:00,100,12:00,1\n9:30,0,0,0\n",
                $"model m\n unit time_unit = {unit};\n substanceOnly species A; J: A -> ; 0.1*A\nend\n").Subjects[0].Records,
        ];
        Assert.Equal((time, interval), (records[1].Time, records[0].Interval));
    }

    [Fact]
    public void Without_a_unit_of_time_hours_are_taken_and_that_is_said() =>
        Assert.Contains("counted in hours, as the model names no unit of time", DataSetFile.Read("TIME,AMT\n8:00,100\n9:30,0\n").Note,
            StringComparison.Ordinal);

    [Fact]
    public void Without_a_colon_it_is_said_that_a_date_makes_TIME_a_time_of_day()
    {
        Assert.Contains("TIME is the time of day, counted from each subject's first record on, as there is a column DATE",
            DataSetFile.Read("DATE,TIME,AMT\n1/2/2024,8,100\n1/2/2024,9,0\n").Note, StringComparison.Ordinal);
        Assert.DoesNotContain("TIME is", DataSetFile.Read("DATE,TIME,AMT\n1/2/2024,8:00,100\n1/2/2024,9:00,0\n").Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TIME,AMT\n23:00,100\n01:30,0\n", "line 3, column TIME: 01:30 is before the record above; after midnight go on with 24:00")]
    [InlineData("TIME,AMT\n8:75,100\n", "'8:75' is no time of day")]
    [InlineData("TIME,AMT\n8:00,100\n2:45 PM,0\n", "'2:45 PM' is no time of day")]
    [InlineData("DATE,TIME,AMT\n2024-02-28,8:00,100\n",
        "column DATE: '2024-02-28' is no date month/day/year; the name of the column says the order: DAT1 is day/month/year, DAT2 is year/month/day")]
    [InlineData("DATE,TIME,AMT\n28/02/2024,8:00,100\n", "'28/02/2024' is no date month/day/year")]
    [InlineData("DAT1,TIME,AMT\n29/02/2023,8:00,100\n", "'29/02/2023' is no date day/month/year")]
    [InlineData("DATE,TIME,AMT\n1/2/2024,8:00,100\n1/3,8:00,0\n", "has another form than the dates above")]
    [InlineData("DATE,TIME,AMT\n1/2/2024,8:00,100\n.,9:00,0\n", "column DATE: the value is missing")]
    [InlineData("DATE,TIME,AMT\n1/2/2024,8:00,100\n1/1/2024,9:00,0\n", "1/1/2024 9:00 is before the record above")]
    [InlineData("DATE,TIME,AMT\n1/1/2024,1,100\n1/2/2024,48,0\n", "'48' beside DATE is no time of day from 0:00 to 24:00")]
    [InlineData("DATE,TIME,AMT\n1/1/2024,0,100\n1/2/2024,12,0\n",
        "the first TIME of ID 1 is 0, which beside DATE means midnight; write times of day with a colon (0:00)")]
    [InlineData("DATE,DAT2,TIME,AMT\n1/1/2024,2024-1-1,8:00,100\n", "has DATE and DAT2")]
    public void What_is_wrong_or_has_two_meanings_is_refused(string data, string message) =>
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => DataSetFile.Read(data)).Message, StringComparison.Ordinal);
}
