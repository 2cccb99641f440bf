using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Benchmarks;

/// <summary>The model that the benchmarks read and solve: S-ketamine and norketamine as `simulate` uses them.</summary>
internal static class ShippedModel
{
    public static string Path { get; } = Find();

    public static ModelDocument Read(string path)
    {
        DiagnosticBag diagnostics = new();
        return AntimonyReader.ReadFile(path, diagnostics) ?? throw new InvalidOperationException("The shipped model cannot be read.");
    }

    public static OdeSystem Flatten(ModelDocument document)
    {
        DiagnosticBag diagnostics = new();
        return Flattener.Flatten(document, diagnostics) ?? throw new InvalidOperationException("The shipped model cannot be flattened.");
    }

    private static string Find()
    {
        // A benchmark runs from a folder that BenchmarkDotNet makes, somewhere below the repository.
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Ketascope.slnx")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder?.FullName ?? throw new InvalidOperationException("Benchmarks run inside the repository."), "models/pharmacokinetics/otto-2021/otto-2021.ant");
    }
}
