using Ketascope.Study.Fitting;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>What a study needs from where it runs.</summary>
/// <param name="Clock">Tells when a result was made.</param>
public sealed record StudyContext(TimeProvider Clock)
{
    /// <summary>
    /// Where large results go as they come; null for nowhere. Whoever opened the folder completes it, which moves it to the place that was asked for.
    /// </summary>
    public OutputFolder? Folder { get; init; }

    /// <summary>
    /// Whether the answer is for a folder, though perhaps for none that is written: virtual people are then measured as they come, in place of being kept.
    /// </summary>
    public bool IsForFolder { get => field || Folder is not null; init; }

    /// <summary>Writes all values as they come, where they are too many to be kept; null where nobody wants them.</summary>
    public Action<ResultValues>? Table { get; init; }

    /// <summary>Whether a picture is wanted, so that one that cannot be drawn is refused before the work.</summary>
    public bool NeedsFigure { get; init; }

    /// <summary>Whether the manifest is to hold fingerprints of all numbers.</summary>
    public bool NeedsNumbers { get; init; } = true;

    /// <summary>Makes, when a fit begins, what is told how far it is; null for nothing.</summary>
    public Func<IProgress<FitProgress>>? Fitting { get; init; }

    /// <summary>Told how much is done, from any thread; null for nobody.</summary>
    public IProgress<StudyProgress>? Progress { get; init; }

    /// <summary>Tells how many things of some are done.</summary>
    /// <param name="count">How many there are to do.</param>
    /// <param name="what">What they are: <c>subjects</c>, <c>rows</c>.</param>
    public IProgress<int> Counter(long count, string what) => new CountProgress(this, count, what);

    private sealed class CountProgress(StudyContext context, long count, string what) : IProgress<int>
    {
        public void Report(int value) => context.Progress?.Report(new StudyProgress(value, count, what));
    }
}

/// <summary>How far a study is.</summary>
/// <param name="Done">How many are done.</param>
/// <param name="Count">How many there are to do.</param>
/// <param name="What">What they are.</param>
public sealed record StudyProgress(long Done, long Count, string What);
