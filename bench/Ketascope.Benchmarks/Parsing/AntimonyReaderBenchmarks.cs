using BenchmarkDotNet.Attributes;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Benchmarks.Parsing;

/// <summary>How long does a shipped model take from text to equations? A run of one subject pays this once.</summary>
[MemoryDiagnoser]
public class AntimonyReaderBenchmarks
{
    private readonly string _path = ShippedModel.Path;
    private readonly ModelDocument _document = ShippedModel.Read(ShippedModel.Path);

    [Benchmark(Baseline = true)]
    public ModelDocument Read() => ShippedModel.Read(_path);

    [Benchmark]
    public OdeSystem Flatten() => ShippedModel.Flatten(_document);
}
