using Ketascope.Language;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
using Ketascope.Language.Sbml;
using Ketascope.Language.Units;

namespace Ketascope.Study.Requests;

/// <summary>Reads a model file: text, flat equations, units. The one way from a file to equations.</summary>
public static class ModelLoading
{
    /// <summary>Reads and checks a model, in Antimony or SBML as its content says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="diagnostics">Takes what was found, errors and warnings, each with its place.</param>
    /// <param name="units">What misfits of units are.</param>
    /// <param name="seed">The seed of random start values.</param>
    /// <param name="ignoreFast">Whether reactions that are marked fast are made ordinary ones.</param>
    /// <returns>The model, or null when there were errors.</returns>
    public static LoadedModel? TryLoad(string path, DiagnosticBag diagnostics, UnitPolicy units = UnitPolicy.Refuse, ulong seed = 1, bool ignoreFast = false)
    {
        List<SourceText> sources = [];
        ModelDocument? document = ModelFile.Read(path, diagnostics, sources);
        document = ignoreFast ? document?.WithoutFastReactions() : document;
        LoadedModel? model = Check(path, document, sources, PolicyOf(sources, units), diagnostics, seed);
        return model is null ? null : model with { IgnoresFast = ignoreFast };
    }

    /// <summary>Reads and checks a text, in Antimony or SBML as its content says.</summary>
    /// <param name="text">The text; what it imports is found from the file that it is named after.</param>
    /// <param name="diagnostics">Takes what was found, errors and warnings, each with its place.</param>
    /// <param name="units">What misfits of units are.</param>
    /// <returns>The model, or null when there were errors.</returns>
    public static LoadedModel? TryLoad(SourceText text, DiagnosticBag diagnostics, UnitPolicy units)
    {
        List<SourceText> sources = [];
        return Check(text.Name, ModelFile.Read(text, diagnostics, sources), sources, units, diagnostics);
    }

    /// <summary>Reads and checks a text that a program composed of model files.</summary>
    /// <param name="name">The file that the text would be in; what it imports is found from there.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="UserErrorException">The model has errors; the message lists them all.</exception>
    public static LoadedModel LoadText(string name, string text)
    {
        DiagnosticBag diagnostics = new();
        List<SourceText> sources = [];
        ModelDocument? document = AntimonyReader.ReadText(new SourceText(name, text), diagnostics, sources);
        return Check(name, document, sources, UnitPolicy.Refuse, diagnostics) ?? throw new UserErrorException(diagnostics);
    }

    /// <summary>Checks models that were read already, as <c>model check</c> does.</summary>
    /// <param name="document">The models.</param>
    /// <param name="sources">The texts that they were read from, the first one that of the file itself.</param>
    /// <param name="diagnostics">Takes what was found, errors and warnings, each with its place.</param>
    public static void Check(ModelDocument document, IReadOnlyList<SourceText> sources, DiagnosticBag diagnostics) =>
        _ = Check(sources[0].Name, document, [.. sources], PolicyOf(sources, UnitPolicy.Refuse), diagnostics);

    /// <summary>SBML does not demand that units fit, and much of what is published in it does not state them.</summary>
    private static UnitPolicy PolicyOf(IReadOnlyList<SourceText> sources, UnitPolicy units) =>
        units == UnitPolicy.Refuse && sources.Count > 0 && SbmlReader.IsXml(sources[0].Text) ? UnitPolicy.Warn : units;

    private static LoadedModel? Check(string path, ModelDocument? document, List<SourceText> sources, UnitPolicy units, DiagnosticBag diagnostics, ulong seed = 1)
    {
        OdeSystem? system = document is null ? null : Flattener.Flatten(document, diagnostics, StartDraws.Under(seed));
        if (system is not null)
        {
            FastReactionWarning.Report(document!, diagnostics);
            DiagnosticBag misfits = new();
            system = UnitChecker.Check(system, document!, units == UnitPolicy.Require, misfits);
            foreach (Diagnostic misfit in misfits.Items)
            {
                diagnostics.Add(units == UnitPolicy.Warn ? misfit with { Severity = Severity.Warning } : misfit);
            }
        }

        if (system is not null && !diagnostics.HasErrors)
        {
            VariabilityCheck.Run(system, document!, sources.Count > 0 && SbmlReader.IsXml(sources[0].Text), diagnostics);
            DosingCheck.Run(system, diagnostics);
        }

        if (system is null || diagnostics.HasErrors)
        {
            return null;
        }

        if (sources.Count > 0 && SbmlReader.IsXml(sources[0].Text))
        {
            // That a number given to a substance-only species is a concentration is a rule of Antimony alone.
            system = system with { Species = [.. system.Species.Select(form => form with { StartsAsConcentration = !form.MeansAmount })] };
        }

        // Fast reactions change what a model means, so they come before what else was noticed.
        return new LoadedModel(path, document!, system, [.. diagnostics.Items.OrderByDescending(item => item.Code == FastReactionWarning.Code)], [.. sources]);
    }

    /// <summary>Reads and checks a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="units">What misfits of units are.</param>
    /// <param name="seed">The seed of random start values.</param>
    /// <param name="ignoreFast">Whether reactions that are marked fast are made ordinary ones.</param>
    /// <exception cref="UserErrorException">The model has errors; the message lists them all.</exception>
    public static LoadedModel Load(string path, UnitPolicy units = UnitPolicy.Refuse, ulong seed = 1, bool ignoreFast = false)
    {
        DiagnosticBag diagnostics = new();
        return TryLoad(path, diagnostics, units, seed, ignoreFast) ?? throw new UserErrorException(diagnostics);
    }
}
