using Ketascope.Ketamine.Patient;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Body;

/// <summary>Claim 27: ketamine keeps the reflexes of the airway at doses below those of anaesthesia.</summary>
internal sealed class AirwayReflexes : Claim
{
    private const string Event = "airway-event", Laryngospasm = "laryngospasm", Reflexes = "airway-reflexes", Swallowing = "swallowing";
    private const string Sedation = "1.5 mg/kg iv over 60 s", Infusion = "0.5 mg/kg iv over 40 min", Anaesthesia = "2 mg/kg iv over 60 s";
    private const string HalfAsleep = "propofol target 1.7 ug/mL for 1 h";
    private const double Percent = 100, Hour = 1;

    public override int Number => 27;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        BodyBench body = new(bench, cancellation);
        SetPart child = body.Body(settings: ("age", "child")), high = body.Body(settings: [("age", "child"), ("first-dose", "3"), ("total-dose", "3")]);
        double Share(SetPart person, string output) => body.At(person, Sedation, output, Hour);
        static double Odds(double share) => share / (1 - share);
        double[] infusion = body.Course(child, Infusion, Reflexes), anaesthesia = body.Course(child, Anaesthesia, Reflexes);
        Dictionary<string, double> values = new()
        {
            ["events"] = Percent * Share(child, Event),
            ["laryngospasm"] = Percent * Share(child, Laryngospasm),
            ["high-dose"] = Odds(Share(high, Event)) / Odds(Share(child, Event)),
            ["reflexes-0.5"] = infusion.Min(),
            ["reflexes-2"] = anaesthesia.Min(),
            ["propofol"] = Percent * (1 - body.At(child, HalfAsleep, Swallowing, Hour)),
        };
        return new ClaimMeasurement(values, Figure.Of(new CourseFigure
        {
            Title = "Reflexes of the airway",
            Subtitle = "ketamine: a drawing, since no dose-response in people was found; propofol at half of Cp50: swallowing",
            Panels =
            [
                new CoursePanel("share that is left",
                [
                    BodyBench.Line("ketamine 0.5 mg/kg over 40 min", infusion),
                    BodyBench.Line("ketamine 2 mg/kg over 1 min", anaesthesia),
                    BodyBench.Line("propofol 1.7 ug/mL, swallowing", body.Course(child, HalfAsleep, Swallowing)),
                ]),
            ],
            TimeUnit = "min",
        }));
    }
}
