using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Drugs;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Protocols;

/// <summary>A place in one statement of a protocol, and the reading of what may stand there.</summary>
internal sealed partial class ProtocolCursor(SourceText source, int start, int end)
{
    private readonly int _start = start;
    private int _at = start;

    /// <summary>Whether the statement is read.</summary>
    public bool IsAtEnd
    {
        get
        {
            while (_at < end && char.IsWhiteSpace(source.Text[_at]))
            {
                _at++;
            }

            return _at >= end;
        }
    }

    /// <summary>Passes over a word if it stands here; case does not matter.</summary>
    public bool Take(string word)
    {
        bool stands = !IsAtEnd && Word(_at).Equals(word, StringComparison.OrdinalIgnoreCase);
        _at += stands ? word.Length : 0;
        return stands;
    }

    /// <summary>Passes over a word, which must stand here.</summary>
    public void Require(string word)
    {
        if (!Take(word))
        {
            throw Expected($"'{word}'", [word]);
        }
    }

    /// <summary>Passes over the longest of some names that stands here, or returns null.</summary>
    public string? TakeName(IEnumerable<string> names)
    {
        string rest = IsAtEnd ? "" : source.Text[_at..end];
        string? found = names
            .Where(name => rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (rest.Length == name.Length || char.IsWhiteSpace(rest[name.Length])))
            .MaxBy(name => name.Length);
        _at += found?.Length ?? 0;
        return found;
    }

    /// <summary>Passes over the name of a drug if one stands here, with that of its salt, or returns null.</summary>
    public Substance? TakeDrug(DrugCabinet cabinet)
    {
        string rest = IsAtEnd ? "" : source.Text[_at..end];
        if (!cabinet.TryTake(rest, out DrugFile drug, out DrugSalt? salt, out int length))
        {
            return null;
        }

        _at += length;
        return Substance.Of(drug, salt);
    }

    /// <summary>All that is left of the statement.</summary>
    public string Rest()
    {
        string rest = IsAtEnd ? "" : source.Text[_at..end].TrimEnd();
        _at = end;
        return rest;
    }

    /// <summary>Goes back to a place.</summary>
    /// <param name="place">The place, from <see cref="Place"/>.</param>
    public void GoBack(int place) => _at = place;

    /// <summary>Where the next word begins.</summary>
    public int Place => IsAtEnd ? end : _at;

    /// <summary>What was read since a place.</summary>
    /// <param name="place">The place.</param>
    public string Since(int place) => source.Text[place.._at].Trim();

    /// <summary>Reads a concentration: in uM, or as a mass in ug/L.</summary>
    /// <param name="what">What it is, for messages.</param>
    public (double Value, bool IsMass) Concentration(string what)
    {
        int start = Place;
        double value = Number(what);
        string unit = IsAtEnd ? "" : Word(_at);
        if (ProtocolUnits.Mass.TryGetValue(unit, out double factor))
        {
            _at += unit.Length;
            return (value * factor, true);
        }

        _at = start;
        return (Quantity(what, ProtocolUnits.Concentration), false);
    }

    /// <summary>Reads a concentration, uM; of a mass, through the molar mass, which a note says.</summary>
    /// <param name="substance">What it is of.</param>
    /// <param name="notes">Takes the note.</param>
    public double Amount(Substance substance, ICollection<string> notes)
    {
        const double Highest = 1e6;
        int start = Place;
        (double value, bool isMass) = Concentration($"{substance.Name} concentration");
        double micromolar = !isMass ? value
            : substance.MolarMass is { } mass ? value / mass
            : throw Mistake($"the molar mass of {substance.Name} is not known, so {Since(start)} has to be written in uM");
        if (isMass && value > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"{Since(start)} {substance.Name} is {micromolar:G4} uM ({substance.MolarMass:G6} g/mol{substance.Form}; all of it free)"));
        }

        return micromolar <= Highest ? micromolar
            : throw Mistake($"no bath holds {Since(start)} {substance.Name}; concentrations are in nM, uM or mM");
    }

    /// <summary>Reads a number and a unit.</summary>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="units">The units and their factors.</param>
    /// <param name="signed">Whether it may be negative.</param>
    public double Quantity(string what, IReadOnlyDictionary<string, double> units, bool signed = false)
    {
        double value = Number(what, signed);
        if (value == 0 && IsAtEnd)
        {
            return 0;
        }

        string unit = IsAtEnd ? "" : Word(_at);
        if (!units.TryGetValue(unit, out double factor))
        {
            throw Expected($"a unit of {what} ({string.Join(", ", units.Keys)}{(units == ProtocolUnits.Concentration ? ", ng/mL, mg/L" : "")})", units.Keys);
        }

        _at += unit.Length;
        return value * factor;
    }

    /// <summary>Reads a number.</summary>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="signed">Whether it may be negative.</param>
    public double Number(string what, bool signed = false)
    {
        Match match = IsAtEnd ? Match.Empty : NumberText().Match(source.Text, _at, end - _at);
        if (!match.Success)
        {
            throw Expected($"{what}: a number with its unit", []);
        }

        double value = double.Parse(match.Value.Replace('\u2212', '-'), CultureInfo.InvariantCulture);
        if (!double.IsFinite(value) || (value < 0 && !signed))
        {
            throw Mistake($"{what} of {match.Value} is {(value < 0 ? "negative" : "too large")}", new SourceSpan(source, _at, match.Length));
        }

        _at += match.Length;
        return value;
    }

    /// <summary>The mistake that something else stands here than could.</summary>
    public UserErrorException Expected(string expected, IEnumerable<string> candidates)
    {
        if (IsAtEnd)
        {
            return Mistake($"the statement ends too early: expected {expected}", new SourceSpan(source, Math.Max(_start, end - 1), 1));
        }

        string word = Word(_at);
        return Mistake($"'{word}': expected {expected}{NearestName.Hint(word, candidates)}", new SourceSpan(source, _at, word.Length));
    }

    /// <summary>A mistake about the whole statement.</summary>
    public UserErrorException Mistake(string message) => Mistake(message, new SourceSpan(source, _start, Math.Max(1, end - _start)));

    private static UserErrorException Mistake(string message, SourceSpan span)
    {
        DiagnosticBag bag = new();
        bag.Error("protocol", message, span);
        return new UserErrorException(bag);
    }

    private string Word(int at)
    {
        Match match = WordText().Match(source.Text, at, end - at);
        return match.Success ? match.Value : source.Text[at..(at + 1)];
    }

    [GeneratedRegex(@"\G[-+\u2212]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex NumberText();

    [GeneratedRegex(@"\G(?:%|[\p{L}\p{N}°(][\p{L}\p{N}(),\-/+]*)", RegexOptions.CultureInvariant)]
    private static partial Regex WordText();
}
