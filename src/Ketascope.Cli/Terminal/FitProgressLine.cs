using System.Globalization;
using Ketascope.Study.Fitting;

namespace Ketascope.Cli.Terminal;

/// <summary>Tells on the error stream where a fit is: iterations, objective, time; and after an interruption what was best so far.</summary>
internal sealed class FitProgressLine : IProgress<FitProgress>, IDisposable
{
    private readonly StatusLine _line = new();
    private FitProgress? _best;

    public void Report(FitProgress value)
    {
        _best = value.Best.IsEmpty ? _best : value;
        _line.Show(elapsed => Text(value, elapsed));
    }

    public void Dispose() => _line.Dispose();

    /// <summary>Does work; when it is interrupted, says what was best so far.</summary>
    public T Follow<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (_best is not null)
        {
            _line.Dispose();
            Console.Error.WriteLine(TextWrap.Paragraph(Interrupted(_best), indent: 2));
            throw;
        }
        finally
        {
            _line.Dispose();
        }
    }

    /// <summary>The line while the fit goes on.</summary>
    internal static string Text(FitProgress progress, TimeSpan elapsed)
    {
        string searches = progress.Searches == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {progress.Searches - progress.Running} of {progress.Searches} searches done");
        string objective = double.IsFinite(progress.Objective) ? string.Create(CultureInfo.InvariantCulture, $", objective {progress.Objective:G7}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Stage(progress.Stage)}: iteration {progress.Iterations}{objective}{searches}, {elapsed.TotalSeconds:F0} s");
    }

    /// <summary>What an interrupted fit leaves.</summary>
    internal static string Interrupted(FitProgress best)
    {
        string values = string.Join(", ", best.Best.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name}={one.Value:G6}")));
        return string.Create(CultureInfo.InvariantCulture, $"best so far, at iteration {best.Iterations} ({Stage(best.Stage)}; no minimum yet, start there with --set): {values}");
    }

    private static string Stage(FitStage stage) => stage switch
    {
        FitStage.FirstWeights => "first weights",
        FitStage.Likelihood => "likelihood",
        FitStage.Reweighting => "new weights",
        _ => "profiles",
    };
}
