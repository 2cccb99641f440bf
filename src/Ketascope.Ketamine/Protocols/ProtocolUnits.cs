namespace Ketascope.Ketamine.Protocols;

/// <summary>The units that a protocol is written in, and the factor to the protocol's own.</summary>
internal static class ProtocolUnits
{
    /// <summary>To uM.</summary>
    public static readonly IReadOnlyDictionary<string, double> Concentration = new Dictionary<string, double>
    {
        ["pM"] = 1e-6,
        ["nM"] = 1e-3,
        ["uM"] = 1,
        ["µM"] = 1,
        ["μM"] = 1,
        ["mM"] = 1e3,
        ["M"] = 1e6,
    };

    /// <summary>To ug/L, which over g/mol is uM.</summary>
    public static readonly IReadOnlyDictionary<string, double> Mass = new[]
    {
        ("pg", 1e-6),
        ("ng", 1e-3),
        ("ug", 1),
        ("µg", 1),
        ("μg", 1),
        ("mcg", 1),
        ("mg", 1e3),
        ("g", 1e6),
    }
        .SelectMany(_ => new[
            ] { ("L", 1), ("l", 1), ("dL", 0.1), ("dl", 0.1), ("mL", 1e-3), ("ml", 1e-3), ("uL", 1e-6), ("ul", 1e-6), ("µL", 1e-6), ("μL", 1e-6) },
            (mass, volume) => ($"{mass.Item1}/{volume.Item1}", mass.Item2 / volume.Item2))
        .ToDictionary(unit => unit.Item1, unit => unit.Item2);

    /// <summary>To s.</summary>
    public static readonly IReadOnlyDictionary<string, double> Time = new Dictionary<string, double>
    {
        ["us"] = 1e-6,
        ["µs"] = 1e-6,
        ["ms"] = 1e-3,
        ["s"] = 1,
        ["min"] = 60,
        ["h"] = 3600,
        ["d"] = 86400,
        ["wk"] = 604800,
    };

    /// <summary>To mV.</summary>
    public static readonly IReadOnlyDictionary<string, double> Voltage = new Dictionary<string, double>
    {
        ["mV"] = 1,
        ["V"] = 1e3,
    };

    /// <summary>To Hz.</summary>
    public static readonly IReadOnlyDictionary<string, double> Rate = new Dictionary<string, double>
    {
        ["Hz"] = 1,
        ["kHz"] = 1e3,
        ["mHz"] = 1e-3,
    };

    /// <summary>To degrees Celsius.</summary>
    public static readonly IReadOnlyDictionary<string, double> Temperature = new Dictionary<string, double>
    {
        ["C"] = 1,
        ["degC"] = 1,
        ["°C"] = 1,
    };
}
