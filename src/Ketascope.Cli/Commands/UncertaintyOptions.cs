using System.CommandLine;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary>The options of every command whose numbers rest on parameters that are known with an error; each command makes its own.</summary>
internal sealed class UncertaintyOptions
{
    private readonly Option<int?> _uncertainty = Shared.Number<int?>(
        "--uncertainty", "Draw the parameters that are known with an error N times, and show between what each number then lies", "N", null);

    private readonly Option<int?> _seed = Shared.Number<int?>(
        "--uncertainty-seed", "The seed of these draws; the same one draws the same (default: 1)", "N", null);

    /// <summary>The options.</summary>
    /// <param name="seedAlias">Another name of the seed, where a command has no other one; null for none.</param>
    public UncertaintyOptions(string? seedAlias = null)
    {
        if (seedAlias is not null)
        {
            _seed.Aliases.Add(seedAlias);
        }
    }

    /// <summary>The options.</summary>
    public Option[] All => [_uncertainty, _seed];

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Puts into a request what was asked.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="request">The request.</param>
    public TRequest Read<TRequest>(ParseResult parsed, TRequest request)
        where TRequest : UncertainRequest
    {
        request.Uncertainty = parsed.GetValue(_uncertainty);
        request.UncertaintySeed = parsed.GetValue(_seed) is { } seed ? Shared.ReadSeed(seed) : null;
        return request;
    }
}
