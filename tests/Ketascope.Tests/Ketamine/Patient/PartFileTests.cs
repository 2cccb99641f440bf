using Ketascope.Ketamine;
using Ketascope.Ketamine.Parts;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Patient;

/// <summary>Every part that comes with the program names what its text has.</summary>
public sealed class PartFileTests
{
    public static TheoryData<string> Parts => [.. House.Installed.Library.Parts.All.Select(part => part.Part)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void All_that_a_part_names_is_in_its_text(string name)
    {
        PartFile part = House.Installed.Library.Parts.Find(name);
        LoadedModel text = ModelLoading.Load(part.TextPath, UnitPolicy.Require);
        HashSet<string> parameters = [.. text.System.Parameters.Select(one => one.Name)];
        HashSet<string> all = [.. parameters, .. text.System.Assignments.Select(one => one.Name), .. text.System.States.Select(one => one.Name)];
        IEnumerable<KeyValuePair<string, PartValue>> values = part.Choices.Values.SelectMany(words => words.Values).Concat(part.Alternatives.Values)
            .SelectMany(word => word.Set).Concat(part.Conditions.Values.SelectMany(one => one.Set)).ToArray();
        string[] set =
        [
            .. part.Inputs.Keys, .. part.Settings.Values, .. part.Switches.Values.Select(one => one.Parameter), .. values.Select(one => one.Key),
            .. part.Session is { } session ? (string[])[session.Parameter] : [],
        ];
        Assert.DoesNotContain(set, one => !parameters.Contains(one));
        Assert.DoesNotContain(part.Outputs.Values.Select(one => one.Variable).Concat(values.Select(one => one.Value.Name).OfType<string>()),
            one => !all.Contains(one));
        Assert.All(part.Inputs.Values, input => House.Installed.Library.Drugs.Find(input.Drug));
    }

    [Theory]
    [InlineData("""{ "part": "x", "title": "x", "text": "x.ant", "outputs": {}, "follow": "4h", "shown": ["MADRS"] }""", "'shown' names 'MADRS'")]
    [InlineData("""{ "part": "x", "title": "x", "text": "x.ant", "outputs": {}, "follow": "4h", "inputs": 3 }""", "describe a part of the patient")]
    public void A_mistake_is_told(string text, string expected)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "part.json");
        File.WriteAllText(path, text);
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => PartFile.Read(path)).Message, StringComparison.Ordinal);
    }
}
