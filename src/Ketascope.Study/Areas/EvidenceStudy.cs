using Ketascope.Study.Observations;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Study.Areas;

/// <summary>Goes from a parameter, a model or a study to its papers.</summary>
/// <param name="areas">The areas.</param>
public sealed class EvidenceStudy(AreaList areas) : Study<EvidenceRequest>("evidence", () => AreaRequests.Default.EvidenceRequest)
{
    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(EvidenceRequest request, StudyContext context, CancellationToken cancellation) => Task.FromResult(new StudyResult
    {
        Title = $"Evidence for {request.Name}",
        Sections =
        [
            .. EvidenceTables.Find(areas.Evidence, request.Name).Select(table => new TableSection(
                table.Title, new ResultTable([.. table.Columns.Select(column => new ResultColumn(column))], [.. table.Rows.Select(row => (System.Collections.Immutable.ImmutableArray<Cell>)[.. row.Select(Cell.FromString)])]))),
        ],
    });
}
