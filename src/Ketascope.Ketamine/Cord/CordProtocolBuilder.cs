using System.Globalization;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>Builds a protocol step by step: keeps the clock, what goes on, and the drug in the bath.</summary>
/// <param name="file">The cord's file.</param>
/// <param name="doses">From baths to exposure.</param>
internal sealed class CordProtocolBuilder(CordFile file, CordDoses doses)
{
    private readonly List<StepCourse> _c = [];
    private readonly List<StepCourse> _touch = [];
    private readonly List<(double Time, double Size)> _volleys = [];
    private readonly List<ValueChange> _changes = [];
    private readonly List<(double Time, Drugs.DrugFile Drug, double Micromolar)> _bath = [];
    private readonly List<(double, string)> _regimens = [];
    private readonly List<double> _tests = [];
    private readonly List<(double, double, string)> _acts = [];
    private readonly List<string> _notes = [];
    private (double Since, double Rate) _ongoing;

    /// <summary>The clock, s.</summary>
    public double Time { get; private set; }

    /// <summary>What stimuli are to fibres.</summary>
    public SkinFibres Fibres => file.Fibres;

    /// <summary>The parts that can be knocked out.</summary>
    public IReadOnlyDictionary<string, string> Switches => file.Switches;

    /// <summary>What was taken to mean what, a sentence each.</summary>
    public ICollection<string> Notes => _notes;

    /// <summary>Lets time pass.</summary>
    public void Wait(double seconds) => Time += seconds;

    /// <summary>C input from now on for a time; the clock stays.</summary>
    public void C(double rate, double seconds, double delay = 0) => _c.Add(StepCourse.Between(Time + delay, Time + delay + seconds, rate));

    /// <summary>A-beta input from now on for a time; the clock stays.</summary>
    public void Touch(double rate, double seconds) => _touch.Add(StepCourse.Between(Time, Time + seconds, rate));

    /// <summary>C input that goes on until another is set.</summary>
    public void Ongoing(double rate)
    {
        CloseOngoing(Time);
        _ongoing = (Time, rate);
    }

    /// <summary>An electrical stimulus now.</summary>
    public void Volley(double size) => _volleys.Add((Time, size));

    /// <summary>A parameter has another value from now on.</summary>
    public void Set(string parameter, double value) => _changes.Add(new ValueChange(Time, parameter, value));

    /// <summary>A drug has a concentration in the bath from now on.</summary>
    public void Bath(Drugs.DrugFile drug, double micromolar)
    {
        _bath.Add((Time, drug, micromolar));
        Act(0, string.Create(CultureInfo.InvariantCulture, $"{drug.Names[0]} {micromolar:G4} uM"));
    }

    /// <summary>No drug from now on.</summary>
    public void Wash()
    {
        foreach (Drugs.DrugFile drug in _bath.Select(one => one.Drug).Distinct().ToArray())
        {
            _bath.Add((Time, drug, 0));
        }
    }

    /// <summary>A regimen starts now.</summary>
    /// <param name="regimen">The regimen.</param>
    /// <param name="seconds">When its last dose has been given, s from now.</param>
    public void Dose(string regimen, double seconds)
    {
        _regimens.Add((Time, regimen));
        Act(seconds, regimen);
    }

    /// <summary>The state is tested now.</summary>
    public void Test() => _tests.Add(Time);

    /// <summary>Tells what is done now, and for how long.</summary>
    public void Act(double seconds, string text) => _acts.Add((Time, Time + seconds, text));

    /// <summary>Tells what a stimulus rests on.</summary>
    public void Basis(string stimulus)
    {
        if (file.Fibres.Basis.TryGetValue(stimulus, out string? basis))
        {
            _notes.Add(basis);
        }
    }

    /// <summary>The protocol.</summary>
    public CordProtocol Build()
    {
        CloseOngoing(double.PositiveInfinity);
        return new CordProtocol
        {
            CInput = StepCourse.Sum([.. _c]),
            TouchInput = StepCourse.Sum([.. _touch]),
            Volleys = [.. _volleys.OrderBy(volley => volley.Time)],
            Changes = [.. _changes],
            Bath = CordExposure.Sum([.. _bath.GroupBy(one => one.Drug.Id).SelectMany(Exposures)]),
            Doses = [.. _regimens],
            Tests = [.. _tests],
            Acts = [.. _acts],
            Notes = [.. _notes.Distinct()],
            End = Time,
        };
    }

    /// <summary>What a drug was set to, one concentration after the other.</summary>
    private IEnumerable<CordExposure> Exposures(IEnumerable<(double Time, Drugs.DrugFile Drug, double Micromolar)> baths)
    {
        (double Time, Drugs.DrugFile Drug, double Micromolar)[] steps = [.. baths];
        for (int i = 0; i < steps.Length; i++)
        {
            double end = i + 1 < steps.Length ? steps[i + 1].Time : double.PositiveInfinity;
            if (end > steps[i].Time && steps[i].Micromolar > 0)
            {
                yield return doses.Bath(steps[i].Drug, steps[i].Micromolar, steps[i].Time, end);
            }
        }
    }

    private void CloseOngoing(double end)
    {
        if (_ongoing.Rate > 0 && end > _ongoing.Since)
        {
            _c.Add(StepCourse.Between(_ongoing.Since, end, _ongoing.Rate));
        }

        _ongoing = default;
    }
}
