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
    public static Estimate Of(Measure measure, double[] times, double[] values, CourseDose dose)
    {
        ExposureSettings settings = ExposureSettings.NoiseFree with { LastDoseEnd = dose.LastEnd, Boluses = dose.Boluses.IsDefault ? [] : dose.Boluses };
        (double[] t, double[] v) = Window(times, values, measure);
        return measure.Kind switch
        {
            MeasureKind.At => ExposureAnalysis.ValueAt(times, values, measure.From),
            MeasureKind.EndOfInfusion => ExposureAnalysis.ValueAt(times, values, dose.LastEnd),
            MeasureKind.Maximum => ExposureAnalysis.Peak(t, v, settings).Cmax,
            MeasureKind.Minimum => v.Length > 0 ? Estimate.Of(v.Min()) : Estimate.Missing("the window holds no values"),
            MeasureKind.TimeOfMaximum => ExposureAnalysis.Peak(t, v, settings).Tmax,
            MeasureKind.Area => measure.To is { } to ? ExposureAnalysis.AreaBetween(times, values, measure.From, to, settings)
                : ExposureAnalysis.Analyse(t, v, settings).AucInfinity,
            MeasureKind.HalfLife => ExposureAnalysis.Analyse(t, v, settings).HalfLife,
            MeasureKind.Clearance => ExposureAnalysis.Analyse(t, v, settings).AucInfinity.Then(area => dose.Amount / area),
            MeasureKind.Average =>
                ExposureAnalysis.AreaBetween(times, values, measure.From, measure.To!.Value, settings).Then(area => area / (measure.To!.Value - measure.From)),
            MeasureKind.TerminalVolume => TerminalVolume(ExposureAnalysis.Analyse(t, v, settings), dose),
            MeasureKind.ResidenceTime => ResidenceTime(t, v, dose, settings),
            MeasureKind.Volume => Volume(t, v, dose, settings),
            MeasureKind.Bioavailability => ExposureAnalysis.Analyse(t, v, settings).AucInfinity.Then(area => area / dose.Amount),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

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
    private static Estimate Volume(double[] times, double[] values, CourseDose dose, ExposureSettings settings) =>
        ExposureAnalysis.Analyse(times, values, settings).AucInfinity.Value is { } area
            ? ResidenceTime(times, values, dose, settings).Then(time => dose.Amount * time / area)
            : ResidenceTime(times, values, dose, settings);

    /// <summary>MRT = AUMC/AUC - duration/2, both areas to infinity.</summary>
    private static Estimate ResidenceTime(double[] times, double[] values, CourseDose dose, ExposureSettings settings)
    {
        ExposureMeasures course = ExposureAnalysis.Analyse(times, values, settings);
        if (course.AucInfinity.Value is not { } area || course.TerminalPhase is not { } terminal || course.Tlast.Value is not { } last || course.Clast.Value is not { } final)
        {
            return Estimate.Missing(course.AucInfinity.Reason ?? course.HalfLife.Reason ?? "there is no terminal phase");
        }

        double[] moments = [.. times.Zip(values, (time, value) => time * value)];
        double tail = (final * last / terminal.Rate) + (final / (terminal.Rate * terminal.Rate));
        return ExposureAnalysis.Analyse(times, moments, settings).AucLast.Then(moment => ((moment + tail) / area) - (dose.LastEnd / 2));
    }

    private static (double[] Times, double[] Values) Window(double[] times, double[] values, Measure measure)
    {
        if (measure.To is not { } to)
        {
            return (times, values);
        }

        List<double> keptTimes = [], kept = [];
        void Keep(double time, double value)
        {
            // Of several values at one time the last counts.
            if (keptTimes.Count > 0 && keptTimes[^1] == time)
            {
                kept[^1] = value;
                return;
            }

            keptTimes.Add(time);
            kept.Add(value);
        }

        void KeepEdge(double edge)
        {
            if (ExposureAnalysis.ValueAt(times, values, edge).Value is { } value)
            {
                Keep(edge, value);
            }
        }

        KeepEdge(measure.From);
        for (int i = 0; i < times.Length; i++)
        {
            if (times[i] >= measure.From && times[i] <= to)
            {
                Keep(times[i], values[i]);
            }
        }

        KeepEdge(to);
        return ([.. keptTimes], [.. kept]);
    }
}

/// <summary>What a course is the answer to.</summary>
/// <param name="Amount">The dose of what was measured.</param>
/// <param name="LastEnd">When the last dose has been given, h; for one infusion, how long it lasted.</param>
/// <param name="Boluses">When boluses enter what was measured, h, ascending; default for none.</param>
public readonly record struct CourseDose(double Amount, double LastEnd, ImmutableArray<double> Boluses = default);
