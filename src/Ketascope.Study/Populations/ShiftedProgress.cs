namespace Ketascope.Study.Populations;

/// <summary>Counts on from what was done before: the progress of one part of a work, told as that of the whole.</summary>
/// <param name="progress">Told how much of the whole is done.</param>
/// <param name="before">How much was done before the part began.</param>
public sealed class ShiftedProgress(IProgress<int> progress, int before) : IProgress<int>
{
    /// <inheritdoc/>
    public void Report(int value) => progress.Report(before + value);
}
