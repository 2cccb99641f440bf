using System.Collections.Immutable;
using Ketascope.Language.Antimony;
using Ketascope.Language.Units;
using Ketascope.Pharmacology.Exposure;

namespace Ketascope.Study.Observations;

/// <summary>Takes a measure of one subject's course: times in h, values in any unit u. Areas are in u h, clearances in dose/(u h), volumes in dose/u.</summary>
/// <remarks>Gabrielsson J, Weiner D. Non-compartmental analysis. Methods Mol Biol 2012;929:377-389, doi:10.1007/978-1-62703-050-2_16.</remarks>
public static class CourseMeasures
{
    private static readonly Unit Hour = UnitParser.Parse("h"), Milligram = UnitParser.Parse("mg");

    /// <summary>The measure.</summary>
    /// <param name="measure">Which; of bioavailability, the area over the dose, whose ratio to that of an intravenous dose it is.</param>
    /// <param name="times">The times, h, ascending.</param>
    /// <param name="values">The value at each time.</param>
    /// <param name="dose">What the course is the answer to.</param>
    /// <returns>The measure, or why it cannot be estimated.</returns>
    public static Estimate Of(Measure measure, ReadOnlySpan<double> times, ReadOnlySpan<double> values, CourseDose dose)
    {
        ExposureSettings settings = ExposureSettings.NoiseFree with { LastDoseEnd = dose.LastEnd, Boluses = dose.Boluses.IsDefault ? [] : dose.Boluses };
        switch (measure.Kind)
        {
            case MeasureKind.At:
                return ExposureAnalysis.ValueAt(times, values, measure.From);
            case MeasureKind.EndOfInfusion:
                return ExposureAnalysis.ValueAt(times, values, dose.LastEnd);
            case MeasureKind.Area when measure.To is { } to:
                return ExposureAnalysis.AreaBetween(times, values, measure.From, to, settings);
            case MeasureKind.Average:
                return ExposureAnalysis.AreaBetween(times, values, measure.From, measure.To!.Value, settings)
                    .Then(area => area / (measure.To!.Value - measure.From));
        }

        if (measure.To is not { } end)
        {
            return OfAll(measure.Kind, times, values, dose, settings);
        }

        (double[] windowTimes, double[] window) = Window(times, values, measure.From, end);
        return OfAll(measure.Kind, windowTimes, window, dose, settings);
    }

