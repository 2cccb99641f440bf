using System.Globalization;
using Ketascope.Study.Fitting;

namespace Ketascope.Cli.Terminal;

/// <summary>Tells on the error stream where a fit is: iterations, objective, time; and after an interruption what was best so far.</summary>
internal sealed class FitProgressLine : IProgress<FitProgress>, IDisposable
{
    /// <summary>What one can do with values that are no minimum: <c>fit</c> can start there.</summary>
    public const string StartThere = "start there with --set";

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly StatusLine _line = new();
    private readonly Timer _timer;
    private readonly TextWriter _error;
    private readonly string _hint;
    private FitProgress? _last;
    private FitProgress? _best;

    // An iteration may take long, the first one longest; meanwhile the time goes on.
    public FitProgressLine(TextWriter error, string hint)
    {
        _error = error;
        _hint = hint;
        _timer = new Timer(_ => _line.Show(elapsed => Text(_last, elapsed)), null, Tick, Tick);
    }

    public void Report(FitProgress value)
    {
        _last = value;
        _best = value.Best.IsEmpty ? _best : value;
        _line.Show(elapsed => Text(value, elapsed));
    }

    public void Dispose()
    {
        _timer.Dispose();
        _line.Dispose();
    }

    /// <summary>Says what was best when a fit was interrupted, where there was anything.</summary>
    public void TellBest()
    {
        Dispose();
        if (_best is { } best)
        {
            _error.WriteLine(TextWrap.Paragraph(Interrupted(best, _hint), indent: 2));
        }
    }

    /// <summary>The line while the fit goes on.</summary>
    internal static string Text(FitProgress? progress, TimeSpan elapsed)
    {
        if (progress is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"iteration 1 begun, {elapsed.TotalSeconds:F0} s");
        }

        string searches = progress.Searches == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {progress.Searches - progress.Running} of {progress.Searches} searches done");
        string objective = double.IsFinite(progress.Objective) ? string.Create(CultureInfo.InvariantCulture, $", objective {progress.Objective:G7}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Stage(progress.Stage)}: iteration {progress.Iterations}{objective}{searches}, {elapsed.TotalSeconds:F0} s");
    }

    /// <summary>What an interrupted fit leaves.</summary>
    internal static string Interrupted(FitProgress best, string hint)
    {
        string values = string.Join(", ", best.Best.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name}={one.Value:G6}")));
        return string.Create(CultureInfo.InvariantCulture, $"best so far, at iteration {best.Iterations} ({Stage(best.Stage)}; no minimum yet, {hint}): {values}");
    }

    private static string Stage(FitStage stage) => stage switch
    {
        FitStage.FirstWeights => "first weights",
        FitStage.Likelihood => "likelihood",
        FitStage.Reweighting => "new weights",
        _ => "profiles",
    };
}
