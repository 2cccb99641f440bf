using Ketascope.Study.Requests;

namespace Ketascope.Study.Running;

/// <summary>Runs a request: compiles the model and solves all subjects. The one way from a request to numbers.</summary>
public static class ModelRun
{
    /// <summary>Runs a request.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">A name is not in the model, or a time or a tolerance makes no sense.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static RunOutcome Run(RunRequest request, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        // One subject alone gains nothing from lanes, and scalar code is the quickest to compile.
        RunRequest sized = request.Width == 0 && (request.Subjects?.Ids.Length ?? 1) == 1 ? request with { Width = 1 } : request;
        return PreparedRun.Compile(sized, request.Subjects?.Columns ?? []).Run(request.Subjects, progress, cancellation);
    }
}
