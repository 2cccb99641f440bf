using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary>The options that say which virtual people are simulated; each command makes its own.</summary>
internal sealed class PeopleOptions
{
    private readonly Option<int?> _subjects = Shared.Number<int?>("--subjects", "Simulate this many virtual people, drawn as the model's text says", "N", null);
    private readonly Option<int> _seed = Shared.Seed();
    private readonly Option<string[]> _covariates = Repeatable(
        "--covariate", "With --subjects: draw a parameter, WT=normal(MEAN,SD,MIN,MAX), also normal(MEAN,SD), lognormal(MU,SIGMA), uniform(MIN,MAX), categorical(0:0.5,1:0.5), \"70 (12)\", 53-93; repeatable", "NAME=DISTRIBUTION");

    private readonly Option<string[]> _correlations = Repeatable("--correlation", "With --subjects: the correlation of two covariates, WT,HT=0.6; repeatable", "NAME,NAME=NUMBER");
    private readonly Option<string?> _donors = new("--covariates-from") { Description = "With --subjects: take parameters of people from the rows of a CSV table, each row with equal probability", HelpName = "FILE" };
    private readonly Option<bool> _residual = new("--residual-error") { Description = "With --subjects: add the error of measurement that the model's text gives" };
    private readonly Option<string[]> _areas = Shared.Areas("in the model's unit of time, of virtual people: 0:12");
    private readonly Option<string?> _occasions;
    private readonly bool _isRegimen;

    /// <summary>The options.</summary>
    /// <param name="isRegimen">Whether there are doses, of which each may begin an occasion.</param>
    public PeopleOptions(bool isRegimen)
    {
        _isRegimen = isRegimen;
        _occasions = new("--occasions")
        {
            Description = isRegimen
                ? "With --subjects: when a new occasion of a subject begins: dose (each start of a dose), or times such as 24h,48h (default: all is one occasion)"
                : "With --subjects: when a new occasion of a subject begins, in the model's unit of time: 24,48; "
                    + "with --data also dose (each dose), or the column that numbers them: OCC (default: all is one occasion)",
            HelpName = isRegimen ? "dose|TIMES" : "TIMES|dose|COLUMN",
        };
    }

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_subjects, _seed, _covariates, _correlations, _donors, _residual, _occasions, .. _isRegimen ? (Option[])[] : [_areas]])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The option that asks for virtual people.</summary>
    public Option Subjects => _subjects;

    /// <summary>Whether a seed is given.</summary>
    public bool HasSeed(ParseResult parsed) => parsed.GetResult(_seed) is { Implicit: false };

    /// <summary>The name of the option for the seed.</summary>
    public string SeedName => _seed.Name;

    /// <summary>The seed of people and of random start values.</summary>
    /// <exception cref="UserErrorException">It is negative.</exception>
    public ulong ReadSeed(ParseResult parsed) => parsed.GetValue(_seed) is >= 0 and var seed ? (ulong)seed : throw new UserErrorException("the seed must not be negative");

    /// <summary>Which virtual people are asked for, or null for none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="hasData">Whether there is a data set, whose doses and columns can tell occasions.</param>
    /// <exception cref="UserErrorException">The options do not go together, or one is wrong.</exception>
    public PopulationSettings? Read(ParseResult parsed, bool hasData = false)
    {
        ulong seed = ReadSeed(parsed);
        if (parsed.GetValue(_subjects) is not { } count)
        {
            Option[] needy = [_covariates, _correlations, _donors, _residual, _occasions, _areas];
            return needy.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } alone ? throw new UserErrorException($"{alone.Name} goes with --subjects N") : null;
        }

        return new PopulationSettings
        {
            Subjects = count,
            Seed = seed,
            Covariates = [.. (parsed.GetValue(_covariates) ?? []).Select(Covariate.Parse)],
            Correlations = [.. (parsed.GetValue(_correlations) ?? []).Select(CovariateCorrelation.Parse)],
            Donors = parsed.GetValue(_donors) is { } file ? SubjectTable.Read(file) : null,
            DonorsName = parsed.GetValue(_donors) is { } name ? $"'{name}'" : "the table of people",
            Occasions = OccasionWord(parsed, hasData) is null ? Occasions(parsed) : [],
            IsDoseAnOccasion = OccasionWord(parsed, hasData) == PeopleRequest.EachDose,
            OccasionColumn = OccasionWord(parsed, hasData) is { } word and not PeopleRequest.EachDose ? word : null,
            ResidualError = parsed.GetValue(_residual),
            Areas = _isRegimen ? [] : TimeWindow.Parse(parsed.GetValue(_areas) ?? [], Time),
        };
    }

    /// <summary>The virtual people in words, or null for none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UserErrorException">The options do not go together, or one is wrong.</exception>
    public PeopleRequest? ToRequest(ParseResult parsed) => Read(parsed) is not { } people ? null : new PeopleRequest
    {
        Subjects = people.Subjects,
        Seed = people.Seed,
        Covariates = [.. parsed.GetValue(_covariates) ?? []],
        Correlations = [.. parsed.GetValue(_correlations) ?? []],
        CovariatesFrom = parsed.GetValue(_donors),
        ResidualError = people.ResidualError,
        Occasions = parsed.GetValue(_occasions),
    };

    private static double Time(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double time) && double.IsFinite(time)
        ? time
        : throw new UserErrorException($"--auc: '{text}' is not a time; write numbers in the model's unit of time, as in --auc 0:12");

    /// <summary>What says in words when occasions of a data set begin: <c>dose</c>, or a column; null for times.</summary>
    private string? OccasionWord(ParseResult parsed, bool hasData)
    {
        string? text = hasData && !_isRegimen ? parsed.GetValue(_occasions) : null;
        return text is not null && text.Any(char.IsLetter) && !text.Contains(',', StringComparison.Ordinal) && !double.TryParse(text, CultureInfo.InvariantCulture, out _) ? text : null;
    }

    private ImmutableArray<double> Occasions(ParseResult parsed) => parsed.GetValue(_occasions) switch
    {
        null => [],
        PeopleRequest.EachDose when _isRegimen => [],
        { } times when _isRegimen => [.. times.Split(',').Select(time => RegimenTime.ReadHours(time, "--occasions"))],
        { } times => TimeGrid.Parse(times),
    };

    private static Option<string[]> Repeatable(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
}
