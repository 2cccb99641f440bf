using System.Text.Json.Serialization.Metadata;

namespace Ketascope.Study.Studies;

/// <summary>A question that can be asked by name, with a request of its own kind.</summary>
public interface IStudy
{
    /// <summary>The name: the words of the command, <c>simulate</c>, <c>channel ic50</c>.</summary>
    string Name { get; }

    /// <summary>The type of its requests.</summary>
    Type RequestClass { get; }

    /// <summary>How requests are read and written as JSON.</summary>
    JsonTypeInfo RequestType { get; }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request, of the kind that <see cref="RequestType"/> says.</param>
    /// <param name="context">What it needs from where it runs.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="Ketascope.Study.Requests.UserErrorException">What is asked makes no sense.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled before there was anything to show.</exception>
    Task<StudyResult> RunAsync(StudyRequest request, StudyContext context, CancellationToken cancellation);

    /// <summary>An answer together with the same answer under draws of uncertain parameters.</summary>
    /// <param name="usual">The answer with the values in use.</param>
    /// <param name="draws">The same under each draw that could be computed; without courses.</param>
    /// <returns>The same answer where no number differs.</returns>
    StudyResult Over(StudyResult usual, IReadOnlyList<StudyResult> draws);

    /// <summary>Whether <see cref="Over"/> looks at all values of draws, which else are not kept.</summary>
    bool NeedsValuesOfDraws { get; }
}

/// <summary>A question whose requests are of one type.</summary>
/// <typeparam name="TRequest">The type.</typeparam>
/// <param name="name">The name: the words of the command.</param>
/// <param name="requestType">How requests are read and written as JSON; asked for when it is needed, since making it takes milliseconds.</param>
public abstract class Study<TRequest>(string name, Func<JsonTypeInfo<TRequest>> requestType) : IStudy
    where TRequest : StudyRequest
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Type RequestClass => typeof(TRequest);

    /// <inheritdoc/>
    public JsonTypeInfo RequestType => requestType();

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">What it needs from where it runs.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public abstract Task<StudyResult> RunAsync(TRequest request, StudyContext context, CancellationToken cancellation);

    /// <inheritdoc/>
    public virtual StudyResult Over(StudyResult usual, IReadOnlyList<StudyResult> draws) => DrawnNumbers.Over(usual, draws);

    /// <inheritdoc/>
    public virtual bool NeedsValuesOfDraws => false;

    /// <inheritdoc/>
    Task<StudyResult> IStudy.RunAsync(StudyRequest request, StudyContext context, CancellationToken cancellation) =>
        RunAsync((TRequest)request, context, cancellation);
}
