using System.Globalization;

namespace Ketascope.Cli.Terminal;

/// <summary>Tells on the error stream how many of the things to do are done and about how long the others take.</summary>
internal sealed class ProgressLine(int count, string what = "subjects") : IProgress<int>, IDisposable
{
    private readonly StatusLine _line = new();

    public void Report(int value) => _line.Show(elapsed =>
        string.Create(CultureInfo.InvariantCulture, $"{value} of {count} {what}, about {elapsed.TotalSeconds * (count - value) / value:F0} s left"));

    public void Dispose() => _line.Dispose();
}
