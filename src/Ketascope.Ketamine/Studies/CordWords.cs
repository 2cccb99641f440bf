using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Protocols;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>A request on the cord, read: circuit, alternatives, knock-outs, quantities; what is wrong in one is said of the option that it is from.</summary>
/// <param name="request">What is asked.</param>
/// <param name="cord">The cord.</param>
internal sealed partial class CordWords(CordRequest request, SpinalCord cord)
{
    private readonly List<Note> _notes = [];

    /// <summary>The circuit that is asked for.</summary>
    /// <exception cref="UserErrorException">There is none of that name.</exception>
    public CordCircuit Circuit => About("--circuit", () => cord.Circuit(request.Circuit));

    /// <summary>The circuit that is asked for, or that of a condition where none is.</summary>
    /// <param name="condition">The condition.</param>
    /// <exception cref="UserErrorException">There is none of that name.</exception>
    public CordCircuit CircuitOf(PainCondition condition) => request.Circuit is null ? cord.Circuit(condition.Circuit) : Circuit;

    /// <summary>The notes that were made, each once.</summary>
    public ImmutableArray<Note> Notes => [.. _notes.Distinct()];

    /// <summary>The body weight, kg.</summary>
    public double WeightKg => FollowedPeople.WeightKg(request.Weight) ?? CordDoses.UsualWeightKg;

    /// <summary>What is knocked out, by name, wherever it is.</summary>
    public ImmutableArray<string> Without =>
        [.. request.Without?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []];

    /// <summary>Parameters that hold from the start on: what of the cord is knocked out.</summary>
    /// <param name="elsewhere">What can be knocked out elsewhere, and is left to that.</param>
    /// <exception cref="UserErrorException">There is nothing of a name.</exception>
    public ImmutableArray<ValueChange> KnockOuts(params IReadOnlyCollection<string> elsewhere)
    {
        string[] known = [.. cord.File.Switches.Keys, .. elsewhere];
        return
        [
            .. Without.Where(name => !elsewhere.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(name =>
                cord.File.Switches.FirstOrDefault(one => one.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Key: not null } found
                    ? new ValueChange(0, found.Value, 0)
                    : throw new UserErrorException($"--without: '{name}' is none of {string.Join(", ", known)}{NearestName.Hint(name, known)}")),
        ];
    }

    /// <summary>What ketamine does, as many ways as are asked for.</summary>
    /// <param name="hasDrug">Whether a drug is given.</param>
    /// <exception cref="UserErrorException">There is none of that name, or nothing that it could change.</exception>
    public ImmutableArray<CordAlternative> Alternatives(bool hasDrug)
    {
        if (!hasDrug && request.Alternative is not null)
        {
            throw new UserErrorException("--alternative says what ketamine does in the cord; without a drug nothing would change");
        }

        ImmutableArray<CordAlternative> taken = request.Alternative is not { } names ? cord.File.Alternatives
            : About("--alternative", () => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(cord.File.Alternative).Distinct().ToImmutableArray());
        if (hasDrug)
        {
            _notes.AddRange(taken.Select(one => new Note(NoteKind.Assumption, $"{one.Name}: {one.Title}.")));
        }

        return taken.IsEmpty ? throw new UserErrorException("--alternative: name at least one") : taken;
    }

    /// <summary>Refuses a body weight that nothing is dosed by.</summary>
    /// <param name="isDosed">Whether a regimen is given.</param>
    /// <exception cref="UserErrorException">There is a weight and no regimen.</exception>
    public void RequireUseOfWeight(bool isDosed)
    {
        if (!isDosed && request.Weight is not null)
        {
            throw new UserErrorException("--weight is for a regimen by body weight; without one nothing would change");
        }
    }

    /// <summary>A protocol of statements, each from an option.</summary>
    /// <param name="statements">The option, its value, and the statement that it makes.</param>
    /// <exception cref="UserErrorException">A statement has a mistake; the message names the option.</exception>
    public CordProtocol Protocol(IReadOnlyList<(string Option, string? Value, string Statement)> statements)
    {
        foreach ((string option, string? value, string statement) in statements)
        {
            if (value is null)
            {
                throw new UserErrorException($"{option}: a statement is missing; write for example test");
            }

            if (statement.Contains('#', StringComparison.Ordinal))
            {
                throw new UserErrorException($"{option} \"{value}\": '#' begins a comment, which has its place in a protocol file; leave it out");
            }

            _ = About($"{option} \"{value}\"", () => cord.Protocol([(option, statement)]));
        }

        return Noted(cord.Protocol(statements.Select(one => (one.Option, one.Statement))));
    }

    /// <summary>The protocol of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">It cannot be read, or has a mistake.</exception>
    public CordProtocol ProtocolOf(string path) => Noted(cord.Protocol([(path, InputFile.ReadText(path))]));

    /// <summary>A quantity that an option gives.</summary>
    /// <param name="option">The option.</param>
    /// <param name="value">Its value.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="units">The units, with their factors.</param>
    public static double Quantity(string option, string value, string what, IReadOnlyDictionary<string, double> units) => About($"{option} \"{value}\"", () =>
    {
        ProtocolCursor cursor = new(new SourceText(option, value), 0, value.Length);
        double quantity = cursor.Quantity(what, units);
        return cursor.IsAtEnd ? quantity : throw cursor.Expected("nothing more", []);
    });

    /// <summary>The ends of a range that an option gives: <c>0.1..2 uM</c>; one value is a range of one.</summary>
    /// <param name="option">The option.</param>
    /// <param name="value">Its value.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="units">The units, with their factors; empty where numbers stand alone.</param>
    /// <exception cref="UserErrorException">It is no range.</exception>
    public static (double Low, double High) Range(string option, string value, string what, IReadOnlyDictionary<string, double> units)
    {
        if (RangeText().Match(value.Trim()) is not { Success: true } match)
        {
            string example = units.Count > 0 ? $"0.1..2 {units.Keys.First()}" : "1..168";
            throw new UserErrorException($"{option}: '{value}' is no range of {what}; write for example {example}");
        }

        double factor = units.Count == 0 && match.Groups[3].Length == 0 ? 1
            : units.TryGetValue(match.Groups[3].Value, out double known) ? known
            : throw new UserErrorException(units.Count == 0
                ? $"{option}: '{value}' has the unit '{match.Groups[3].Value}', where numbers stand alone"
                : $"{option}: '{value}' needs a unit of {what} ({string.Join(", ", units.Keys)})");
        double low = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * factor;
        double high = match.Groups[2].Success ? double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) * factor : low;
        return low <= high ? (low, high) : throw new UserErrorException($"{option}: '{value}' must end above its start");
    }

