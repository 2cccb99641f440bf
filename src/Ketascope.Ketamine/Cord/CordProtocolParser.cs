using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Protocols;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Cord;

/// <summary>
/// Reads a protocol of the cord: statements one after another, each on a line of its own or after a semicolon (docs/cord.md). A statement sets something from
/// this moment on (<c>ongoing 0.25 Hz</c>, <c>ketamine 1 uM</c>), begins something (<c>capsaicin</c>, a regimen), or takes time (<c>wait 1 h</c>).
/// </summary>
internal static partial class CordProtocolParser
{
    private const double WholeFibres = 1;

    private static readonly Dictionary<string, double> Percent = new() { ["%"] = 0.01 };

    private static readonly Dictionary<string, double> Force = new() { ["mN"] = 1, ["N"] = 1000, ["g"] = 9.80665 };

    private static readonly Dictionary<string, Action<CordProtocolBuilder, ProtocolCursor>> Statements = new(StringComparer.OrdinalIgnoreCase)
    {
        ["INJURY"] = Injury,
        ["ONGOING"] = (builder, cursor) =>
        {
            double rate = Rate(cursor, "C input");
            builder.Ongoing(rate);
            builder.Act(0, string.Create(CultureInfo.InvariantCulture, $"ongoing input {rate:G4} Hz"));
        },
        ["FLARE"] = (builder, cursor) =>
        {
            (double rate, double time) = (Rate(cursor, "C input"), For(cursor));
            builder.C(rate, time);
            builder.Act(time, "flare");
        },
        ["SHOCK"] = (builder, cursor) => builder.Volley(Size(cursor)),
        ["SHOCKS"] = Shocks,
        ["CONDITIONING"] = (builder, _) => Conditioning(builder),
        ["BRUSH"] = (builder, cursor) => Stimulus(builder, cursor, "brush", (builder.Fibres.Brush, 0)),
        ["PINCH"] = (builder, cursor) => Stimulus(builder, cursor, "pinch", (builder.Fibres.Pressure, builder.Fibres.Pinch)),
        ["VON FREY"] = (builder, cursor) => Stimulus(builder, cursor, "von Frey", (builder.Fibres.Pressure, SkinInput.VonFrey(builder.Fibres, Milli(cursor)))),
        ["HEAT"] = Heat,
        ["CAPSAICIN"] = (builder, _) => Capsaicin(builder),
        ["INCISION"] = (builder, _) => Incision(builder),
        ["DISINHIBITION"] = (builder, cursor) => builder.Set(CordNames.Condition, Share(cursor, "the lost part of inhibition")),
        ["DESCENDING"] = (builder, cursor) => builder.Set(CordNames.Descending, cursor.Quantity("descending inhibition", ProtocolUnits.Voltage, signed: true)),
        ["WITHOUT"] = (builder, cursor) => Switch(builder, cursor, 0),
        ["WITH"] = (builder, cursor) => Switch(builder, cursor, 1),
        ["BLOCK"] = (builder, cursor) =>
        {
            string name = Name(builder, cursor);
            builder.Set(builder.Switches[name], 1 - Share(cursor, $"the blocked part of {name}"));
        },
        ["WASH"] = (builder, cursor) =>
        {
            builder.Wash();
            builder.Wait(cursor.IsAtEnd ? 0 : Time(cursor));
        },
        ["WAIT"] = (builder, cursor) => builder.Wait(Time(cursor)),
        ["TEST"] = (builder, _) => builder.Test(),
    };

    /// <summary>The statements, for messages and the help.</summary>
    public static IEnumerable<string> Words => Statements.Keys.Select(word => word.ToLowerInvariant());

    /// <summary>Reads a text into a builder.</summary>
    /// <param name="name">What the text is called in messages: a file, or an option.</param>
    /// <param name="text">The text.</param>
    /// <param name="builder">Takes what the text says.</param>
    /// <param name="drugs">The drugs.</param>
    /// <exception cref="UserErrorException">The text has a mistake; the message says where.</exception>
    public static void Read(string name, string text, CordProtocolBuilder builder, DrugCabinet drugs) =>
        ProtocolStatements.Read(new SourceText(name, text), cursor => ReadStatement(cursor, builder, drugs));

