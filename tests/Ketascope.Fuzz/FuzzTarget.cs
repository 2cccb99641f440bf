using System.Text;

namespace Ketascope.Fuzz;

/// <summary>A kind of input: where good ones are, and what is done with a damaged one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Extension">How its files end.</param>
/// <param name="Corpus">Good inputs.</param>
/// <param name="Commands">The command lines for an input.</param>
internal sealed record FuzzTarget(string Name, string Extension, Lazy<byte[][]> Corpus, Func<string, Random, string[][]> Commands)
{
    private const long LargestFile = 60_000;

    /// <summary>All kinds.</summary>
    public static FuzzTarget[] All { get; } =
    [
        new("antimony", ".ant", Files("*.ant", "models", "../shared/conformance/antimony", "../shared/bench"), Model),
        new("sbml", ".xml", Files("*.xml", "../shared/conformance/sbml", "../shared/conformance/antimony/language"), Model),
        new("data", ".csv", Files("*.csv", "../shared/conformance/nonmem"), (file, _) => [["run", "../shared/conformance/nonmem/one-compartment.ant", "--data", file, "--show", "CP", "--max-steps", "2000"]]),
        new("observations", ".csv", Rows("evidence/pharmacokinetics/observations.csv"), (file, _) => new FileInfo(file).Length > 8000 ? [] : [["validate", "pk", "--data", file, "--subjects", "8"]]),
        new("regimen", ".txt", Lines("docs/regimens.md"), (file, _) => [["simulate", File.ReadAllText(file), "--for", "2h"]]),
        new("protocol", ".txt", Blocks("docs/channel.md"), (file, _) => [["channel", "--protocol", file]]),
    ];

    private static string[][] Model(string file, Random random)
    {
        string[] run = ["run", file, "--points", "0:0.5:1", "--max-steps", "2000"];
        string other = Path.Combine(Path.GetDirectoryName(file)!, "written" + (random.Next(2) == 0 ? ".ant" : ".xml"));
        return random.Next(3) == 0 ? [run, ["convert", file, other]] : [run];
    }

    private static Lazy<byte[][]> Files(string pattern, params string[] folders) => new(() =>
        [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
            .Where(file => new FileInfo(file).Length <= LargestFile).Select(File.ReadAllBytes)]);

    /// <summary>Three rows at a time with the row of names: a whole file is much work without any damage.</summary>
    private static Lazy<byte[][]> Rows(string file) => new(() =>
        [.. File.ReadLines(file).Skip(1).Chunk(3).Select(rows => Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(File.ReadLines(file).First()))))]);

    private static Lazy<byte[][]> Lines(string page) => new(() =>
        [.. File.ReadLines(page).SelectMany(line => line.Split('`').Where((_, i) => i % 2 == 1)).Where(text => text.Length > 3).Select(Encoding.UTF8.GetBytes)]);

    private static Lazy<byte[][]> Blocks(string page) => new(() =>
        [.. File.ReadAllText(page).Split("```").Where((_, i) => i % 2 == 1).Select(Encoding.UTF8.GetBytes)]);
}
