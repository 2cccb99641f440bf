using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;
using Ketascope.Study.DataSets;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Study.Studies;

/// <summary>Reads the words of requests that run models.</summary>
internal static class RunModelWords
{
    private const int DefaultSteps = 200;

    /// <summary>The run that a request asks for, without times and subjects.</summary>
    /// <exception cref="UserErrorException">A word is wrong.</exception>
    public static RunRequest Run(RunModelRequest request, LoadedModel model) => new()
    {
        Model = model,
        Times = [0],
        Overrides = request.Set,
        Show = request.Show,
        Solver = new SolverSettings
        {
            RelativeTolerance = request.Rtol,
            AbsoluteTolerance = request.Atol,
            Method = Method(request.Method),
            MaxStep = request.MaxStep ?? double.PositiveInfinity,
            MaxSteps = request.MaxSteps ?? StepLimit.For(model.System),
        },
        IsChecked = request.Check,
        Threads = request.Threads,
        Width = request.Width,
        Repetitions = request.Repeat,
    };

    /// <summary>How a data set is read.</summary>
    /// <exception cref="UserErrorException">A word is none of those that there are.</exception>
    public static DataSetRules Rules(string? interpolation, string? order) => new(
        interpolation switch
        {
            null or "nocb" => CovariateInterpolation.NextRecord,
            "locf" => CovariateInterpolation.LastRecord,
            var other => throw new UserErrorException($"the interpolation '{other}' is none of nocb, locf"),
        },
        order switch
        {
            null or "nonmem" => RecordOrder.Nonmem,
            "observations-first" => RecordOrder.ObservationsFirst,
            var other => throw new UserErrorException($"the order of records '{other}' is none of nonmem, observations-first"),
        });

    /// <summary>Whether a request says at which times it wants values.</summary>
    public static bool HasTimes(RunModelRequest request) => request.For is not null || request.Points is not null || request.PointsFile is not null;

    /// <summary>The times of the values.</summary>
    /// <exception cref="UserErrorException">They are not said, or make no sense.</exception>
    public static ImmutableArray<double> Times(RunModelRequest request)
    {
        double? end = request.For;
        ImmutableArray<double> times = (request.Points, request.PointsFile) switch
        {
            ({ } points, null) => TimeGrid.Parse(points),
            (null, { } file) => TimeGrid.Read(file),
            (null, null) when end is > 0 and { } until => TimeGrid.Regular(0, until / DefaultSteps, until),
            (null, null) when end is not null => throw new UserErrorException("the run starts at 0, so --for must be above 0"),
            (null, null) => throw new UserErrorException("say how long to run: --for TIME, or --points START:STEP:END"),
            _ => throw new UserErrorException("--points and --points-file exclude each other"),
        };
        if (end < times[0])
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"--for {end} ends before the first point at {times[0]}"));
        }

        return end is { } last && times[^1] != last ? [.. times.Where(time => time < last), last] : times;
    }

    /// <summary>The virtual people, or null for none.</summary>
    /// <exception cref="UserErrorException">A word is wrong, or an option changes nothing.</exception>
    public static PopulationSettings? People(RunModelRequest request)
    {
        if (request.People is not { } people)
        {
            return request.Auc.IsEmpty ? null : throw new UserErrorException("--auc goes with --subjects N");
        }

        string? word = request.Data is null ? null : OccasionWord(people.Occasions);
        return people.ToSettings() with
        {
            Occasions = people.Occasions is { } times && word is null ? TimeGrid.Parse(times) : [],
            IsDoseAnOccasion = word == PeopleRequest.EachDose,
            OccasionColumn = word is null or PeopleRequest.EachDose ? null : word,
            Areas = TimeWindow.Parse(request.Auc, Time),
        };
    }

    private static SolverMethod Method(string? word) => word is null ? SolverCatalogue.Methods[0]
        : SolverCatalogue.Find(word)
            ?? throw new UserErrorException($"the method '{word}' is none of {string.Join(", ", SolverCatalogue.Methods.Select(method => method.Word))}");

    private static double Time(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double time) && double.IsFinite(time)
        ? time
        : throw new UserErrorException($"--auc: '{text}' is not a time; write numbers in the model's unit of time, as in --auc 0:12");

    /// <summary>What says in words when occasions of a data set begin: <c>dose</c>, or a column; null for times.</summary>
    private static string? OccasionWord(string? text) =>
        text is not null && text.Any(char.IsLetter) && !text.Contains(',', StringComparison.Ordinal)
            && !double.TryParse(text, CultureInfo.InvariantCulture, out _) ? text : null;
}
