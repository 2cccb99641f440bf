using System.CommandLine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary>What can be said of people in pain; each command makes its own.</summary>
internal sealed class PainOptions(CordOptions cord)
{
    private readonly Option<string?> _condition = WordsOption.Once("--condition", "What the people have: CRPS (default), acute", "NAME");
    private readonly Option<int?> _subjects =
        Shared.Number<int?>("--subjects", "How many virtual people (default: a typical person, who has no flares)", "N", null);
    private readonly Option<int?> _seed = Shared.Number<int?>("--seed", "The seed of virtual people (default: 1)", "N", null);
    private readonly Option<string?> _for =
        WordsOption.Once("--for", "How long they are followed: 2h, 12wk (default: 12wk in chronic pain, 2h in acute pain)", "TIME");
    private readonly Option<double?> _baseline =
        Shared.Number<double?>("--baseline", "The rating of a typical person before treatment, 0 to 10 (default: the condition's)", "NRS", null);
    private readonly Option<string?> _relief =
        WordsOption.Once("--relief", "What ketamine does in the brain: supraspinal (default), olofsen, ceiling, with-mu, cord-alone", "NAME");

    /// <summary>What is given.</summary>
    public Argument<string> Regimen { get; } = new("REGIMEN")
    {
        Description = "What is given, for example \"0.5 mg/kg iv over 40 min\" (docs/regimens.md)",
    };

    /// <summary>Gives a command the options, and those of every command on the cord.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(Regimen);
        foreach (Option option in (Option[])[_condition, _subjects, _seed, _for, _baseline, _relief])
        {
            command.Options.Add(option);
        }

        cord.AddTo(command);
    }

    /// <summary>Whether an option says where the answer goes, and nothing of people in pain.</summary>
    /// <param name="option">The option.</param>
    public bool IsAboutAnswer(Option option) => cord.IsAboutAnswer(option);

    /// <summary>Asks a request that is not about people in pain.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The exit code.</returns>
    public Task<int> AnswerAsync(ParseResult parsed, StudyRequest request, CancellationToken cancellation) =>
        cord.AnswerAsync(parsed, request, cancellation);

    /// <summary>Puts into a request what can be said of people in pain, and asks it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="request">What else is asked.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The exit code.</returns>
    public Task<int> AskAsync(ParseResult parsed, PainRequest request, CancellationToken cancellation)
    {
        request.Condition = parsed.GetValue(_condition);
        request.Subjects = parsed.GetValue(_subjects);
        request.Seed = parsed.GetValue(_seed) is { } seed ? Shared.ReadSeed(seed) : null;
        request.For = parsed.GetValue(_for);
        request.Baseline = parsed.GetValue(_baseline);
        request.Relief = parsed.GetValue(_relief);
        return cord.AskAsync(parsed, request, cancellation);
    }
}
