using System.Collections.Immutable;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Study.Populations;

/// <summary>Virtual people that are drawn and solved some after others, so that memory does not grow with their number.</summary>
public interface IVirtualPeople
{
    /// <summary>The parameters that differ between subjects.</summary>
    ImmutableArray<string> Columns { get; }

    /// <summary>Headings of what is drawn for the occasions after the first: <c>kappa_X occasion 2</c>.</summary>
    IEnumerable<string> OccasionColumns { get; }

    /// <summary>Whether the people have the records of a data set's subjects (<see cref="PopulationChunk.Design"/>).</summary>
    bool HasDesign { get; }

    /// <summary>How many subjects.</summary>
    long Subjects { get; }

    /// <summary>What is known of the reported values, in their order.</summary>
    ImmutableArray<QuantityInfo> Quantities { get; }

    /// <summary>Which columns of a table of people the model does not know, in a sentence; null for none.</summary>
    string? UnusedColumns { get; }

    /// <summary>That the subjects do not differ, in a sentence; null where they do.</summary>
    string? Alike { get; }

    /// <summary>What a folder of results tells of the people.</summary>
    PopulationManifest Manifest { get; }

    /// <summary>The residual error that values get, or null for none.</summary>
    ResidualError? ResidualError { get; }

    /// <summary>Where the first subjects' values depend on the settings of the solver by more than they explain; known when those are solved.</summary>
    ImmutableArray<Doubt> Doubts { get; }

    /// <summary>How many subjects share a vector.</summary>
    int Width { get; }

    /// <summary>How many threads work.</summary>
    int Threads { get; }

    /// <summary>Wall time of making machine code, s.</summary>
    double CompileSeconds { get; }

    /// <summary>
    /// Solves the population, some subjects after others, and does something with each part on the thread that has it in its caches; what that gives
    /// comes in the order of the subjects.
    /// </summary>
    /// <typeparam name="T">What is made of a part.</typeparam>
    /// <param name="work">What is done with a part; called from several threads at once. Its values stay until <see cref="PopulationChunk.Release"/>.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early: what was given out before is whole.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    IEnumerable<T> Chunks<T>(Func<PopulationChunk, T> work, IProgress<int>? progress = null, CancellationToken cancellation = default);
}
