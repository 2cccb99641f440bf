using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>A request of an experiment at the electrode as statements of a protocol; what is wrong in one is said of the option that it is from.</summary>
/// <param name="request">What is asked.</param>
/// <param name="patch">The electrode, with the drugs.</param>
internal sealed class PatchStatements(PatchRequest request, PatchExperiment patch)
{
    private readonly List<string> _notes = [];

    /// <summary>What was taken to mean what, a sentence each, in the order in which it was read.</summary>
    public ImmutableArray<Note> Notes => [.. _notes.Select(note => new Note(NoteKind.Remark, note))];

    /// <summary>The subtypes that are asked for, each once; of <c>2A+2B</c> both, which a note says.</summary>
    /// <exception cref="UserErrorException">There is none of that name.</exception>
    public ImmutableArray<string> Subunits()
    {
        List<string> all = [];
        foreach (string name in (request.Subunits ?? SubtypeNames.All[0]).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            ImmutableArray<string> found = Read(name);
            if (found.Length > 1)
            {
                Note($"{name} is taken as {found.Length} populations, each recorded alone; their mean is that of a patch with as many of each. "
                    + $"Receptors that hold {string.Join(" and ", found.Select(one => $"GluN{one}"))} at once are not modelled.");
            }

            all.AddRange(found.Except(all));
        }

        return all.Count > 0 ? [.. all] : throw new UserErrorException($"--subunits: name at least one subtype ({string.Join(", ", SubtypeNames.All)})");
    }

    /// <summary>Refuses a mechanism that is not known, or that nothing acts through.</summary>
    /// <param name="drugs">The drugs, mixtures taken apart.</param>
    /// <exception cref="UserErrorException">There is none of that name, or none of the drugs binds to the site in the membrane.</exception>
    public void RequireMechanism(IEnumerable<DrugFile> drugs)
    {
        if (Mechanism().Length > 0 && !patch.Text.Sites.Any(site => patch.Text.IsOptional(site) && drugs.Any(drug => drug.At(site.Id) is not null)))
        {
            throw new UserErrorException("--mechanism is a site that ketamine binds to; without it nothing would change");
        }
    }

    /// <summary>The statements that set up the bath.</summary>
    /// <param name="subunits">The subtype, or null where a protocol file says it.</param>
    public string Bath(string? subunits) => BathWithoutMagnesium(subunits) + Of("--magnesium", request.Magnesium ?? "0", "magnesium");

    /// <summary>The same without magnesium, which an experiment varies itself.</summary>
    /// <param name="subunits">The subtype, or null where a protocol file says it.</param>
    public string BathWithoutMagnesium(string? subunits) => string.Concat(
        subunits is null ? "" : $"subunits {subunits}; ",
        Mechanism(),
        Of("--hold", request.Hold ?? "-70 mV", "hold"),
        Of("--glycine", request.Glycine ?? "10 uM", "glycine"),
        Of("--temperature", request.Temperature ?? "23 C", "temperature"));

    /// <summary>The statement that an option's value completes.</summary>
    /// <param name="option">The option.</param>
    /// <param name="value">Its value.</param>
    /// <param name="begins">How the statement begins.</param>
    public string Of(string option, string value, string begins) => Checked(option, value, $"{begins} {value}");

    /// <summary>A drug and its concentration as a statement; nothing where there is none.</summary>
    /// <param name="drug">The drug and its concentration, or null.</param>
    public string Drug(string? drug) => string.IsNullOrEmpty(drug) ? "" : Checked("--drug", drug, drug);

    /// <summary>How long an option says, s.</summary>
    /// <param name="option">The option.</param>
    /// <param name="value">Its value.</param>
    public double Seconds(string option, string value) => Parse(Of(option, value, "wait")).End;

    /// <summary>A protocol of statements that are checked already.</summary>
    /// <param name="statements">The statements.</param>
    public ChannelProtocol Parse(string statements) => ProtocolParser.Parse(statements, patch.Cabinet);

    /// <summary>Notes what a protocol takes to mean what.</summary>
    /// <param name="protocol">The protocol.</param>
    public void Note(ChannelProtocol protocol)
    {
        foreach (string note in protocol.Notes)
        {
            Note(note);
        }
    }

    /// <summary>A statement, closed by a semicolon.</summary>
    /// <param name="option">The option that it is from.</param>
    /// <param name="value">The option's value.</param>
    /// <param name="statement">The statement.</param>
    /// <exception cref="UserErrorException">It has a mistake; the message names the option.</exception>
    public string Checked(string option, string value, string statement)
    {
        // A comment would swallow the statements that follow on the line.
        if (statement.Contains('#', StringComparison.Ordinal))
        {
            throw new UserErrorException($"{option} \"{value}\": '#' begins a comment, which has its place in a protocol file; leave it out");
        }

        try
        {
            Note(ProtocolParser.Parse(statement, patch.Cabinet, option));
        }
        catch (UserErrorException e) when (e.IsLocated)
        {
            throw new UserErrorException($"{option} \"{value}\": {string.Join("; ", e.Diagnostics.Select(one => one.Message))}", e);
        }

        return $"{statement}; ";
    }

    private string Mechanism() => request.Mechanism is { } mechanism ? Of("--mechanism", mechanism, "mechanism") : "";

    private void Note(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }

    private static ImmutableArray<string> Read(string name) => SubtypeNames.TryRead(name, out ImmutableArray<string> found, out string problem) ? found
        : throw new UserErrorException($"--subunits: {problem}");
}
