using System.Collections.Immutable;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Sbml;
using Ketascope.Language.Writing;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Conformance;

/// <summary>A model that was read, and written and read again if that was asked.</summary>
/// <param name="Model">The model; null when it was not read.</param>
/// <param name="Renamed">What the writer called elements whose names its language does not allow.</param>
/// <param name="Problem">Why there is no model; else empty.</param>
/// <param name="IsRefused">Whether the model itself was refused, and not what the program wrote.</param>
internal sealed record RoutedModel(LoadedModel? Model, ImmutableDictionary<string, string> Renamed, string Problem, bool IsRefused)
{
    private static readonly ImmutableDictionary<string, string> s_none = ImmutableDictionary<string, string>.Empty;

    /// <summary>Reads a model. Units that do not fit are no errors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="route">Which way the model goes.</param>
    /// <param name="ignoreFast">Whether reactions that are marked fast are made ordinary ones.</param>
    public static RoutedModel Load(string path, ModelRoute route, bool ignoreFast = false)
    {
        DiagnosticBag diagnostics = new();
        if (ModelLoading.TryLoad(path, diagnostics, UnitPolicy.Warn, ignoreFast: ignoreFast) is not { } model)
        {
            Diagnostic first = diagnostics.Items.First(d => d.Severity == Severity.Error);
            return new RoutedModel(null, s_none, $"{first.Message} [{first.Code}]", true);
        }

        if (route == ModelRoute.Direct)
        {
            return new RoutedModel(model, s_none, "", false);
        }

        DiagnosticBag found = new();
        WrittenModel? written = route == ModelRoute.Antimony ? AntimonyWriter.Write(model.Document, found) : SbmlWriter.Write(model.Document, found);
        if (written is null || ModelLoading.TryLoad(new SourceText(Path.GetFileName(path), written.Text), found, UnitPolicy.Warn) is not { } again)
        {
            Diagnostic first = found.Items.First(d => d.Severity == Severity.Error);
            return new RoutedModel(null, s_none, $"{first.Span} {first.Message} [{first.Code}]", written is null);
        }

        return new RoutedModel(again, written.Names, "", false);
    }
}
