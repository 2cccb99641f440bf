using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Ketascope.Benchmarks;

// bench/read asks for this; all else is BenchmarkDotNet's.
if (args is ["read", string rounds, .. string[] files])
{
    return ReadTiming.Run(int.Parse(rounds, CultureInfo.InvariantCulture), files);
}

IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
