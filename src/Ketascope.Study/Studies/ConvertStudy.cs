using Ketascope.Language;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;
using Ketascope.Language.Sbml;
using Ketascope.Language.Writing;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>Writes a model in another language.</summary>
public sealed class ConvertStudy() : Study<ConvertRequest>("convert", () => StudyRequests.Default.ConvertRequest)
{
    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(ConvertRequest request, StudyContext context, CancellationToken cancellation)
    {
        DiagnosticBag diagnostics = new();
        List<SourceText> sources = [];
        ModelDocument document = ModelFile.Read(request.In, diagnostics, sources) ?? throw new UserErrorException(diagnostics);
        document = request.IgnoreFast ? document.WithoutFastReactions() : document;
        bool toAntimony = request.To switch
        {
            "antimony" => true,
            "sbml" => false,
            null => SbmlReader.IsXml(sources[0].Text),
            var other => throw new UserErrorException($"the language '{other}' is none of antimony, sbml"),
        };
        WrittenModel written = (toAntimony ? AntimonyWriter.Write(document, diagnostics) : SbmlWriter.Write(document, diagnostics))
            ?? throw new UserErrorException(diagnostics);
        return Task.FromResult(new StudyResult
        {
            Title = $"{request.In} in {(toAntimony ? "Antimony" : "SBML")}",
            Text = written.Text,
            Sections = [.. Renamed(written).Select(line => new LineSection(line) { IsClose = true })],
            Notes = [.. diagnostics.Items.Select(ModelNotes.Of), .. ModelNotes.Warning(Problems(document, sources, request.In))],
            Manifest = new RunManifest { Version = ProgramVersion.Of(typeof(ConvertStudy)), Created = context.Clock.GetUtcNow() },
            Style = ResultStyle.Tool,
        });
    }

    /// <summary>
    /// A part of a model, whose values come from the model around it, is written like any other; but whoever takes it for a whole one must know that it
    /// cannot run.
    /// </summary>
    private static string? Problems(ModelDocument document, List<SourceText> sources, string input)
    {
        DiagnosticBag problems = new();
        ModelLoading.Check(document, sources, problems);
        Diagnostic[] errors = [.. problems.Items.Where(item => item.Severity == Severity.Error)];
        return errors.Length == 0 ? null
            : $"the model was written, but it cannot run as it is: 'ketascope model check {input}' finds {errors.Length} error{(errors.Length == 1 ? "" : "s")}, the first of them: {errors[0].Message}";
    }

    /// <summary>A line for each name that is another in the written text; one line for all parts of submodels whose dots alone had to go.</summary>
    private static IEnumerable<string> Renamed(WrittenModel written)
    {
        ILookup<bool, KeyValuePair<string, string>> byKind = written.Names.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToLookup(pair => pair.Value == pair.Key.Replace(".", "__", StringComparison.Ordinal));
        IEnumerable<string> lines = byKind[false].Select(pair => $"'{pair.Key}' is called '{pair.Value}'");
        return byKind[true].FirstOrDefault() is { Key: { } name } first
            ? lines.Prepend($"'{name}' is called '{first.Value}'{(byKind[true].Count() > 1 ? $", and so on: {byKind[true].Count()} names with dots" : "")}")
            : lines;
    }
}
