namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class FoundInputsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Ketascope.Tests", "Cli", "FoundInputs");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder).Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task What_fuzzing_found_is_answered_with_the_place(string file)
    {
        ProgramResult result = await CapturedProgram.RunAsync("run", Path.Combine(Folder, file), "--points", "0:0.5:1");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{file}:1:", result.Error, StringComparison.Ordinal);
    }
}
