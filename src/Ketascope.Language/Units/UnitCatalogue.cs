using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ketascope.Language.Units;

/// <summary>A unit that needs no definition.</summary>
/// <param name="Symbol">The short form for people: <c>mg</c>, <c>L</c>, <c>h</c>.</param>
/// <param name="Unit">What it is.</param>
/// <param name="Names">Other spellings: SBML's word, the US spelling, plurals.</param>
public sealed record UnitRow(string Symbol, Unit Unit, ImmutableArray<string> Names);

/// <summary>
/// Units known by name: the base units of SBML Level 3 (specification of Version 2, table 2; avogadro as fixed there) with their US spellings and plurals,
/// and the symbols that people write: prefixed SI symbols, minutes to weeks, molar concentrations. Upper and lower case differ (<c>M</c> is mol/L, <c>m</c> the
/// metre).
/// </summary>
public static class UnitCatalogue
{
    private static readonly Unit Metre = new(1, Metre: 1);
    private static readonly Unit Kilogram = new(1, Kilogram: 1);
    private static readonly Unit Second = new(1, Second: 1);
    private static readonly Unit Ampere = new(1, Ampere: 1);
    private static readonly Unit Kelvin = new(1, Kelvin: 1);
    private static readonly Unit Mole = new(1, Mole: 1);
    private static readonly Unit Candela = new(1, Candela: 1);
    private static readonly Unit Gram = 1e-3 * Kilogram;
    private static readonly Unit Litre = 1e-3 * Metre.Power(3);
    private static readonly Unit Newton = Kilogram * Metre / Second.Power(2);
    private static readonly Unit Pascal = Newton / Metre.Power(2);
    private static readonly Unit Joule = Newton * Metre;
    private static readonly Unit Watt = Joule / Second;
    private static readonly Unit Volt = Watt / Ampere;
    private static readonly Unit Coulomb = Ampere * Second;
    private static readonly Unit Weber = Volt * Second;

    /// <summary>All rows. Where two mean the same unit, the one whose symbol is shown stands first.</summary>
    public static readonly ImmutableArray<UnitRow> Rows =
    [
        Row("dimensionless", Unit.One), Row("item", Unit.One, "items"), Row("rad", Unit.One, "radian", "radians"), Row("sr", Unit.One, "steradian", "steradians"),
        Row("percent", 1e-2 * Unit.One), Row("avogadro", 6.02214179e23 * Unit.One),
        .. Prefixed("g", Gram, "p n u m", "gram", "grams"), Row("kg", Kilogram, "kilogram", "kilograms"),
        .. Prefixed("L", Litre, "f p n u m d", "l", "litre", "litres", "liter", "liters"),
        .. Prefixed("s", Second, "n u m", "second", "seconds"),
        Row("min", 60 * Second, "minute", "minutes"), Row("h", 3600 * Second, "hour", "hours", "hr"),
        Row("day", 86400 * Second, "days", "d"), Row("week", 604800 * Second, "weeks"),
        .. Prefixed("mol", Mole, "f p n u m", "mole", "moles"),
        .. Prefixed("M", Mole / Litre, "p n u m", "molar"),
        .. Prefixed("m", Metre, "n u m c k", "metre", "metres", "meter", "meters"),
        .. Prefixed("A", Ampere, "p n u m", "ampere", "amperes"),
        .. Prefixed("V", Volt, "u m", "volt", "volts"),
        .. Prefixed("S", Ampere / Volt, "p n u m", "siemens"),
        .. Prefixed("F", Coulomb / Volt, "p n u", "farad", "farads"),
        .. Prefixed("ohm", Volt / Ampere, "k M G", "ohms"),
        .. Prefixed("Hz", Second.Power(-1), "k M", "hertz"), Row("Bq", Second.Power(-1), "becquerel", "becquerels"),
        .. Prefixed("Pa", Pascal, "k", "pascal", "pascals"),
        Row("mmHg", 133.322387415 * Pascal),
        .. Prefixed("J", Joule, "m k", "joule", "joules"),
        .. Prefixed("W", Watt, "m", "watt", "watts"),
        Row("C", Coulomb, "coulomb", "coulombs"), Row("N", Newton, "newton", "newtons"), Row("K", Kelvin, "kelvin", "kelvins"),
        Row("kat", Mole / Second, "katal", "katals"), Row("cd", Candela, "candela", "candelas"), Row("lm", Candela, "lumen", "lumens"),
        Row("lx", Candela / Metre.Power(2), "lux"), Row("Gy", Joule / Kilogram, "gray", "grays"), Row("Sv", Joule / Kilogram, "sievert", "sieverts"),
        Row("Wb", Weber, "weber", "webers"), Row("T", Weber / Metre.Power(2), "tesla", "teslas"), Row("H", Weber / Ampere, "henry", "henrys", "henries"),

        // What prescriptions write for ug.
        Row("mcg", 1e-6 * Gram),
    ];

    private static readonly FrozenDictionary<string, UnitRow> ByName = Rows
        .SelectMany(row => row.Names.Prepend(row.Symbol).Select(name => (name, row)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.row, StringComparer.Ordinal);

    /// <summary>All spellings of all units, in the order of <see cref="Rows"/>.</summary>
    public static IEnumerable<string> Names => Rows.SelectMany(row => row.Names.Prepend(row.Symbol));

    /// <summary>The row of a name, or null.</summary>
    /// <param name="name">A symbol or another spelling.</param>
    public static UnitRow? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The first row that means a unit, or null.</summary>
    /// <param name="unit">Any unit.</param>
    public static UnitRow? Find(Unit unit) => Rows.FirstOrDefault(row => row.Unit.IsSameAs(unit));

    private static UnitRow Row(string symbol, Unit unit, params ImmutableArray<string> names) => new(symbol, unit, names);

    private static IEnumerable<UnitRow> Prefixed(string symbol, Unit unit, string prefixes, params ImmutableArray<string> names) =>
        prefixes.Split(' ').Select(prefix => Row(prefix + symbol, Scale(prefix) * unit)).Prepend(new UnitRow(symbol, unit, names));

    private static double Scale(string prefix) => prefix switch
    {
        "f" => 1e-15,
        "p" => 1e-12,
        "n" => 1e-9,
        "u" => 1e-6,
        "m" => 1e-3,
        "c" => 1e-2,
        "d" => 1e-1,
        "k" => 1e3,
        "M" => 1e6,
        "G" => 1e9,
        _ => throw new ArgumentOutOfRangeException(nameof(prefix), prefix, "unknown prefix"),
    };
}
