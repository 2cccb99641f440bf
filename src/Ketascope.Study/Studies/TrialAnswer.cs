using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Conformance;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>How far models without results came, as a result.</summary>
internal static class TrialAnswer
{
    /// <summary>The result; a difference from a tighter solution that was not warned of is a failure.</summary>
    public static StudyResult Of(ImmutableArray<ModelTrial> trials, ConformanceRequest request) => new()
    {
        Title = $"Models in {request.Dir}",
        Sections = [.. Lines(trials).Select(line => new LineSection(line) { IsClose = true })],
        Values = Table(trials, request.AgainstTight),
        Style = ResultStyle.Tool,
        HasFailed = trials.Any(trial => trial.Tight is { Differs: true, IsWarned: false }),
    };

    private static IEnumerable<string> Lines(ImmutableArray<ModelTrial> trials)
    {
        int Came(ModelStage stage) => trials.Count(trial => trial.Reached >= stage);
        return
        [
            .. trials.Where(trial => trial.Reached != ModelStage.Finished).Select(trial => $"{trial.Name}: {Word(trial.Reached)}: {trial.Reason}"),
            .. Tight([.. trials.Where(trial => trial.Tight is not null)]),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Came(ModelStage.Finished)} of {trials.Length} ran to {ModelTrial.Span} ({Came(ModelStage.Read)} were read, " +
                    $"{Came(ModelStage.Compiled)} compiled, {Came(ModelStage.Started)} started)"),
        ];
    }

    private static IEnumerable<string> Tight(ImmutableArray<ModelTrial> trials)
    {
        int differing = trials.Count(trial => trial.Tight!.Differs), warned = trials.Count(trial => trial.Tight is { Differs: true, IsWarned: true });
        return trials.IsEmpty ? [] :
        [
            .. trials.Where(trial => trial.Tight is { Differs: true } or { Reason.Length: > 0 })
                .Select(trial => $"{trial.Name}: {(trial.Tight!.Differs ? $"{(trial.Tight.IsWarned ? "warned of" : "NOT warned of")}: {trial.Tight.Worst}" : trial.Tight.Reason)}"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{differing} of {trials.Length} differ from a tighter solution by more than {TightTrial.Bound} of a range, {warned} of them " +
                    $"warned of; {trials.Count(trial => trial.Tight!.IsWarned)} warned of in all"),
        ];
    }

    private static ResultTable Table(ImmutableArray<ModelTrial> trials, bool isAgainstTight) => new(
        [new("model"), new("reached"), new("warnings"), new("reason"), .. isAgainstTight ? (ResultColumn[])[new("of_range"), new("warned")] : []],
        [
            .. trials.Select(trial => (ImmutableArray<Cell>)
            [
                trial.Name, Word(trial.Reached), trial.Warnings.ToString(CultureInfo.InvariantCulture), trial.Reason, .. isAgainstTight ? Tight(trial) : [],
            ]),
        ]);

    private static Cell[] Tight(ModelTrial trial) =>
        [trial.Tight?.Worst?.OfRange.ToString("G3", CultureInfo.InvariantCulture) ?? "", trial.Tight is null ? "" : trial.Tight.IsWarned ? "yes" : "no"];

    private static string Word(ModelStage stage) => stage switch
    {
        ModelStage.Refused => "refused",
        ModelStage.Read => "read",
        ModelStage.Compiled => "compiled",
        ModelStage.Started => "started",
        ModelStage.Finished => "finished",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
