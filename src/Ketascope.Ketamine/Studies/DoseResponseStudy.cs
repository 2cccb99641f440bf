using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Takes concentration-response curves of an agonist with and without a drug, and fits Hill's equation to them.</summary>
/// <param name="library">Receptors and drugs.</param>
public sealed class DoseResponseStudy(KetamineLibrary library)
    : Study<DoseResponseRequest>("channel dose-response", () => KetamineRequests.Default.DoseResponseRequest)
{
    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(DoseResponseRequest request, StudyContext context, CancellationToken cancellation)
    {
        PatchExperiment patch = library.Receptor;
        PatchStatements statements = new(request, patch);
        ImmutableArray<ResponseCurve> curves = Curves(request, patch, statements, context, cancellation);
        return Task.FromResult(new StudyResult
        {
            Title = $"Concentration-response curves of {request.Agonist ?? "glutamate"}",
            Sections =
            [
                new TableSection(null, new ResultTable(
                    [new("curve"), new("maximum"), new("current there", "pA"), new("EC50", "uM"), new("Hill"), new("rms residual", "%")],
                    [.. curves.Select(curve => (ImmutableArray<Cell>)
                    [
                        curve.Label, curve.Fit.Top, curve.Fit.Top * curve.CurrentOfOne, curve.Fit.Midpoint, curve.Fit.Slope, 100 * curve.Fit.Residual,
                    ])])),
            ],
            Notes = statements.Notes,
            Values = Values(curves),
        });
    }

    private static ImmutableArray<ResponseCurve> Curves(
        DoseResponseRequest request, PatchExperiment patch, PatchStatements statements, StudyContext context, CancellationToken cancellation)
    {
        Varied varied = request.Agonist switch
        {
            null or "glutamate" => Varied.Glutamate,
            "glycine" => request.Glycine is null ? Varied.Glycine : throw new UserErrorException("--glycine is what --agonist glycine varies; leave it out"),
            var other => throw new UserErrorException($"the agonist '{other}' is none of glutamate, glycine"),
        };
        bool atPeak = request.Measure switch
        {
            null or "steady" => false,
            "peak" => true,
            var other => throw new UserErrorException($"the measure '{other}' is none of steady, peak"),
        };
        ImmutableArray<string> subtypes = statements.Subunits();
        (string Name, string Statement)[] baths = [.. DrugSteps.Of(request.Drug ?? "", patch.Cabinet).Select(bath => (bath, statements.Drug(bath)))];
        statements.RequireMechanism(baths.SelectMany(bath => statements.Parse(bath.Statement).Drugs));
        IProgress<int> progress = context.Counter(subtypes.Length * baths.Length, "curves");
        ConcentrationResponse experiment = new(patch);
        ImmutableArray<double> concentrations = ConcentrationResponse.Series(1e-3, 1e3, 4);
        List<ResponseCurve> curves = [];
        foreach (string subunits in subtypes)
        {
            foreach ((string name, string statement) in baths)
            {
                string label = name.Length == 0 ? $"GluN{subunits}" : $"GluN{subunits}, {name}";
                curves.Add(experiment.Run(label, statements.Bath(subunits) + statement, varied, drug: null, concentrations, atPeak, cancellation));
                progress.Report(curves.Count);
            }
        }

        return [.. curves];
    }

    private static ResultTable Values(ImmutableArray<ResponseCurve> curves) => new(
        [new("curve"), new("concentration_uM"), new("open_probability"), new("fitted")],
        [.. curves.SelectMany(curve => curve.Concentrations.Select((concentration, i) => (ImmutableArray<Cell>)
        [
            curve.Label, concentration, curve.Values[i], curve.Fit.At(concentration),
        ]))]);
}