    /// <summary>The drug of a protocol over time; how it was found is noted.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">No pharmacokinetic model suits.</exception>
    public CordExposure Exposure(CordProtocol protocol, CancellationToken cancellation)
    {
        (CordExposure exposure, ImmutableArray<string> notes) = cord.Exposure(protocol, WeightKg, cancellation);
        _notes.AddRange(notes.Select(note => new Note(NoteKind.Assumption, $"{note}.")));
        return exposure;
    }

    /// <summary>The drug of a regimen over time; how it was found is noted.</summary>
    /// <param name="regimen">The regimen.</param>
    /// <param name="until">Until when, s.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">No pharmacokinetic model suits.</exception>
    public CordExposure Exposure(string regimen, double until, CancellationToken cancellation)
    {
        (CordExposure exposure, string note) = cord.Doses.Regimen(regimen, WeightKg, until, cancellation);
        Note(NoteKind.Assumption, $"{note}.");
        return exposure;
    }

    /// <summary>Adds an assumption, which a file gives as a sentence without capital and full stop.</summary>
    /// <param name="basis">The sentence.</param>
    public void Assume(string basis) => Note(NoteKind.Assumption, $"{char.ToUpperInvariant(basis[0])}{basis[1..]}.");

    /// <summary>Adds a note.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="text">The sentence.</param>
    public void Note(NoteKind kind, string text) => _notes.Add(new Note(kind, text));

    private CordProtocol Noted(CordProtocol protocol)
    {
        foreach (string note in protocol.Notes)
        {
            Assume(note);
        }

        return protocol;
    }

    /// <summary>Reads something; what is wrong in it is said of the option that it is from.</summary>
    /// <param name="option">The option.</param>
    /// <param name="read">Reads it.</param>
    public static T About<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UserErrorException e)
        {
            throw new UserErrorException($"{option}: {(e.IsLocated ? string.Join("; ", e.Diagnostics.Select(one => one.Message)) : e.Message)}", e);
        }
    }

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)(?:\s*\.\.\s*(\d+(?:\.\d+)?))?\s*(\S*)$", RegexOptions.CultureInvariant)]
    private static partial Regex RangeText();
}
