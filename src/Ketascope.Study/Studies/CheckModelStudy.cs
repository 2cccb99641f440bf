using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Studies;

/// <summary>Reads a model and reports every problem.</summary>
public sealed class CheckModelStudy() : Study<CheckModelRequest>("model check", () => StudyRequests.Default.CheckModelRequest)
{
    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(CheckModelRequest request, StudyContext context, CancellationToken cancellation)
    {
        DiagnosticBag diagnostics = new();
        LoadedModel? model = ModelLoading.TryLoad(request.Model, diagnostics, request.RequireUnits ? UnitPolicy.Require : UnitPolicy.Refuse,
            ignoreFast: request.IgnoreFast);
        int errors = diagnostics.Items.Count(item => item.Severity == Severity.Error);
        string found = $"{request.Model}: {Count(errors, "error")}, {Count(diagnostics.Items.Count - errors, "warning")}";
        Note[] messages = [.. diagnostics.Items.Select(ModelNotes.Of)];
        return Task.FromResult(new StudyResult
        {
            Title = found,
            Sections = model is null ? [] : [new LineSection($"{found}. {Content(model.System)}")],
            Notes = model is null ? [.. messages, new Note(NoteKind.Failure, found) { IsLocated = true }] : [.. messages],
            Manifest = model is null ? null : Manifests.Of(model, context),
            Style = ResultStyle.Tool,
        });
    }

    private static string Content(OdeSystem system) =>
        $"Model '{system.Name}': {Count(system.States.Length, "state")}, {Count(system.Parameters.Length, "parameter")}, {Count(system.Assignments.Length, "assignment")}, "
        + $"{Count(system.Events.Length + system.Conditions.Length, "event")}.";

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? "no" : count)} {what}{(count == 1 ? "" : "s")}");
}
