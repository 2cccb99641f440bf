using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Reads a regimen and lists every single administration, with nothing simulated.</summary>
/// <param name="library">The models that pumps calculate with.</param>
public sealed class RegimenStudy(KetamineLibrary library) : Study<RegimenRequest>("regimen", () => KetamineRequests.Default.RegimenRequest)
{
    private const double ReferenceKg = 70;
    private const int RowsOfPump = 30;
    private const double HeaviestKg = 500;

    private static readonly string[] s_keys = ["drug", "route", "amountMg", "startH", "durationH", "volumeMl"];
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(RegimenRequest request, StudyContext context, CancellationToken cancellation)
    {
        if (request.Weight is { Spread: not null })
        {
            throw new UserErrorException("--weight: a spread is of many people; say one weight, for example --weight 70");
        }

        PumpWords pump = new(request.TciModel, request.TciStep, request.TciMaxRate, request.TciMaxBolus);
        TargetedDoses? targets = TargetParser.IsTarget(request.Regimen) ? Targets(request, pump) : null;
        if (targets is null)
        {
            pump.RequireNothing();
        }

        Regimen regimen = targets?.Regimen ?? RegimenParser.Read(request.Regimen);
        DrawnDemands? demands = ControlledDoses.Draw(regimen, request.Seed);
        regimen = demands?.Regimen ?? regimen;
        double? said = regimen.WeightFor(request.Weight?.Centre);
        double weight = said ?? ReferenceKg;
        if (weight is not (> 0 and <= HeaviestKg))
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"a body weight of {weight} kg is not between 0 and {HeaviestKg} kg"));
        }

        regimen.RequireAgreement(weight);
        ResultTable table = Administrations(regimen, weight);
        bool matters = regimen.Doses.Any(dose => dose.Quantity.IsPerKilogram || dose.Cap is { IsPerKilogram: true });
        return Task.FromResult(new StudyResult
        {
            Title = regimen.Title,
            Sections =
            [
                .. targets is null ? ImmutableArray<ResultSection>.Empty : [TargetedSimulation.Stages(targets)],
                .. demands is null ? ImmutableArray<ResultSection>.Empty : [ControlledDoses.Section(demands, _ => weight)],
                new TableSection("Every administration (mg of base, h from the start)", table) { RowsShown = targets is null ? null : RowsOfPump },
            ],
            Values = table,
            Notes =
            [
                .. matters ? [new Note(NoteKind.Assumption,
                    string.Create(CultureInfo.InvariantCulture, $"Body weight {weight:0.###} kg{(said is null ? " (--weight changes it)" : "")}."))]
                    : ImmutableArray<Note>.Empty,
                .. regimen.Notes.Select(note => new Note(NoteKind.Assumption, note)),
            ],
        });
    }

    /// <summary>What pumps give to somebody of the weight that is asked for, else 70 kg.</summary>
    private TargetedDoses Targets(RegimenRequest request, PumpWords pump)
    {
        double? weight = request.Weight?.Centre ?? TargetParser.Read(request.Regimen).WeightKg;
        DoseRequest person = new() { Regimen = request.Regimen, WeightKg = weight ?? ReferenceKg };
        return TargetedDoses.Of(request.Regimen, person, pump.ToSettings(), pump.Model, library.Pharmacokinetics);
    }

    /// <summary>
    /// The administrations of a result as JSON, an object each: drug, route, amountMg, startH, durationH (0 for one given at once), and volumeMl where it is
    /// known.
    /// </summary>
    /// <param name="result">The result of a regimen.</param>
    public static string Json(StudyResult result)
    {
        JsonArray list = [];
        foreach (ImmutableArray<Cell> row in result.Values!.Rows)
        {
            JsonObject one = [];
            for (int i = 0; i < row.Length; i++)
            {
                if (!row[i].IsNumber || double.IsFinite(row[i].Number))
                {
                    one[s_keys[i]] = row[i].IsNumber ? row[i].Number : row[i].Exact;
                }
            }

            list.Add((JsonNode)one);
        }

        return list.ToJsonString(s_json);
    }

    private static ResultTable Administrations(Regimen regimen, double weight)
    {
        (DoseEvent Dose, double Start)[] all = [.. regimen.Administrations().OrderBy(one => one.Start)];
        bool hasVolume = all.Any(one => one.Dose.Millilitres(weight) is not null);
        return new ResultTable(
            [new("drug"), new("route"), new("amount", "mg"), new("start", "h"), new("duration", "h"), .. hasVolume ? [new ResultColumn("volume", "mL")]
                : ImmutableArray<ResultColumn>.Empty],
            [.. all.Select(one => (ImmutableArray<Cell>)
            [
                one.Dose.Drug.Name, RegimenWords.Routes.Name(one.Dose.Route), one.Dose.AmountMg(weight), one.Start, one.Dose.Duration?.Hours ?? 0.0,
                .. hasVolume ? [one.Dose.Millilitres(weight) ?? double.NaN] : ImmutableArray<Cell>.Empty,
            ])]);
    }
}
