using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Parts;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Draws;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Library;

/// <summary>
/// What comes with the program as files: <c>models/</c>, <c>evidence/</c> and <c>claims/</c> under one root. Each part is read when it is first asked
/// for.
/// </summary>
public sealed class KetamineLibrary
{
    private readonly Lazy<ModelLibrary> _pharmacokinetics;
    private readonly Lazy<DrugCabinet> _drugs;
    private readonly Lazy<TargetCabinet> _targets;
    private readonly Lazy<ReceptorText> _receptor;
    private readonly Lazy<SpinalCord> _cord;
    private readonly Lazy<PainLibrary> _pain;
    private readonly Lazy<UncertainReceptor> _uncertain;
    private readonly Lazy<CommonNumbers> _common;
    private readonly Lazy<PartCabinet> _parts;
    private readonly Lazy<ImmutableArray<JoinFile>> _joins;

    /// <summary>A library of a folder.</summary>
    /// <param name="root">The folder that holds <c>models</c>, <c>evidence</c> and <c>claims</c>.</param>
    /// <param name="models">The folder of models where it is another one; null for <c>models</c> in the root.</param>
    public KetamineLibrary(string root, string? models = null)
    {
        Root = root;
        Models = models ?? Path.Combine(root, "models");
        _pharmacokinetics = new(() => ModelLibrary.Read(Path.Combine(Models, "pharmacokinetics"), Drugs));
        _drugs = new(() => DrugCabinet.Read(Path.Combine(Models, "drugs")));
        _targets = new(() => TargetCabinet.Read(Path.Combine(Models, "targets")));
        _common = new(() => CommonNumbers.Read(Path.Combine(Models, "common", "numbers.json")));
        _receptor = new(() => new ReceptorText(ReceptorFolder, Targets));
        _cord = new(() => new SpinalCord(Path.Combine(Models, "cord"), Drugs, () => Pharmacokinetics, () => Common));
        _pain = new(() => new PainLibrary(PainFolder, Cord));
        _uncertain = new(() => new UncertainReceptor(ReceptorCalibrations));
        _parts = new(() => PartCabinet.Read(Models));
        _joins = new(() => JoinFile.ReadAll(Path.Combine(Models, "common", "joins")));
    }

    private KetamineLibrary(KetamineLibrary usual, ParameterDraw draw)
    {
        (Root, Models, Draw) = (usual.Root, usual.Models, draw);
        _pharmacokinetics = new(() => usual.Pharmacokinetics.Under(draw));
        _drugs = new(() => UncertainAffinities.Under(usual.Drugs, draw));
        (_targets, _receptor, _uncertain, _parts, _joins) = (usual._targets, usual._receptor, usual._uncertain, usual._parts, usual._joins);
        _cord = new(() => usual.Cord.Under(() => Pharmacokinetics, () => Common, new CordDraw(CordCalibrations, draw)));
        _common = new(() => usual.Common.Under(draw));
        _pain = new(() => new PainLibrary(PainFolder, Cord, draw));
    }

    /// <summary>The draw of uncertain parameters that all models of the library are under; null for the values in use.</summary>
    public ParameterDraw? Draw { get; }

    /// <summary>The same library, with a draw of all parameters that are known with an error in place of the values in use.</summary>
    /// <param name="draw">The draw.</param>
    public KetamineLibrary Under(ParameterDraw draw) => new(this, draw);

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>The folder of models.</summary>
    public string Models { get; }

    /// <summary>The folder of evidence.</summary>
    public string Evidence => Path.Combine(Root, "evidence");

    /// <summary>The targets of drugs.</summary>
    public TargetCabinet Targets => _targets.Value;

    /// <summary>The folder of the claims' texts.</summary>
    public string Claims => Path.Combine(Root, "claims");

    /// <summary>The pharmacokinetic models.</summary>
    public ModelLibrary Pharmacokinetics => _pharmacokinetics.Value;

    /// <summary>The drugs.</summary>
    public DrugCabinet Drugs => _drugs.Value;

    /// <summary>The numbers that all areas share.</summary>
    public CommonNumbers Common => _common.Value;

    /// <summary>The parts of the patient that are texts of their own: mood, mind, body.</summary>
    public PartCabinet Parts => _parts.Value;

    /// <summary>The joins between models.</summary>
    public ImmutableArray<JoinFile> Joins => _joins.Value;

    /// <summary>The texts of the receptor.</summary>
    public ReceptorText ReceptorText => _receptor.Value;

    /// <summary>The virtual electrode.</summary>
    public PatchExperiment Receptor => new(Drugs, ReceptorText) { Draw = Draw is { } draw ? new ReceptorDraw(_uncertain.Value, draw) : null };

    /// <summary>The folder of the receptor.</summary>
    public string ReceptorFolder => Path.Combine(Models, "receptors", "nmda");

    /// <summary>The spinal cord.</summary>
    public SpinalCord Cord => _cord.Value;

    /// <summary>People in pain.</summary>
    public PainLibrary Pain => _pain.Value;

    /// <summary>The folder of people in pain.</summary>
    public string PainFolder => Path.Combine(Models, "pain");

    /// <summary>The folder of the cord's calibrations.</summary>
    public string CordCalibrations => Path.Combine(Models, "cord", "calibration");

    /// <summary>The folder of the receptor's calibrations.</summary>
    public string ReceptorCalibrations => Path.Combine(ReceptorFolder, "calibration");

    /// <summary>
    /// The library beside the program or in the nearest folder above it, so that a change of a model's text works without a build;
    /// <c>KETASCOPE_MODELS</c> names another folder of models. Where there is none,
    /// reading a part of it says so.
    /// </summary>
    /// <exception cref="UserErrorException"><c>KETASCOPE_MODELS</c> names a folder that is not there.</exception>
    public static KetamineLibrary Installed()
    {
        string root = InstalledFolder.Find("models", "pharmacokinetics") is { } found ? Path.GetFullPath(Path.Combine(found, "..", ".."))
            : AppContext.BaseDirectory;
        return new KetamineLibrary(root, Environment.GetEnvironmentVariable("KETASCOPE_MODELS") is { Length: > 0 } other ? AllModels(other) : null);
    }

    /// <summary>The folder of all models, also where the one of the pharmacokinetic models in it is named.</summary>
    private static string AllModels(string named) =>
        !Directory.Exists(named) ? throw new UserErrorException($"KETASCOPE_MODELS names the folder '{named}', which is not there")
        : Directory.Exists(Path.Combine(named, "pharmacokinetics")) ? named
        : Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(named)))!;
}
