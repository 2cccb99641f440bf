using System.Collections.Immutable;
using Ketascope.Ketamine.Claims;
using Ketascope.Ketamine.Claims.Body;
using Ketascope.Ketamine.Claims.Cord;
using Ketascope.Ketamine.Claims.Mind;
using Ketascope.Ketamine.Claims.Mood;
using Ketascope.Ketamine.Claims.Receptor;
using Ketascope.Ketamine.Claims.Targets;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Studies;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Areas;
using Ketascope.Study.Claims;
using Ketascope.Study.Observations;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine;

/// <summary>
/// All that Ketascope consists of: the library of files, the areas that are held against data, the claims, and what can be asked. Adding an area or a
/// claim is adding a line here.
/// </summary>
public sealed class House
{
    private static readonly Lazy<House> TheInstalled = new(() => new House(KetamineLibrary.Installed(), AreasOf, ClaimList));

    /// <summary>A house.</summary>
    /// <param name="library">The files.</param>
    /// <param name="areas">The areas, made from the files.</param>
    /// <param name="claims">The experiments of the claims.</param>
    public House(KetamineLibrary library, Func<KetamineLibrary, ImmutableArray<IExperiment>> areas, ImmutableArray<Claim> claims)
    {
        Library = library;
        Areas = new AreaList(areas(library), library.Evidence);
        Studies = new StudyCatalogue(
        [
            new SimulateStudy(library),
            new DoseForStudy(library),
            new RunModelStudy(library.Draw),
            new FitModelStudy(),
            new FitObservationsStudy(library),
            new ShowModelStudy(),
            new CheckModelStudy(),
            new ConvertStudy(),
            new ConformanceStudy(),
            new ValidateStudy(Areas),
            new CalibrateStudy(Areas),
            new ChoiceStudy(library),
            new EvidenceStudy(Areas),
            new ClaimsStudy(() => new ClaimLedger(ClaimText.ReadAll(library.Claims), claims), new ClaimBench(library, Areas)),
            new DrugsStudy(library),
            new ModelsStudy(library),
            new EngageStudy(library),
            new RegimenStudy(library),
            new CheckStudy(library),
            new ChannelStudy(library),
            new DoseResponseStudy(library),
            new PulsesStudy(library),
            new InhibitionStudy(library),
            new SingleChannelStudy(library),
            new CordWindUpStudy(library),
            new CordSensitizeStudy(library),
            new CordTestStudy(library),
            new CordResetStudy(library),
            new CordPatientsStudy(library),
            new PatientStudy(library),
            new PatientListStudy(library),
            new IsobologramStudy(library),
        ], draw => new House(library.Under(draw), areas, claims).Studies);
    }

    /// <summary>The house that is installed with the program.</summary>
    public static House Installed => TheInstalled.Value;

    /// <summary>The areas of the science.</summary>
    /// <param name="library">The files.</param>
    public static ImmutableArray<IExperiment> AreasOf(KetamineLibrary library) =>
    [
        new PkExperiment(library),
        new ReceptorExperiment(library),
        new PainExperiment(library),
        new MoodExperiment(library),
        new PartExperiment(library, "mind"),
        new PhysiologyExperiment(library),
        new TargetsExperiment(library),
    ];

    /// <summary>The experiments of the claims.</summary>
    public static ImmutableArray<Claim> ClaimList { get; } =
    [
        new NonCompetitiveAntagonism(),
        new OnePoreSite(),
        new PrimarilyNmda(),
        new Analgesia(),
        new AntiHyperalgesia(),
        new Antidepressant(),
        new DistinctFromAnaesthesia(),
        new TwoCoAgonists(),
        new CalciumInflux(),
        new SustainedActivation(),
        new CentralSensitization(),
        new Allodynia(),
        new Hyperalgesia(),
        new WindUp(),
        new UseDependentBlock(),
        new LodgesInThePore(),
        new Reset(),
        new OpioidReceptors(),
        new Transporters(),
        new SigmaReceptors(),
        new SodiumChannels(),
        new HoursNotWeeks(),
        new ThroughAmpa(),
        new ThroughBdnf(),
        new AfterNmdaBlock(),
        new RespiratoryDrive(),
        new AirwayReflexes(),
        new PressorResponse(),
        new Secretions(),
        new RaisedPressures(),
        new Dissociation(),
    ];

    /// <summary>The files.</summary>
    public KetamineLibrary Library { get; }

    /// <summary>The areas.</summary>
    public AreaList Areas { get; }

    /// <summary>What can be asked.</summary>
    public StudyCatalogue Studies { get; }
}
