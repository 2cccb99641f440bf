using System.CommandLine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope simulate REGIMEN</c>: a dose as people say it becomes concentrations over time.</summary>
internal static class SimulateCommand
{
    private static readonly Argument<string> Regimen = new("REGIMEN") { Description = "What is given, for example \"0.5 mg/kg iv over 40 min\" (docs/regimens.md)" };
    private static readonly Option<PrintedNumber?> Weight = Shared.Person("--weight", "Body weight in kg (also 154lb), with --subjects also \"70 " +
        "(12)\" (mean and SD) or 53-93 (default: the regimen's, else the model's reference; a child's goes with the age)", "KG", Shared.WeightUnits);
    private static readonly Option<PrintedNumber?> Age =
        Shared.Person("--age", "Age in years (also 18months), which decides between models of children and adults (default: an adult)", "YEARS",
        Shared.AgeUnits);
    private static readonly Option<PrintedNumber?> Height = Shared.Person("--height", "Height in cm, for models that use it (default: the model's reference)", "CM");
    private static readonly Option<string?> SexOption = Shared.OptionalWord("--sex", "Sex, for models that use it; with --subjects also mixed, half of them women (default: the model's reference)", "male", "female", "mixed");
    private static readonly Option<string?> For = new("--for") { Description = "How long to simulate: 12h, 90min, 2d, or a number of hours (default: until 24 h after the last dose)", HelpName = "TIME" };
    private static readonly Option<string[]> Areas = Shared.Areas("in hours or with a unit (0:12, 0d:2d); tau: over the last dosing interval");
    private static readonly Option<string?> Model = new("--model") { Description = "The model to take, by name (default: the one that suits drug, route, site and age)", HelpName = "NAME" };
    private static readonly Option<string> Site = Shared.Word("--site", "The sampling site to predict (default: any, the model's own)", "any", "venous", "arterial");
    private static readonly Option<string?> With = Shared.With();
    private static readonly Option<string[]> Set = Shared.Set();
    private static readonly Option<string?> Out = new("--out") { Description = "Write all results into a folder: Parquet, CSV, SVG, PNG, an HTML report and a manifest", HelpName = "DIR" };
    private static readonly Option<bool> Csv = new("--csv") { Description = "With --out: write the trajectories as CSV too" };
    private static readonly Option<string?> Table = Shared.Table("all values");
    private static readonly Option<string?> Plot = Shared.Plot();
    private static readonly Option<bool> Log = Shared.LogAxis();
    private static readonly Option<bool> NoCheck = Shared.NoCheck();
    private static readonly PumpOptions Pump = new();
    private static readonly UncertaintyOptions Uncertainty = new();
    private static readonly PeopleOptions People = new(isRegimen: true);
    private static readonly Option<bool> ShowRecords = new("--show-records") { Description = "Print the NONMEM-style dose records" };
    private static readonly Option<string?> AskFile = Shared.Request();
    private static readonly Option<bool> Json = Shared.Json();

    public static string[] Examples { get; } =
    [
        "simulate \"0.5 mg/kg iv over 40 min\"",
        "simulate \"25 mg iv every 12 h x 6\" --auc 0:12,tau",
        "simulate \"0.25 mg/kg iv then 0.1 mg/kg/h iv for 4 h\" --weight 82 --for 12h --plot dose.svg",
        "simulate \"esketamine 0.25 mg/kg iv over 40 min every 84 h x 4\" --out run/",
        "simulate \"1 mg/kg iv\" --age 8 --weight 25",
        "simulate \"ketamine 50 mg oral\" --with clarithromycin",
        "simulate \"ketofol 0.5 mg/kg each iv then propofol 3 mg/kg/h for 30 min\" --for 3h",
        "simulate \"target 150 ng/mL for 30 min then 200 ng/mL for 30 min\" --subjects 500",
        "simulate \"morphine PCA 1 mg lockout 5 min demand 6/h for 24 h\" --seed 7",
        "simulate \"propofol effect-site target 3 ug/mL for 30 min\" --tci-max-bolus 100",
        "simulate \"esketamine 0.5 mg/kg iv over 40 min\" --subjects 10000 --seed 7 --weight \"73 (12)\" --residual-error --out run/",
    ];

    public static Command Create()
    {
        Command command = new("simulate", "Simulate a dose of ketamine, or of a drug it is compared with, in a typical person or in virtual people")
        {
            Regimen, Weight, Age, Height, SexOption, For, Areas, Model, Site, With, Set, Out, Csv, Table, Plot, Log, NoCheck, ShowRecords, AskFile, Json,
        };
        Pump.AddTo(command);
        People.AddTo(command);
        Uncertainty.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string? folder = parsed.GetValue(Out);
        bool hasPeople = Shared.IsGiven(parsed, People.Subjects);
        if (parsed.GetValue(Csv) && folder is null)
        {
            throw new UserErrorException("--csv goes with --out DIR; --table FILE.csv writes one table");
        }

        Shared.Refuse(parsed, hasPeople ? [Csv, Table] : [], "is of one person; with --subjects, values go into a folder as Parquet: --out DIR");
        Shared.Refuse(parsed, hasPeople ? [ShowRecords] : [], "is of one person; with --subjects, doses by weight differ between people");
        SimulateRequest request = Uncertainty.Read(parsed, Request(parsed));
        return Answer.WriteAsync(
            parsed,
            request,
            new AnswerFiles
            {
                Table = parsed.GetValue(Table),
                Plot = parsed.GetValue(Plot),
                Folder = folder,
                WithCsv = parsed.GetValue(Csv),
                Logarithmic = parsed.GetValue(Log),
                Request = parsed.GetValue(AskFile),
                Json = parsed.GetValue(Json),
            },
            cancellation);
    }

    private static SimulateRequest Request(ParseResult parsed) => new()
    {
        Regimen = parsed.GetRequiredValue(Regimen),
        Weight = parsed.GetValue(Weight),
        Age = parsed.GetValue(Age),
        Height = parsed.GetValue(Height),
        Sex = parsed.GetValue(SexOption),
        For = parsed.GetValue(For),
        Auc = [.. parsed.GetValue(Areas) ?? []],
        Model = parsed.GetValue(Model),
        Site = parsed.GetValue(Site) is "any" ? null : parsed.GetValue(Site),
        With = parsed.GetValue(With),
        Set = Assignments.Parse(parsed.GetValue(Set) ?? []),
        Check = !parsed.GetValue(NoCheck),
        Records = parsed.GetValue(ShowRecords),
        TciModel = Pump.Model(parsed),
        TciStep = Pump.Step(parsed),
        TciMaxRate = Pump.MaxRate(parsed),
        TciMaxBolus = Pump.MaxBolus(parsed),
        Seed = People.HasSeed(parsed) && !Shared.IsGiven(parsed, People.Subjects) ? People.ReadSeed(parsed) : null,
        People = People.Read(parsed),
    };
}
