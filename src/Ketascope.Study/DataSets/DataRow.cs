using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using Ketascope.Language.Diagnostics;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Requests;

namespace Ketascope.Study.DataSets;

/// <summary>The present row of a data set, and what its columns mean.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="csv">The reader, on the row.</param>
/// <param name="columns">The places of NONMEM's data items.</param>
/// <param name="compartments">The compartments of the model.</param>
/// <param name="clock">How times of day are read; null where TIME is a number.</param>
internal sealed class DataRow(string path, CsvReader csv, IReadOnlyDictionary<string, int> columns, ImmutableArray<string> compartments, ClockTimes? clock)
{
    /// <summary>The row as a record.</summary>
    /// <exception cref="UserErrorException">A value is missing or means nothing.</exception>
    public DoseRecord Read()
    {
        double amount = Value("AMT"), rate = Value("RATE");
        string id = columns.TryGetValue("ID", out int place) ? Present("ID", csv.GetField(place)) : "1";
        int evid = columns.ContainsKey("EVID") ? Whole("EVID") : amount > 0 || (rate != 0 && Value("SS") != 0) ? 1 : 0;
        (string compartment, bool off) = Compartment(evid);
        return new DoseRecord
        {
            Id = id,
            Time = clock?.Read(this, id, evid is 3 or 4) ?? Number("TIME", columns["TIME"]),
            EventId = (EventId)evid,
            Amount = amount,
            Compartment = compartment,
            SwitchesOff = off,
            Rate = rate,
            Duration = Duration(),
            Interval = columns.ContainsKey("II") && clock?.ReadInterval(this, "II") is { } interval ? interval : Value("II"),
            AdditionalDoses = Whole("ADDL"),
            SteadyState = (SteadyState)Whole("SS"),
        };
    }

    /// <summary>What stands in a column that there is.</summary>
    /// <param name="column">The column.</param>
    /// <exception cref="UserErrorException">Nothing does.</exception>
    public string Text(string column) => Present(column, csv.GetField(columns[column]));

    /// <summary>The value of a column where a number must stand.</summary>
    /// <param name="column">The column.</param>
    /// <param name="index">Its place.</param>
    public double Number(string column, int index)
    {
        string? field = csv.GetField(index);
        return double.TryParse(Present(column, field), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Error(column, $"'{InputFile.Excerpt(field)}' is not a finite number");
    }

    /// <summary>The value of a column; null where it is missing.</summary>
    /// <param name="column">The column.</param>
    public double? Optional(string column) => IsMissing(csv.GetField(columns[column])) ? null : Number(column, columns[column]);

    /// <summary>What DV, MDV, CENS, LLOQ and LIMIT say.</summary>
    /// <exception cref="UserErrorException">One is no number, MDV neither 0 nor 1, or CENS none of 0, 1 and -1.</exception>
    public Measurement Observed()
    {
        if (Value("MDV") is not (0 or 1))
        {
            throw Error("MDV", $"'{InputFile.Excerpt(csv.GetField(columns["MDV"]))}' is neither 0 (DV is an observation) nor 1 (it is not)");
        }

        bool isLeftOut = Value("MDV") == 1;
        return new Measurement(columns.ContainsKey("DV") && !isLeftOut ? Optional("DV") : null, isLeftOut)
        {
            Censored = columns.ContainsKey("CENS") ? Censored() : null,
            Quantification = columns.ContainsKey("LLOQ") ? Optional("LLOQ") : null,
            Limit = columns.TryGetValue("LIMIT", out int limit) && !IsInfinite(csv.GetField(limit)) ? Optional("LIMIT") : null,
        };
    }

    private int Censored() => Value("CENS") is var value and (0 or 1 or -1) ? (int)value : throw Error(
        "CENS", $"'{InputFile.Excerpt(csv.GetField(columns["CENS"]))}' is none of 0 (DV was measured), 1 (the value is below the limit) and -1 (it is above)");

    private static bool IsInfinite(string? field) => field?.TrimStart('-', '+').ToUpperInvariant() is "INF" or "INFINITY";

    /// <summary>What DVID, or else CMT, says of the quantity that was observed; empty where it says nothing.</summary>
    public string Output()
    {
        string? field = columns.TryGetValue("DVID", out int index) || columns.TryGetValue("CMT", out index) ? csv.GetField(index) : null;
        return IsMissing(field) ? "" : field!;
    }

    /// <summary>An error in this row.</summary>
    /// <param name="column">The column.</param>
    /// <param name="message">What is wrong.</param>
    public UserErrorException Error(string column, string message)
    {
        string who = columns.TryGetValue("ID", out int id) ? $", ID {InputFile.Excerpt(csv.GetField(id))}" : "";
        return new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {csv.Parser.RawRow}{who}, column {column}: {message}"));
    }

    private static bool IsMissing(string? field) => string.IsNullOrWhiteSpace(field) || field is "." or "NA";

    private string Present(string column, string? field) => IsMissing(field) ? throw Error(column, "the value is missing") : field!;

    /// <summary>The value of a column that need not be there: 0 then, or where its value is missing.</summary>
    private double Value(string column) => columns.ContainsKey(column) ? Optional(column) ?? 0 : 0;

    /// <summary>How long an infusion lasts: DUR, or TINF as some call it.</summary>
    private double? Duration()
    {
        double duration = Value("DUR"), other = Value("TINF");
        return duration != 0 && other != 0 && duration != other
            ? throw Error("TINF", $"{other.ToString(CultureInfo.InvariantCulture)} is not the duration in DUR " +
                $"({duration.ToString(CultureInfo.InvariantCulture)}); give one of them")
            : duration != 0 ? duration : other != 0 ? other : null;
    }

    private int Whole(string column)
    {
        double value = Value(column);
        return value == Math.Round(value) && Math.Abs(value) <= 1e9 ? (int)value : throw Error(column, $"'{value.ToString(CultureInfo.InvariantCulture)}' is not a whole number");
    }

    private (string Compartment, bool Off) Compartment(int evid)
    {
        bool dose = evid is 1 or 4;
        string? field = columns.TryGetValue("CMT", out int index) ? csv.GetField(index) : null;
        if (IsMissing(field))
        {
            return !dose ? ("", false) : compartments.Length > 0 ? (compartments[0], false) : throw Error(
                columns.ContainsKey("EVID") ? "EVID" : "AMT", "the model has no compartment that takes a dose: nothing in it is integrated; set " +
                    "EVID and AMT to 0 there");
        }

        if (!int.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            bool minus = field!.StartsWith('-');
            string name = minus ? field[1..] : field;
            number = compartments.IndexOf(name) + 1;
            number = number == 0 ? throw Error("CMT", $"the model has no compartment '{InputFile.Excerpt(name)}'{NearestName.Suggest(name, compartments)}") : minus ? -number : number;
        }

        if (Math.Abs(number) > compartments.Length || (number == 0 && dose) || (number < 0 && evid != 2))
        {
            string allowed = dose ? "1" : evid == 2 ? $"-{compartments.Length}" : "0";
            throw Error("CMT", $"{field} is not between {allowed} and {compartments.Length}; the compartments are {string.Join(", ", compartments.Select((name, i) => $"{i + 1} {name}"))}");
        }

        // Compartments of observations say which quantity was measured, and nothing of what happens.
        return number == 0 || evid is 0 or 3 ? ("", false) : (compartments[Math.Abs(number) - 1], number < 0);
    }
}
