using System.Collections.Immutable;
using System.CommandLine;
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

    private readonly Option<string[]> _correlations =
        Repeatable("--correlation", "With --subjects: the correlation of two covariates, WT,HT=0.6; repeatable", "NAME,NAME=NUMBER");
    private readonly Option<string?> _donors = new("--covariates-from")
    {
        Description = "With --subjects: take parameters of people from the rows of a CSV table, each row with equal probability",
        HelpName = "FILE",
    };
    private readonly Option<bool> _residual = new("--residual-error")
    {
        Description = "With --subjects: add the error of measurement that the model's text gives",
    };
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
        foreach (Option option in (Option[])[_subjects, _seed, _covariates, _correlations, _donors, _residual, _occasions, .. _isRegimen
            ? (Option[])[] : [_areas]])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The option that asks for virtual people.</summary>
    public Option Subjects => _subjects;

    /// <summary>Whether a seed is given.</summary>
    public bool HasSeed(ParseResult parsed) => parsed.GetResult(_seed) is { Implicit: false };

    /// <summary>The seed of people and of random start values.</summary>
    /// <exception cref="UserErrorException">It is negative.</exception>
    public ulong ReadSeed(ParseResult parsed) => Shared.ReadSeed(parsed.GetValue(_seed));

    /// <summary>The windows of areas.</summary>
    public ImmutableArray<string> ReadAreas(ParseResult parsed) => [.. parsed.GetValue(_areas) ?? []];

    /// <summary>The virtual people that are asked for, or null for none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UserErrorException">The options do not go together.</exception>
    public PeopleRequest? Read(ParseResult parsed)
    {
        ulong seed = ReadSeed(parsed);
        if (parsed.GetValue(_subjects) is not { } count)
        {
            Shared.Refuse(parsed, [_covariates, _correlations, _donors, _residual, _occasions], "goes with --subjects N");
            return null;
        }

        return new PeopleRequest
        {
            Subjects = count,
            Seed = seed,
            Covariates = [.. parsed.GetValue(_covariates) ?? []],
            Correlations = [.. parsed.GetValue(_correlations) ?? []],
            CovariatesFrom = parsed.GetValue(_donors),
            ResidualError = parsed.GetValue(_residual),
            Occasions = parsed.GetValue(_occasions),
        };
    }

    private static Option<string[]> Repeatable(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
}