    private static void ReadStatement(ProtocolCursor cursor, CordProtocolBuilder builder, DrugCabinet drugs)
    {
        int place = cursor.Place;
        if (cursor.TakeName(Statements.Keys) is { } word)
        {
            Statements[word](builder, cursor);
        }
        else if (cursor.TakeDrug(drugs) is { } substance)
        {
            Drug(cursor, builder, substance, place);
        }
        else
        {
            throw cursor.Expected($"a statement ({string.Join(", ", Words)}) or a drug", Words.Concat(drugs.Names));
        }
    }

    /// <summary>A bath has a concentration; anything else after a drug's name is a regimen.</summary>
    private static void Drug(ProtocolCursor cursor, CordProtocolBuilder builder, Substance substance, int place)
    {
        if (cursor.Take("off"))
        {
            builder.Bath(substance.Drug!, 0);
            return;
        }

        int amount = cursor.Place;
        string rest = cursor.Rest();
        if (BathText().IsMatch(rest))
        {
            cursor.GoBack(amount);
            double micromolar = cursor.Amount(substance, builder.Notes);
            builder.Bath(substance.Drug!, micromolar);
            return;
        }

        string regimen = cursor.Since(place);
        try
        {
            builder.Dose(regimen, RegimenParser.Read(regimen).EndHours * ProtocolUnits.Time["h"]);
        }
        catch (UserErrorException mistake)
        {
            string what = mistake.IsLocated ? string.Join("; ", mistake.Diagnostics.Select(one => one.Message)) : mistake.Message;
            throw cursor.Mistake($"'{regimen}' is neither a bath ({substance.Name} 1 uM) nor a regimen: {what}");
        }
    }

    private static void Injury(CordProtocolBuilder builder, ProtocolCursor cursor)
    {
        bool isUsual = cursor.Take("for");
        double rate = isUsual ? 1 : Rate(cursor, "C input"), time = isUsual ? Time(cursor) : For(cursor);
        builder.Act(time, string.Create(CultureInfo.InvariantCulture, $"injury, {rate:G4} Hz"));
        builder.C(rate, time);
        builder.Wait(time);
    }

    private static void Shocks(CordProtocolBuilder builder, ProtocolCursor cursor)
    {
        const int Most = 100_000;
        double rate = Rate(cursor, "rate");
        cursor.Require("x");
        double count = cursor.Number("the number of stimuli");
        if (rate <= 0 || count is < 1 or > Most || count != Math.Floor(count))
        {
            throw cursor.Mistake($"the rate has to be above 0 and the number of stimuli a whole number from 1 to {Most}");
        }

        double size = Size(cursor);
        builder.Act(count / rate, string.Create(CultureInfo.InvariantCulture, $"{count} stimuli at {rate:G4} Hz"));
        for (int i = 0; i < count; i++)
        {
            builder.Volley(size);
            builder.Wait(1 / rate);
        }
    }

    private static void Conditioning(CordProtocolBuilder builder)
    {
        const int Trains = 5;
        const double Hertz = 100, Interval = 10;
        builder.Basis("conditioning");
        builder.Act(((Trains - 1) * Interval) + 1, "conditioning");
        for (int i = 0; i < Trains; i++)
        {
            builder.C(Hertz, 1);
            builder.Wait(i + 1 < Trains ? Interval : 1);
        }
    }

