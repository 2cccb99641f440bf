using Ketascope.Study.Fitting;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>What a study needs from where it runs.</summary>
/// <param name="Clock">Tells when a result was made.</param>
public sealed record StudyContext(TimeProvider Clock)
{
    /// <summary>Where large results go as they come; null for nowhere. The study does not move the folder to its place.</summary>
    public OutputFolder? Folder { get; init; }

    /// <summary>Told how much is done, from any thread; null for nobody.</summary>
    public IProgress<StudyProgress>? Progress { get; init; }

    /// <summary>Told where a fit is, from any thread; null for nobody.</summary>
    public IProgress<FitProgress>? Fit { get; init; }

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
