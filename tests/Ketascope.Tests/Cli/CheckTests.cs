using Ketascope.Ketamine;
using Ketascope.Ketamine.Guidelines;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class CheckTests
{
    private static readonly GuidelineFile Rules = GuidelineFile.Read(Path.Combine(House.Installed.Library.Models, "guidelines", "rules.json"));

    public static TheoryData<string> Ids => [.. Rules.Rules.Select(rule => rule.Id)];

    /// <summary>Regimens that between them have every measure outside the bounds of some rule.</summary>
    private static readonly string[] Regimens =
    [
        "5 mg/kg iv", "0.2 mg/kg iv", "2 mg/kg/h iv for 3 h", "0.6 mg/kg iv over 20 min", "14 mg/kg im", "1 mg/kg im", "esketamine 28 mg intranasal",
        "0.5 mg/kg iv every 2 d x 8", "0.1 mg/kg iv over 30 min", "ketamine 50 mg at 100 mg/mL iv", "0.5 mg/kg iv every 10 min x 3",
    ];

    /// <summary>No rule is dead: each speaks of some regimen or of some patient.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Every_rule_can_speak(string id)
    {
        GuidelineRule rule = Rules.Rules.Single(one => one.Id == id);
        string[] facts =
        [
            .. rule.When.Where(one => one.Fact is not null).Take(1).SelectMany(one => (string[])
            [
                "--set", one.Is.IsEmpty ? FormattableString.Invariant($"{one.Fact}={(one.Above ?? one.Below - 2) + 1}") : $"{one.Fact}={one.Is[0]}",
            ]),
        ];
        bool speaks = false;
        foreach (string regimen in facts.Length > 0 || rule.When.IsEmpty ? Regimens[..1] : Regimens)
        {
            ProgramResult result = await CapturedProgram.RunAsync(["check", regimen, "--context", rule.Context, "--json", .. facts]);
            Assert.Equal(0, result.ExitCode);
            speaks |= result.Output.Contains(System.Text.Json.JsonEncodedText.Encode(rule.Says,
                System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), StringComparison.Ordinal);
        }

        Assert.True(speaks, $"{id}: {rule.Says}");
    }

    [Fact]
    public async Task The_gravest_comes_first_and_what_comes_from_memory_says_so()
    {
        ProgramResult result = await CapturedProgram.RunAsync("check", "1 mg/kg/h iv for 12 h", "--weight", "60", "--set", "psychosis=yes");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("unverified", result.Output, StringComparison.Ordinal);
        Assert.True(result.Output.IndexOf("contraindicated", StringComparison.Ordinal) < result.Output.IndexOf("monitor", StringComparison.Ordinal));
        Assert.Contains("look it up before it decides anything", string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
        Assert.All(Rules.Rules.Where(rule => rule.Status.Contains("recalled", StringComparison.Ordinal)), rule => Assert.Equal("unverified", rule.Trust));
    }

    [Theory]
    [InlineData("no rule asks for 'psychose'; did you mean 'psychosis'?", "check", "1 mg/kg iv", "--set", "psychose=yes")]
    [InlineData("--set psychosis=maybe: it is one of no, yes, active", "check", "1 mg/kg iv", "--set", "psychosis=maybe")]
    [InlineData("a number in mmHg is expected", "check", "1 mg/kg iv", "--set", "SBP=high")]
    [InlineData("there are no rules of 'moods'; did you mean 'mood'?", "check", "1 mg/kg iv", "--context", "moods")]
    [InlineData("has no ketamine", "check", "morphine 5 mg iv")]
    public async Task A_mistake_is_told(string expected, params string[] words)
    {
        ProgramResult result = await CapturedProgram.RunAsync(words);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
