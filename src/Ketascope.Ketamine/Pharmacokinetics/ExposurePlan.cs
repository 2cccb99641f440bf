using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>What is measured of the courses of a regimen, and what has to be known for it.</summary>
/// <param name="LastDoseEnd">When the last dose has been given, h.</param>
/// <param name="Boluses">When boluses enter each analyte, h.</param>
/// <param name="Windows">Stretches of time over which areas are asked for, h.</param>
internal sealed record ExposurePlan(double LastDoseEnd, ImmutableArray<ImmutableArray<double>> Boluses, ImmutableArray<TimeWindow> Windows)
{
    // Of an area from one dosing interval to the next: less is a steady state for all that people do with it.
    private const double Steady = 0.02;

    /// <summary>The plan.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="regimen">What is given.</param>
    /// <param name="run">What the model is asked.</param>
    /// <exception cref="UserErrorException">An area is asked for over a stretch that is not simulated, or over a dosing interval that there is none
    /// of.</exception>
    public static ExposurePlan Of(DoseRequest request, Regimen regimen, RunRequest run)
    {
        ImmutableArray<TimeWindow> windows = [.. request.Areas, .. request.IsAreaOfInterval ? (TimeWindow[])[LastInterval(regimen)] : []];
        double end = run.Times[^1];
        foreach (TimeWindow outside in windows.Where(window => window.From < 0 || window.To > end))
        {
            string advice = outside.From < 0 ? "begin at 0 or later" : string.Create(CultureInfo.InvariantCulture, $"simulate longer with --for {outside.To}h");
            throw new UserErrorException(
                string.Create(CultureInfo.InvariantCulture,
                $"--auc: the window from {outside.From} to {outside.To} h is not within the simulation, which goes from 0 to {end} h; {advice}"));
        }

        return new ExposurePlan(SamplingGrid.LastDoseEnd(regimen), BolusTimes.Of(run.Model.System, run.Show, run.Doses), windows);
    }

    /// <summary>How a course is measured.</summary>
    /// <param name="analyte">Which analyte, from 0.</param>
    public ExposureSettings Settings(int analyte) => ExposureSettings.NoiseFree with { LastDoseEnd = LastDoseEnd, Boluses = Boluses[analyte] };

    /// <summary>Where areas start and what they are over, in sentences.</summary>
    public IEnumerable<string> Notes()
    {
        if (Boluses.Any(own => !own.IsEmpty))
        {
            yield return "Areas after an iv bolus start at C0, the concentration right after it, and know the jump of each later one.";
        }

        foreach (TimeWindow window in Windows.Where(window => window.IsInterval))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"AUCtau is the area over the last dosing interval, {window.From:G6} to {window.To:G6} h.");
        }
    }

    /// <summary>That a dosing interval is not yet like the one before it, in a sentence; null where it is, or where none is asked for.</summary>
    /// <param name="name">The analyte's name.</param>
    /// <param name="analyte">Which analyte, from 0.</param>
    /// <param name="times">The times, h.</param>
    /// <param name="values">The course.</param>
    public string? NotSteady(string name, int analyte, double[] times, double[] values)
    {
        TimeWindow window = Windows.FirstOrDefault(window => window.IsInterval);
        double length = window.To - window.From;
        Estimate last = ExposureAnalysis.AreaBetween(times, values, window.From, window.To, Settings(analyte)),
            before = ExposureAnalysis.AreaBetween(times, values, window.From - length, window.From, Settings(analyte));
        return last.Value / before.Value is double ratio && Math.Abs(ratio - 1) > Steady
            ? string.Create(CultureInfo.InvariantCulture,
                $"{name} is not at steady state: AUCtau differs by {100 * (ratio - 1):G2} % from the area over the interval before; give more doses.")
            : null;
    }

    private static TimeWindow LastInterval(Regimen regimen)
    {
        ImmutableArray<double> starts = regimen.StartHours();
        (double From, double To)[] last = [.. regimen.Doses.Select((dose, i) => (dose, start: starts[i])).Where(pair => pair.dose is { Count: > 1, Interval: not null })
            .Select(pair => (From: pair.start + ((pair.dose.Count - 1) * pair.dose.Interval!.Value.Hours), pair.dose.Interval.Value.Hours)).Select(pair => (pair.From, pair.From + pair.Hours))];
        return last.Length > 0
            ? new TimeWindow(last.MaxBy(interval => interval.From).From, last.MaxBy(interval => interval.From).To) { IsInterval = true }
            : throw new UserErrorException(
                "--auc tau is of a repeated dose, for example \"25 mg iv every 12 h x 6\"; of this one write the window, --auc 0:12");
    }
}