    private static void Heat(CordProtocolBuilder builder, ProtocolCursor cursor)
    {
        builder.Basis("heat");
        if (!cursor.Take("from"))
        {
            double celsius = cursor.Quantity("temperature", ProtocolUnits.Temperature), time = For(cursor);
            builder.Act(time, string.Create(CultureInfo.InvariantCulture, $"heat {celsius:G4} C"));
            builder.C(SkinInput.Heat(builder.Fibres, celsius), time);
            builder.Wait(time);
            return;
        }

        double low = cursor.Quantity("temperature", ProtocolUnits.Temperature);
        cursor.Require("to");
        double high = cursor.Quantity("temperature", ProtocolUnits.Temperature);
        cursor.Require("over");
        double length = Time(cursor);
        const int Steps = 50;
        builder.Act(length, string.Create(CultureInfo.InvariantCulture, $"heat {low:G4} to {high:G4} C"));
        for (int i = 0; i < Steps; i++)
        {
            builder.C(SkinInput.Heat(builder.Fibres, low + ((high - low) * (i + 0.5) / Steps)), length / Steps);
            builder.Wait(length / Steps);
        }
    }

    private static void Capsaicin(CordProtocolBuilder builder)
    {
        (double first, double rest) = (builder.Fibres.CapsaicinTime[0], builder.Fibres.CapsaicinTime[1]);
        builder.Basis("capsaicin");
        builder.Act(first + rest, "capsaicin");
        builder.C(builder.Fibres.Capsaicin[0], first);
        builder.C(builder.Fibres.Capsaicin[1], rest, first);
    }

    private static void Incision(CordProtocolBuilder builder)
    {
        const int Parts = 60;
        const double TimeConstants = 5;
        builder.Basis("incision");
        builder.Act(0, "incision");
        double step = builder.Fibres.IncisionTime * TimeConstants / Parts;
        for (int i = 0; i < Parts; i++)
        {
            builder.C(builder.Fibres.Incision * Math.Exp(-(i + 0.5) * TimeConstants / Parts), step, i * step);
        }
    }

    private static void Stimulus(CordProtocolBuilder builder, ProtocolCursor cursor, string name, (double Touch, double C) rates)
    {
        double time = For(cursor);
        builder.Basis(name);
        builder.Act(time, name);
        builder.Touch(rates.Touch, time);
        builder.C(rates.C, time);
        builder.Wait(time);
    }

    private static void Switch(CordProtocolBuilder builder, ProtocolCursor cursor, double value)
    {
        string name = Name(builder, cursor);
        builder.Set(builder.Switches[name], value);
        builder.Act(0, $"{(value > 0 ? "with" : "without")} {name}");
    }

    private static string Name(CordProtocolBuilder builder, ProtocolCursor cursor) =>
        cursor.TakeName(builder.Switches.Keys) is { } taken ? builder.Switches.Keys.First(key => key.Equals(taken, StringComparison.OrdinalIgnoreCase))
        : throw cursor.Expected($"one of {string.Join(", ", builder.Switches.Keys)}", builder.Switches.Keys);

    private static double Size(ProtocolCursor cursor)
    {
        if (!cursor.Take("of"))
        {
            return WholeFibres;
        }

        double size = cursor.Number("the share of C fibres");
        return size is > 0 and <= 1 ? size : throw cursor.Mistake("a stimulus excites a share of the C fibres, above 0 and at most 1");
    }

    private static double Share(ProtocolCursor cursor, string what)
    {
        double share = cursor.Quantity(what, Percent);
        return share is >= 0 and <= 1 ? share : throw cursor.Mistake($"{what} lies between 0 % and 100 %");
    }

    private static double Milli(ProtocolCursor cursor) => cursor.Quantity("force", Force) is > 0 and double force ? force
        : throw cursor.Mistake("a force above 0 is expected");

    private static double Rate(ProtocolCursor cursor, string what) => cursor.Quantity(what, ProtocolUnits.Rate);

    private static double Time(ProtocolCursor cursor) => cursor.Quantity("time", ProtocolUnits.Time);

    private static double For(ProtocolCursor cursor)
    {
        cursor.Require("for");
        return Time(cursor);
    }

    [GeneratedRegex(@"^[-+]?[\d.]+(e[-+]?\d+)?\s*([pnuµμm]?M|[pnuµμm]?c?g/[munµμd]?L)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BathText();
}
