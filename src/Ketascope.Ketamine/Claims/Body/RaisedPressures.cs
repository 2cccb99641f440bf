using Ketascope.Ketamine.Patient;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Body;

/// <summary>Claim 30: ketamine may raise intracranial and intraocular pressure, as who breathes decides.</summary>
internal sealed class RaisedPressures : Claim
{
    private const string Skull = "ICP", Eye = "IOP-rise", Push = "2 mg/kg iv over 60 s", Ventilated = "1.25 mg/kg iv over 60 s";
    private const double Minute = 1.0 / 60;

    public override int Number => 30;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        BodyBench body = new(bench, cancellation);
        SetPart usual = body.Body(), lesion = body.Body("lesion"), injured = body.Body("ventilated-head-injury");
        SetPart ventilatedLesion = body.Body("lesion", ("ventilation", "controlled"));
        double change = body.Change(injured, Ventilated, Skull, 10 * Minute);
        Dictionary<string, double> values = new()
        {
            ["usual"] = body.Rise(usual, Push, Skull),
            ["lesion"] = body.Rise(lesion, Push, Skull),
            ["ventilated-beside-alone"] = body.Rise(ventilatedLesion, Push, Skull) / body.Rise(lesion, Push, Skull),
            ["head-injury"] = change,
            ["head-injury-as-said"] = change,
            ["eye"] = body.At(usual, "1.88 mg/kg iv over 60 s", Eye, 15 * Minute),
            ["eye-highest"] = body.Course(usual, "1.5 mg/kg iv over 60 s", Eye)[..60].Max(),
        };
        (string Label, SetPart Person)[] people = [("breathes alone", usual), ("breathes alone, lesion", lesion), ("ventilated, lesion", ventilatedLesion),
            ("ventilated, head injury", injured)];
        return new ClaimMeasurement(values, Figure.Of(new CourseFigure
        {
            Title = "Intracranial pressure after 2 mg/kg, by who breathes",
            Subtitle = "directions are meant: no data identify how stiff the skull is",
            Panels =
            [
                new CoursePanel("intracranial pressure (mmHg)", [.. people.Select(one => BodyBench.Line(one.Label, body.Course(one.Person, Push, Skull)))]),
                new CoursePanel("rise of intraocular pressure (mmHg)", [BodyBench.Line("eye", body.Course(usual, Push, Eye))]),
            ],
            TimeUnit = "min",
        }));
    }
}
