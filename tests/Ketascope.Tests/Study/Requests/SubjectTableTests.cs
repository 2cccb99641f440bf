using Ketascope.Study.Requests;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Requests;

public sealed class SubjectTableTests
{
    [Theory]
    [InlineData("ID,CL,V\n7,80,5\n3,81.5,6e0\n", new long[] { 7, 3 })]
    [InlineData("CL,V\n80,5\n81.5,6\n", new long[] { 1, 2 })]
    [InlineData("\"CL\" ,id, V\r\n80, 7 ,5\r\n81.5,3,6\r\n", new long[] { 7, 3 }, new[] { "CL", "V" })]
    public void Rows_are_subjects_and_columns_parameters(string text, long[] ids, params string[] columns)
    {
        SubjectTable table = Read(text);
        Assert.Equal(ids, table.Ids);
        Assert.Equal(columns.Length > 0 ? columns : ["CL", "V"], table.Columns);
        Assert.Equal([80, 5, 81.5, 6], table.Values.ToArray());
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("ID,CL\n", "no rows")]
    [InlineData("ID,CL\n1,abc\n", "row 1 (line 2), column 'CL': 'abc' is not a finite number")]
    [InlineData("ID,CL\n1,NaN\n", "'NaN' is not a finite number")]
    [InlineData("ID,CL\n1\n", "1 values under 2 headings")]
    [InlineData("ID,CL\n1,2,3\n", "3 values under 2 headings")]
    [InlineData("ID,CL\n1.5,2\n", "'1.5' is not a whole number")]
    [InlineData("ID,CL\n1,2\n1,3\n", "row 2 (line 3): the subject 1 is there twice")]
    [InlineData("ID,CL,CL\n1,2,3\n", "more than one column 'CL'")]
    [InlineData("ID,id\n1,2\n", "more than one column 'ID'")]
    [InlineData("ID,,CL\n1,2,3\n", "column 2 has no heading")]
    [InlineData("ID,CL\n1,\0\n", "is a binary file")]
    public void A_mistake_is_told_with_its_place(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_stands_in_a_file_is_quoted_in_short() =>
        Assert.InRange(Assert.Throws<UserErrorException>(() => Read("ID,CL\n1," + new string('x', 100_000) + "\n")).Message.Length, 50, 250);

    private static SubjectTable Read(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["rows.csv"], text);
        return SubjectTable.Read(folder["rows.csv"]);
    }
}
