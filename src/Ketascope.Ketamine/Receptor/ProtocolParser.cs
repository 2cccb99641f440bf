using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Protocols;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Receptor;

/// <summary>
/// Reads a protocol: statements one after another, each on a line of its own or after a semicolon (docs/channel.md). A statement either sets something from this
/// moment on (<c>ketamine 1 uM</c>), or takes time (<c>wait 1 s</c>, <c>glutamate 1 mM for 1 ms</c>).
/// </summary>
public static class ProtocolParser
{
    /// <summary>Reads a protocol.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cabinet">The drugs.</param>
    /// <param name="name">What the text is called in messages: a file, or <c>protocol</c>.</param>
    /// <exception cref="UserErrorException">The text has a mistake; the message says where.</exception>
    public static ChannelProtocol Parse(string text, DrugCabinet cabinet, string name = "protocol") => Parse([(name, text)], cabinet);

    /// <summary>Reads a protocol whose statements are in several texts, one after the other.</summary>
    /// <param name="texts">What each text is called in messages, and the text.</param>
    /// <param name="cabinet">The drugs.</param>
    /// <exception cref="UserErrorException">A text has a mistake; the message says where.</exception>
    public static ChannelProtocol Parse(IReadOnlyList<(string Name, string Text)> texts, DrugCabinet cabinet)
    {
        ProtocolBuilder builder = new(cabinet);
        foreach ((string name, string text) in texts)
        {
            ProtocolStatements.Read(new SourceText(name, text), cursor => ReadStatement(cursor, builder, cabinet));
        }

        return builder.Build();
    }

    private static void ReadStatement(ProtocolCursor cursor, ProtocolBuilder builder, DrugCabinet cabinet)
    {
        string? word = cursor.TakeName(Statements.Keys);
        if (word is not null)
        {
            Statements[word.ToUpperInvariant()](cursor, builder);
        }
        else if (cursor.TakeDrug(cabinet) is { } drug)
        {
            Concentration(cursor, builder, ProtocolKnob.Drug, drug);
        }
        else
        {
            throw cursor.Expected("a statement (hold, ramp, wait, wash, pulse, pulses, glutamate, ambient, glycine, magnesium, sodium, subunits, mechanism, temperature, channels) or a drug", Statements.Keys.Select(key => key.ToLowerInvariant()).Concat(cabinet.Names));
        }
    }

