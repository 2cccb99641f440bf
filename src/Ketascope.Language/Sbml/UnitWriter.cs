using System.Collections.Frozen;
using System.Globalization;
using System.Xml;
using Ketascope.Language.Models;
using Ketascope.Language.Units;
using Ketascope.Language.Writing;

namespace Ketascope.Language.Sbml;

/// <summary>Writes unit definitions as products of SBML's base units.</summary>
/// <param name="model">The model.</param>
internal sealed class UnitWriter(Model model)
{
    private static readonly FrozenSet<string> Kinds = FrozenSet.Create(
        StringComparer.Ordinal,
        "ampere", "avogadro", "becquerel", "candela", "coulomb", "dimensionless", "farad", "gram", "gray", "henry", "hertz", "item", "joule", "katal", "kelvin", "kilogram",
        "litre", "lumen", "lux", "metre", "mole", "newton", "ohm", "pascal", "radian", "second", "siemens", "sievert", "steradian", "tesla", "volt", "watt", "weber");

    private readonly ModelUnits _units = new(model, null);
    private readonly OrderedDictionary<string, string?> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = [.. model.Units.Select(u => u.Name)];

    /// <summary>The identifier of a unit, or null for one whose meaning is not known.</summary>
    /// <param name="name">The unit's name in the model.</param>
    public string? IdOf(string name)
    {
        if (_ids.TryGetValue(name, out string? known))
        {
            return known;
        }

        bool isKind = Kinds.Contains(name);
        return _ids[name] = _units.Find(name) is null ? null : isKind && !_units.Defines(name) ? name : !isKind && _units.Defines(name) ? name : NewId(name);
    }

    private string NewId(string name)
    {
        string plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return WritableModel.Free(_taken, Kinds.Contains(plain) || !char.IsAsciiLetter(plain[0]) ? $"unit_{plain}" : plain);
    }

    /// <summary>Whether a unit is one of substance: moles, items or mass, to the first power.</summary>
    public bool IsSubstance(string name) => _units.Find(name)?.Unit is { Metre: 0, Second: 0, Ampere: 0, Kelvin: 0, Candela: 0 } unit && (unit.Mole, unit.Kilogram) is (1, 0) or (0, 1) or (0, 0);

    /// <summary>Writes the list of definitions, if any unit needs one.</summary>
    public void Write(XmlWriter xml)
    {
        foreach (UnitDefinition definition in model.Units)
        {
            IdOf(definition.Name);
        }

        (string Id, NamedUnit Unit)[] defined = [.. _ids.Where(pair => pair.Value is not null && !(pair.Key == pair.Value && Kinds.Contains(pair.Key))).Select(pair => (pair.Value!, _units.Find(pair.Key)!))];
        if (defined.Length == 0)
        {
            return;
        }

        xml.WriteStartElement("listOfUnitDefinitions");
        foreach ((string id, NamedUnit unit) in defined)
        {
            xml.WriteStartElement("unitDefinition");
            xml.WriteAttributeString("id", id);
            xml.WriteStartElement("listOfUnits");
            Factors(xml, unit.Unit);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Factors(XmlWriter xml, Unit unit)
    {
        double scale = unit.Factor;
        List<(string Kind, double Exponent)> factors = [];
        Add("mole", unit.Mole);
        Add("kilogram", unit.Kilogram);
        if (unit.Metre != 0 && unit.Metre % 3 == 0)
        {
            // Volumes are written in litres, as people do.
            Add("litre", unit.Metre / 3);
            scale *= Math.Pow(1000, unit.Metre / 3);
        }
        else
        {
            Add("metre", unit.Metre);
        }

        Add("second", unit.Second);
        Add("ampere", unit.Ampere);
        Add("kelvin", unit.Kelvin);
        Add("candela", unit.Candela);
        // 1000 as a factor can bring 0.001 * 1000 off by a rounding.
        scale = Math.Abs(scale - 1) < 1e-14 ? 1 : scale;
        int carrier = scale == 1 ? -1 : factors.FindIndex(f => f.Exponent is 1 or -1);
        if (factors.Count == 0 || (scale != 1 && carrier < 0))
        {
            Factor("dimensionless", 1, scale);
        }

        for (int i = 0; i < factors.Count; i++)
        {
            Factor(factors[i].Kind, factors[i].Exponent, i != carrier ? 1 : factors[i].Exponent > 0 ? scale : 1 / scale);
        }

        void Add(string kind, double exponent)
        {
            if (exponent != 0)
            {
                factors.Add((kind, exponent));
            }
        }

        void Factor(string kind, double exponent, double multiplier)
        {
            xml.WriteStartElement("unit");
            xml.WriteAttributeString("kind", kind);
            xml.WriteAttributeString("exponent", exponent.ToString("R", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("scale", "0");
            xml.WriteAttributeString("multiplier", multiplier.ToString("R", CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }
    }
}
