using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Protocols;

namespace Ketascope.Ketamine.Receptor;

/// <summary>Builds a protocol step by step: keeps the clock and what is set.</summary>
internal sealed class ProtocolBuilder(DrugCabinet cabinet)
{
    private readonly Dictionary<(ProtocolKnob, string?), double> _values = new()
    {
        [(ProtocolKnob.AmbientGlutamate, null)] = 0,
        [(ProtocolKnob.Glutamate, null)] = 0,
        [(ProtocolKnob.Glycine, null)] = 10,
        [(ProtocolKnob.Magnesium, null)] = 0,
        [(ProtocolKnob.Sodium, null)] = 140,
        [(ProtocolKnob.Voltage, null)] = -70,
        [(ProtocolKnob.VoltageSlope, null)] = 0,
        [(ProtocolKnob.Temperature, null)] = 23,
        [(ProtocolKnob.Channels, null)] = PatchExperiment.UsualChannels,
    };

    private readonly List<ProtocolChange> _before = [];
    private readonly List<ProtocolChange> _changes = [];
    private readonly List<Application> _applications = [];
    private readonly List<DrugFile> _drugs = [];
    private double _time;

    /// <summary>What a bath holds beside drugs.</summary>
    /// <param name="name">Its name.</param>
    public Substance Bath(string name) => Substance.Of(cabinet.Masses.InBath(name));

    /// <summary>The subtype, or null where no statement has said it.</summary>
    public string? Subunits { get; set; }

    /// <summary>What was taken to mean what, a sentence each.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Whether drugs also bind to the site in the membrane.</summary>
    public bool MembraneAccess { get; set; }

    /// <summary>What is set now.</summary>
    public double Value(ProtocolKnob knob, DrugFile? drug) => _values.GetValueOrDefault((knob, drug?.Id));

    /// <summary>Sets something from now on; a mixture sets each of its parts.</summary>
    public void Set(ProtocolKnob knob, double value, DrugFile? drug = null)
    {
        _values[(knob, drug?.Id)] = value;
        if (drug is null)
        {
            Change(new ProtocolChange(_time, knob, value));
            FollowGlutamate(knob, value);
            return;
        }

        foreach ((DrugFile part, double fraction) in cabinet.Parts(drug))
        {
            if (!_drugs.Contains(part))
            {
                _drugs.Add(part);
            }

            Change(new ProtocolChange(_time, knob, value * fraction, part));
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Wait(double seconds) => _time += seconds;

    /// <summary>Sets free the glutamate of one synaptic pulse.</summary>
    public void Pulse(double peak)
    {
        _changes.Add(new ProtocolChange(_time, ProtocolKnob.GlutamatePulse, peak));
        _applications.Add(new Application(_time, _time));
    }

    /// <summary>Takes every drug away.</summary>
    public void Wash()
    {
        foreach ((ProtocolKnob knob, string? id) in _values.Keys.Where(key => key.Item1 == ProtocolKnob.Drug).ToArray())
        {
            Set(knob, 0, cabinet.Find(id!));
        }
    }

    /// <summary>The protocol.</summary>
    public ChannelProtocol Build() => new()
    {
        Subunits = Subunits ?? SubtypeNames.All[0],
        SetsSubunits = Subunits is not null,
        Notes = [.. Notes.Distinct()],
        MembraneAccess = MembraneAccess,
        Drugs = [.. _drugs],
        Before = [.. _before],
        Changes = [.. _changes],
        Applications = [.. _applications.Select(one => double.IsNaN(one.End) ? one with { End = _time } : one)],
        End = _time,
    };

    /// <summary>At the start all but drugs and agonist has been there for long.</summary>
    private void Change(ProtocolChange change) =>
        (_time == 0 && change.Knob is not (ProtocolKnob.Drug or ProtocolKnob.Glutamate) ? _before : _changes).Add(change);

    private void FollowGlutamate(ProtocolKnob knob, double value)
    {
        if (knob != ProtocolKnob.Glutamate)
        {
            return;
        }

        if (_applications.Count > 0 && double.IsNaN(_applications[^1].End))
        {
            _applications[^1] = _applications[^1] with { End = _time };
        }

        if (value > 0)
        {
            _applications.Add(new Application(_time, double.NaN));
        }
    }
}