    private static readonly Dictionary<string, Action<ProtocolCursor, ProtocolBuilder>> Statements = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SUBUNITS"] = Subunits,
        ["MECHANISM"] = (cursor, builder) =>
        {
            cursor.Require("membrane-access");
            builder.MembraneAccess = true;
        },
        ["TEMPERATURE"] = Temperature,
        ["CHANNELS"] = (cursor, builder) => builder.Set(ProtocolKnob.Channels, cursor.Number("the number of channels")),
        ["HOLD"] = (cursor, builder) => For(cursor, builder, ProtocolKnob.Voltage, Voltage(cursor), null),
        ["RAMP"] = Ramp,
        ["WAIT"] = (cursor, builder) => builder.Wait(cursor.Quantity("time", ProtocolUnits.Time)),
        ["WASH"] = (cursor, builder) =>
        {
            builder.Wash();
            builder.Wait(cursor.IsAtEnd ? 0 : cursor.Quantity("time", ProtocolUnits.Time));
        },
        ["PULSE"] = (cursor, builder) => builder.Pulse(Peak(cursor, builder)),
        ["PULSES"] = Pulses,
        ["GLUTAMATE"] = (cursor, builder) => Concentration(cursor, builder, ProtocolKnob.Glutamate, builder.Bath("glutamate")),
        ["AMBIENT"] = (cursor, builder) => Concentration(cursor, builder, ProtocolKnob.AmbientGlutamate, builder.Bath("glutamate")),
        ["GLYCINE"] = (cursor, builder) => Concentration(cursor, builder, ProtocolKnob.Glycine, builder.Bath("glycine")),
        ["MAGNESIUM"] = (cursor, builder) => Concentration(cursor, builder, ProtocolKnob.Magnesium, builder.Bath("magnesium")),
        ["SODIUM"] = (cursor, builder) => Concentration(cursor, builder, ProtocolKnob.Sodium, builder.Bath("sodium")),
        ["MG"] = (cursor, builder) => Concentration(cursor, builder, ProtocolKnob.Magnesium, builder.Bath("magnesium")),
    };

    private static void Temperature(ProtocolCursor cursor, ProtocolBuilder builder)
    {
        const double Highest = 45;
        double celsius = cursor.Quantity("temperature", ProtocolUnits.Temperature);
        builder.Set(ProtocolKnob.Temperature, celsius <= Highest ? celsius : throw cursor.Mistake($"a temperature from 0 to {Highest} C is expected; rates are not known beyond"));
    }

    private static void Subunits(ProtocolCursor cursor, ProtocolBuilder builder)
    {
        string name = cursor.IsAtEnd ? throw cursor.Expected($"a subtype ({string.Join(", ", SubtypeNames.All)})", []) : cursor.Rest();
        if (!SubtypeNames.TryRead(name, out ImmutableArray<string> found, out string problem))
        {
            throw cursor.Mistake(problem);
        }

        string one = found.Length == 1 ? found[0] : throw cursor.Mistake(
            $"'{name}': a patch holds one subtype; record {string.Join(" and ", found)} one after the other (--subunits {string.Join(',', found)})");
        builder.Subunits = builder.Subunits is null || builder.Subunits == one ? one
            : throw cursor.Mistake($"a patch holds one subtype, and it is {builder.Subunits} already");
    }

    /// <summary>
    /// A voltage that a membrane survives. From 0.2 to 1 V on its lipids rearrange into pores (Weaver and Chizmadzhev 1996,
    /// doi:10.1016/S0302-4598(96)05062-3); recordings of receptors go to 0.1 or 0.2 V. What lies beyond 0.3 V is a slip of the unit.
    /// </summary>
    private static double Voltage(ProtocolCursor cursor)
    {
        const double Highest = 300;
        int start = cursor.Place;
        double millivolts = cursor.Quantity("voltage", ProtocolUnits.Voltage, signed: true);
        string number = string.Create(CultureInfo.InvariantCulture, $"{millivolts / 1e3:G6}"), typed = cursor.Since(start);
        return Math.Abs(millivolts) <= Highest ? millivolts
            : typed.EndsWith("mV", StringComparison.Ordinal) || Math.Abs(millivolts) > Highest * 1e3 || Math.Abs(millivolts) < 1e3
                ? throw cursor.Mistake($"no membrane survives {typed}; expected -{Highest} mV to {Highest} mV, such as -70 mV")
            : throw cursor.Mistake($"no membrane survives {typed}; did you mean {number} mV?");
    }

    private static void Concentration(ProtocolCursor cursor, ProtocolBuilder builder, ProtocolKnob knob, Substance substance)
    {
        double value = cursor.Take("off") ? 0 : cursor.Amount(substance, builder.Notes);
        For(cursor, builder, knob, knob is ProtocolKnob.Magnesium or ProtocolKnob.Sodium ? value / 1e3 : value, substance.Drug);
    }

    /// <summary>Sets a value, and where the statement says <c>for TIME</c> sets it back after that time.</summary>
    private static void For(ProtocolCursor cursor, ProtocolBuilder builder, ProtocolKnob knob, double value, DrugFile? drug)
    {
        double? time = cursor.Take("for") ? cursor.Quantity("time", ProtocolUnits.Time) : null;
        double before = builder.Value(knob, drug);
        builder.Set(knob, value, drug);
        if (time is { } length)
        {
            builder.Wait(length);
            builder.Set(knob, before, drug);
        }
    }

    private static void Ramp(ProtocolCursor cursor, ProtocolBuilder builder)
    {
        cursor.Require("from");
        double from = Voltage(cursor);
        cursor.Require("to");
        double to = Voltage(cursor);
        cursor.Require("over");
        double time = cursor.Quantity("time", ProtocolUnits.Time);
        if (time <= 0)
        {
            throw cursor.Mistake("a ramp takes time; for a step write hold");
        }

        double before = builder.Value(ProtocolKnob.Voltage, null);
        builder.Set(ProtocolKnob.Voltage, from);
        builder.Set(ProtocolKnob.VoltageSlope, (to - from) / time);
        builder.Wait(time);
        builder.Set(ProtocolKnob.VoltageSlope, 0);
        builder.Set(ProtocolKnob.Voltage, before);
    }

    private static void Pulses(ProtocolCursor cursor, ProtocolBuilder builder)
    {
        const int Most = 100_000;
        double rate = cursor.Quantity("rate", ProtocolUnits.Rate);
        cursor.Require("x");
        double count = cursor.Number("the number of pulses");
        if (rate <= 0 || count is < 1 or > Most || count != Math.Floor(count))
        {
            throw cursor.Mistake($"the rate has to be above 0 and the number of pulses a whole number from 1 to {Most}");
        }

        double peak = Peak(cursor, builder);
        for (int i = 0; i < count; i++)
        {
            builder.Pulse(peak);
            builder.Wait(1 / rate);
        }
    }

    /// <summary>Glutamate in the cleft at the moment of release: 1.1 mM (Clements et al. 1992, doi:10.1126/science.1359647) where the statement says nothing else.</summary>
    private static double Peak(ProtocolCursor cursor, ProtocolBuilder builder) =>
        cursor.Take("of") ? cursor.Amount(builder.Bath("glutamate"), builder.Notes) : 1100;
}
