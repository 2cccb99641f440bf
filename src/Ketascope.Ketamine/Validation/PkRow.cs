using System.Globalization;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Antimony;
using Ketascope.Language.Units;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// A row of observations of a dosed subject, read once: what is simulated, what is measured, in which unit. It is then predicted in one person or in
/// each of many.
/// </summary>
internal sealed class PkRow
{
    private static readonly Unit Kilogram = UnitParser.Parse("kg"), MolarMass = UnitParser.Parse("g/mol");

    private readonly Observation _observation;
    private readonly Func<Observation, DoseRequest> _request;
    private readonly DrugCabinet? _drugs;
    private readonly DoseRequest _asked;
    private readonly Measure _measure;
    private readonly string[] _outputs;
    private readonly Unit _target;

    /// <summary>Reads a row.</summary>
    /// <param name="observation">The row.</param>
    /// <param name="request">What is simulated for a row.</param>
    /// <param name="drugs">The drugs, for moles.</param>
    public PkRow(Observation observation, Func<Observation, DoseRequest> request, DrugCabinet? drugs)
    {
        (_observation, _request, _drugs) = (observation, request, drugs);
        _asked = request(observation);
        _measure = observation.Measure;
        _outputs = observation.Output.Split('/', 2);
        _target = UnitParser.Parse(observation.Unit);
    }

    /// <summary>Predicts the row.</summary>
    /// <param name="simulate">Gives the courses of an experiment.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">The measure cannot be taken; the message says why.</exception>
    public Prediction Predict(Func<DoseRequest, CancellationToken, SubjectCourses> simulate, CancellationToken cancellation)
    {
        SubjectCourses courses = simulate(_asked, cancellation);
        (double value, Unit unit) = Take(_measure, _outputs[0], courses, simulate, cancellation);
        if (_outputs.Length == 2)
        {
            (double below, Unit belowUnit) = Take(_measure, _outputs[1], courses, simulate, cancellation);
            (value, unit) = (value / below, unit / belowUnit);
        }

        if (_observation.Statistic == "change")
        {
            // Nothing was given before the regimen; what the model holds at its start counts as the baseline.
            (double before, _) = _outputs.Length == 1
                ? Take(new Measure(MeasureKind.At), _outputs[0], courses, simulate, cancellation)
                : throw new UserErrorException("a change is of one output, not of a ratio");
            value -= before;
        }

        return new Prediction(Converted(value, unit, courses.WeightKg), null, null, courses.Model.Id)
        {
            Note = courses.Doubts.IsEmpty ? null : string.Join(' ', courses.Doubts),
        };
    }

    /// <summary>A prediction in the unit of the observation: per kg of body weight and in moles where that asks for it.</summary>
    private double Converted(double value, Unit unit, double weightKg) =>
        unit.HasDimensionOf(_target) ? unit.ConvertTo(value, _target)
        : unit.HasDimensionOf(_target * Kilogram) ? unit.ConvertTo(value / weightKg, _target * Kilogram)
        : unit.HasDimensionOf(_target * MolarMass) ? unit.ConvertTo(value / MolarMasses.Of(_drugs, _observation.Output), _target * MolarMass)
        : throw new UserErrorException($"the unit '{_observation.Unit}' does not fit a {Examples(_measure.Kind)}");

    private static string Examples(MeasureKind kind) => kind switch
    {
        MeasureKind.TimeOfMaximum or MeasureKind.HalfLife or MeasureKind.ResidenceTime => "time; expected h or min, for example",
        MeasureKind.Area => "area; expected ng*h/mL, for example",
        MeasureKind.Clearance => "clearance; expected L/h or mL/min/kg, for example",
        MeasureKind.Volume or MeasureKind.TerminalVolume => "volume; expected L or L/kg, for example",
        MeasureKind.Bioavailability => "fraction; expected % or dimensionless",
        _ => "concentration, nor a ratio of two; expected ng/mL or, of a ratio, dimensionless",
    };

    private (double Value, Unit Unit) Take(
        Measure measure, string analyte, SubjectCourses courses, Func<DoseRequest, CancellationToken, SubjectCourses> simulate, CancellationToken cancellation)
    {
        (double[] values, Unit concentration) = courses.Course(analyte);
        if (measure.Kind == MeasureKind.Bioavailability)
        {
            return (Bioavailability(analyte, courses, simulate, cancellation), Unit.One);
        }

        if (measure.Kind == MeasureKind.Volume && courses.Regimen.Doses is not [{ Route: Route.Intravenous, Count: 1 }])
        {
            throw new UserErrorException("Vss is of one intravenous dose");
        }

        if (measure.Kind == MeasureKind.ResidenceTime && courses.Regimen.Doses is not [{ Count: 1 }])
        {
            throw new UserErrorException("MRT is of one dose");
        }

        Estimate estimate = CourseMeasures.Of(measure, courses.Times, values, courses.Dose(analyte));
        double value = estimate.Value ?? throw new UserErrorException(estimate.Reason!);
        return (value, CourseMeasures.UnitOf(measure.Kind, concentration));
    }

    /// <summary>The area to infinity over that of the same dose given intravenously at once.</summary>
    private double Bioavailability(string analyte, SubjectCourses courses, Func<DoseRequest, CancellationToken, SubjectCourses> simulate,
        CancellationToken cancellation)
    {
        DoseSite site = courses.Regimen.Sites is [var only] ? only : throw new UserErrorException("F is of one drug by one route, and the regimen has several");
        string iv = string.Create(CultureInfo.InvariantCulture,
            $"{courses.Model.DrugOf(site.Drug)!.Name} {courses.Total(site, courses.ReferenceWeightKg)} mg iv");
        DoseRequest request = _request(_observation with { Regimen = iv }) with { Model = courses.Model.Id, Site = null };
        SubjectCourses reference = simulate(request, cancellation);
        Measure area = new(MeasureKind.Area);
        Estimate here = CourseMeasures.Of(area, courses.Times, courses.Course(analyte).Values, courses.Dose(analyte));
        Estimate there = CourseMeasures.Of(area, reference.Times, reference.Course(analyte).Values, reference.Dose(analyte));
        double doses = reference.Dose(analyte).Amount / courses.Dose(analyte).Amount;
        return here.Value / there.Value * doses ?? throw new UserErrorException(here.Reason ?? there.Reason!);
    }
}
