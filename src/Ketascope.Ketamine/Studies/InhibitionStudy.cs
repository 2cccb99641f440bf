using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Measures potencies of blockers at equilibrium, with and without magnesium, and says what each rests on.</summary>
/// <param name="library">Receptors and drugs.</param>
public sealed partial class InhibitionStudy(KetamineLibrary library)
    : Study<InhibitionRequest>("channel ic50", () => KetamineRequests.Default.InhibitionRequest)
{
    private const string MagnesiumName = "magnesium";

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(InhibitionRequest request, StudyContext context, CancellationToken cancellation)
    {
        PatchExperiment patch = library.Receptor;
        PatchStatements statements = new(request, patch);
        ImmutableArray<string> drugs = [.. Comma().Split(request.Drugs ?? "ketamine").Select(name => name.Trim()).Where(name => name.Length > 0)];
        ImmutableArray<DrugFile> known = drugs.IsEmpty
            ? throw new UserErrorException("--drugs: name at least one drug")
            : [.. drugs.Where(drug => !IsMagnesium(drug)).Select(patch.Cabinet.Find)];
        statements.RequireMechanism(known.SelectMany(drug => patch.Cabinet.Parts(drug)).Select(part => part.Drug));
        ImmutableArray<string> subtypes = statements.Subunits();
        ImmutableArray<Block> blocks = Blocks(request, patch, statements, drugs, subtypes);
        ConcentrationResponse experiment = new(patch);
        ImmutableArray<double> concentrations = ConcentrationResponse.Series(1e-4, 1e5, 3);
        IProgress<int> progress = context.Counter(blocks.Length, "curves");
        List<ImmutableArray<Cell>> rows = [];
        foreach (Block one in blocks)
        {
            HillFit fit = experiment.Run(one.Drug, one.Bath, Varied.Drug, one.Drug, concentrations, atPeak: false, cancellation).Fit;
            rows.Add([one.Drug, $"GluN{one.Subunits}", one.Magnesium, fit.Midpoint, fit.Slope]);
            progress.Report(rows.Count);
        }

        ResultTable table = new([new("drug"), new("receptor"), new("magnesium"), new("IC50", "uM"), new("Hill")], [.. rows]);
        ImmutableArray<string> basis = BlockerBasis.Of(known, patch, subtypes);
        return Task.FromResult(new StudyResult
        {
            Title = "Concentrations of half block at equilibrium",
            Sections = [new TableSection(null, table), .. basis.IsEmpty ? [] : basis.Prepend("What these rest on:").Select(text => new TextSection(text))],
            Notes = [.. statements.Notes, .. basis.IsEmpty || request.Temperature is null ? (Note[])[] : [RatesOfDrugs]],
        });
    }

    private static Note RatesOfDrugs => new(
        NoteKind.Assumption,
        "Drugs enter and leave at any temperature as they do at the one of their sources, room temperature; gating alone follows --temperature.");

    /// <summary>The curves: each drug at each subtype in each concentration of magnesium. Beside magnesium itself there is no other magnesium.</summary>
    private static ImmutableArray<Block> Blocks(
        InhibitionRequest request, PatchExperiment patch, PatchStatements statements, ImmutableArray<string> drugs, ImmutableArray<string> subtypes)
    {
        if (request.Magnesium is not null && drugs.All(IsMagnesium))
        {
            throw new UserErrorException("--magnesium is what stands beside other drugs; magnesium itself is varied, so leave it out");
        }

        IEnumerable<string> values = DrugSteps.Of($"{MagnesiumName} {request.Magnesium ?? "0 mM"}", patch.Cabinet, "--magnesium")
            .Select(step => step[(MagnesiumName.Length + 1)..]);
        (string Value, string Statement)[] baths = [.. values.Select(value => (value, statements.Of("--magnesium", value, MagnesiumName)))];
        return
        [
            .. from drug in drugs
               from subunits in subtypes
               let bath = statements.BathWithoutMagnesium(subunits)
               from magnesium in IsMagnesium(drug) ? [("none", "")] : baths
               select new Block(drug, subunits, magnesium.Item1, bath + magnesium.Item2),
        ];
    }

    private static bool IsMagnesium(string drug) => drug.Equals(MagnesiumName, StringComparison.OrdinalIgnoreCase);

    /// <summary>A comma between names; within parentheses it is part of one, as in (2R,6R)-HNK.</summary>
    [GeneratedRegex(@",(?![^()]*\))", RegexOptions.CultureInvariant)]
    private static partial Regex Comma();

    /// <summary>One curve: a drug, a subtype, the magnesium beside the drug, and the statements that set up the bath.</summary>
    private sealed record Block(string Drug, string Subunits, string Magnesium, string Bath);
}