    private static Estimate OfAll(MeasureKind kind, ReadOnlySpan<double> times, ReadOnlySpan<double> values, CourseDose dose, ExposureSettings settings) =>
        kind switch
        {
            MeasureKind.Maximum => ExposureAnalysis.Peak(times, values, settings).Cmax,
            MeasureKind.TimeOfMaximum => ExposureAnalysis.Peak(times, values, settings).Tmax,
            MeasureKind.Minimum => values.Length > 0 ? Estimate.Of(values.ToArray().Min()) : Estimate.Missing("the window holds no values"),
            MeasureKind.Area => ExposureAnalysis.Analyse(times, values, settings).AucInfinity,
            MeasureKind.HalfLife => ExposureAnalysis.Analyse(times, values, settings).HalfLife,
            MeasureKind.Clearance => ExposureAnalysis.Analyse(times, values, settings).AucInfinity.Then(area => dose.Amount / area),
            MeasureKind.TerminalVolume => TerminalVolume(ExposureAnalysis.Analyse(times, values, settings), dose),
            MeasureKind.ResidenceTime => ResidenceTime(times, values, dose, settings).Time,
            MeasureKind.Volume => Volume(times, values, dose, settings),
            MeasureKind.Bioavailability => ExposureAnalysis.Analyse(times, values, settings).AucInfinity.Then(area => area / dose.Amount),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The unit that a measure of a course has, where times are in h and doses in mg.</summary>
    /// <param name="kind">Which measure.</param>
    /// <param name="course">The unit of the course.</param>
    public static Unit UnitOf(MeasureKind kind, Unit course) => kind switch
    {
        MeasureKind.TimeOfMaximum or MeasureKind.HalfLife or MeasureKind.ResidenceTime => Hour,
        MeasureKind.Area => course * Hour,
        MeasureKind.Clearance => Milligram / (course * Hour),
        MeasureKind.Volume or MeasureKind.TerminalVolume => Milligram / course,
        MeasureKind.Bioavailability => course * Hour / Milligram,
        _ => course,
    };

    /// <summary>Which unit a row may ask for, of a measure of a concentration in mass over volume: <c>a clearance; expected L/h ...</c></summary>
    /// <param name="kind">Which measure.</param>
    public static string Expected(MeasureKind kind) => kind switch
    {
        MeasureKind.TimeOfMaximum or MeasureKind.HalfLife or MeasureKind.ResidenceTime => "a time; expected h or min, for example",
        MeasureKind.Area => "an area; expected ng*h/mL, for example",
        MeasureKind.Clearance => "a clearance; expected L/h or mL/min/kg, for example",
        MeasureKind.Volume or MeasureKind.TerminalVolume => "a volume; expected L or L/kg, for example",
        MeasureKind.Bioavailability => "a fraction; expected % or dimensionless",
        _ => "a concentration, nor a ratio of two; expected ng/mL or, of a ratio, dimensionless",
    };

    /// <summary>Vz = dose / (AUC lambda_z), the area to infinity.</summary>
    private static Estimate TerminalVolume(ExposureMeasures course, CourseDose dose) => course.TerminalPhase is { } terminal
        ? course.AucInfinity.Then(area => dose.Amount / (area * terminal.Rate))
        : Estimate.Missing(course.HalfLife.Reason ?? "there is no terminal phase");

    /// <summary>Vss = dose MRT / AUC, the area to infinity.</summary>
    private static Estimate Volume(ReadOnlySpan<double> times, ReadOnlySpan<double> values, CourseDose dose, ExposureSettings settings)
    {
        (Estimate time, double area) = ResidenceTime(times, values, dose, settings);
        return time.Then(mean => dose.Amount * mean / area);
    }

    /// <summary>MRT = AUMC/AUC - duration/2, both areas to infinity, and that AUC; not a number where there is none.</summary>
    private static (Estimate Time, double Area) ResidenceTime(
        ReadOnlySpan<double> times, ReadOnlySpan<double> values, CourseDose dose, ExposureSettings settings)
    {
        ExposureMeasures course = ExposureAnalysis.Analyse(times, values, settings);
        if (course.AucInfinity.Value is not { } area || course.TerminalPhase is not { } terminal || course.Tlast.Value is not { } last || course.Clast.Value is not { } final)
        {
            return (Estimate.Missing(course.AucInfinity.Reason ?? course.HalfLife.Reason ?? "there is no terminal phase"), double.NaN);
        }

        double[] moments = new double[times.Length];
        for (int i = 0; i < moments.Length; i++)
        {
            moments[i] = times[i] * values[i];
        }

        double tail = (final * last / terminal.Rate) + (final / (terminal.Rate * terminal.Rate));
        return (ExposureAnalysis.Analyse(times, moments, settings).AucLast.Then(moment => ((moment + tail) / area) - (dose.LastEnd / 2)), area);
    }

    /// <summary>The course from one time to another, with the values at both.</summary>
    private static (double[] Times, double[] Values) Window(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double from, double to)
    {
        List<double> keptTimes = [], kept = [];
        void Keep(double time, double? value)
        {
            // Of several values at one time the last counts.
            if (value is { } known && keptTimes.Count > 0 && keptTimes[^1] == time)
            {
                kept[^1] = known;
            }
            else if (value is { } first)
            {
                keptTimes.Add(time);
                kept.Add(first);
            }
        }

        Keep(from, ExposureAnalysis.ValueAt(times, values, from).Value);
        for (int i = 0; i < times.Length; i++)
        {
            Keep(times[i], times[i] >= from && times[i] <= to ? values[i] : null);
        }

        Keep(to, ExposureAnalysis.ValueAt(times, values, to).Value);
        return ([.. keptTimes], [.. kept]);
    }
}

/// <summary>What a course is the answer to.</summary>
/// <param name="Amount">The dose of what was measured.</param>
/// <param name="LastEnd">When the last dose has been given, h; for one infusion, how long it lasted.</param>
/// <param name="Boluses">When boluses enter what was measured, h, ascending; default for none.</param>
public readonly record struct CourseDose(double Amount, double LastEnd, ImmutableArray<double> Boluses = default);
