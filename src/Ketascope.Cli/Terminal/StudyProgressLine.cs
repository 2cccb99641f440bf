using System.Globalization;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Terminal;

/// <summary>Tells on the error stream how far a study is and about how long the rest takes.</summary>
internal sealed class StudyProgressLine : IProgress<StudyProgress>, IDisposable
{
    private readonly StatusLine _line = new();

    public void Report(StudyProgress value) => _line.Show(elapsed => string.Create(
        CultureInfo.InvariantCulture,
        $"{value.Done} of {value.Count} {value.What}, about {elapsed.TotalSeconds * (value.Count - value.Done) / Math.Max(value.Done, 1):F0} s left"));

    public void Dispose() => _line.Dispose();
}
