using System.Globalization;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Ketascope.Benchmarks;

// bench/read asks for this; all else is BenchmarkDotNet's.
if (args is ["read", string rounds, .. string[] files])
{
    return ReadTiming.Run(int.Parse(rounds, CultureInfo.InvariantCulture), files);
}

// bench/cord asks for this.
if (args is ["cord", string tolerance, string repeats])
{
    return CordTiming.Run(double.Parse(tolerance, CultureInfo.InvariantCulture), int.Parse(repeats, CultureInfo.InvariantCulture));
}

IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
