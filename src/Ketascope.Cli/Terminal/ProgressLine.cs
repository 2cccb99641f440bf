using System.Globalization;

namespace Ketascope.Cli.Terminal;

/// <summary>Tells on the error stream how many subjects are done and about how long the others take.</summary>
internal sealed class ProgressLine(int subjects) : IProgress<int>, IDisposable
{
    private readonly StatusLine _line = new();

    public void Report(int value) => _line.Show(elapsed =>
        string.Create(CultureInfo.InvariantCulture, $"{value} of {subjects} subjects, about {elapsed.TotalSeconds * (subjects - value) / value:F0} s left"));

    public void Dispose() => _line.Dispose();
}
