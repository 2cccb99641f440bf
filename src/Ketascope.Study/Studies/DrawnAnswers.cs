using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Draws;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Studies;

/// <summary>
/// Answers a request with the values in use, and again under draws of the parameters that are known with an error: the one way, for every study.
/// </summary>
/// <param name="catalogue">What can be asked.</param>
internal sealed class DrawnAnswers(StudyCatalogue catalogue)
{
    /// <summary>Answers a request.</summary>
    /// <param name="study">The study.</param>
    /// <param name="request">The request, with a number of draws.</param>
    /// <param name="context">What the study needs from where it runs.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">The number makes no sense, or nothing that is asked depends on a parameter with an error.</exception>
    public async Task<StudyResult> RunAsync(IStudy study, UncertainRequest request, StudyContext context, CancellationToken cancellation)
    {
        int count = request.Uncertainty is >= 1 and { } asked ? asked
            : throw new UserErrorException("--uncertainty is a number of draws, at least 1, for example 100");
        ulong seed = request.UncertaintySeed ?? 1;
        UncertainRequest plain = request with { Uncertainty = null, UncertaintySeed = null };
        StudyResult usual = await study.RunAsync(plain, context, cancellation).ConfigureAwait(false);
        if (!usual.IsComplete)
        {
            return usual;
        }

        if (!usual.Tables.Any())
        {
            throw new UserErrorException("--uncertainty shows intervals of the numbers in tables, and this answer has no table: a data set " +
                "(--data) gives values alone; leave one of them out");
        }

        StudyContext quiet = new(context.Clock) { IsForFolder = context.IsForFolder, NeedsNumbers = false };
        IProgress<int> progress = context.Counter(count, "draws");
        Drawn[] draws = new Drawn[count];
        int done = 0;
        async Task One(int i)
        {
            ParameterDraw draw = new(seed, i + 1);
            draws[i] = await RunAsync(catalogue.Under(draw).Find(study.Name), plain, draw, quiet, cancellation).ConfigureAwait(false);
            progress.Report(Interlocked.Increment(ref done));
        }

        // One draw tells whether there is anything to draw at all.
        await One(0).ConfigureAwait(false);
        StudyResult first = study.Over(usual, [.. draws.Take(1).Select(one => one.Result).OfType<StudyResult>()]);
        if (draws[0].Result is not null && ReferenceEquals(first, usual))
        {
            throw new UserErrorException($"--uncertainty changes nothing here: {Why(draws[0].Draw.Sources)}");
        }

        await Parallel.ForEachAsync(Enumerable.Range(1, count - 1), new ParallelOptions { CancellationToken = cancellation },
            async (i, _) => await One(i).ConfigureAwait(false)).ConfigureAwait(false);
        StudyResult[] answers = [.. draws.Select(one => one.Result).OfType<StudyResult>()];
        if (answers.Length == 0)
        {
            throw new UserErrorException($"none of the {count} draws could be computed: {draws[0].Failure}");
        }

        StudyResult all = study.Over(usual, answers);
        return all with
        {
            Notes = [.. all.Notes, .. Notes(draws, answers.Length)],

            // What was asked for is the intervals, so they are printed also where the values go into a file.
            Style = all.Style with { Sections = SectionsShown.Always },
        };
    }

    private static async Task<Drawn> RunAsync(IStudy study, StudyRequest request, ParameterDraw draw, StudyContext context, CancellationToken cancellation)
    {
        try
        {
            StudyResult result = await Task.Run(() => study.RunAsync(request, context, cancellation), CancellationToken.None).ConfigureAwait(false);

            // The courses of many draws of many people would not fit into memory; their percentiles are in the pictures.
            return new Drawn(draw, result with { Run = null, Values = study.NeedsValuesOfDraws ? result.Values : null, WriteFolder = null }, null);
        }
        catch (UserErrorException failure)
        {
            return new Drawn(draw, null, failure.Message);
        }
    }

    private static IEnumerable<Note> Notes(Drawn[] draws, int computed)
    {
        ImmutableArray<DrawnSource> sources = draws[0].Draw.Sources;
        string drawn = string.Join(", ", sources.Where(one => one.Count > 0).Select(one => $"{Number(one.Count)} of {one.Name}"));
        yield return new Note(NoteKind.Remark,
            $"Uncertain parameters were drawn {Number(draws.Length)} times: {drawn}. The intervals hold 90 % of the draws and " +
            "say how well numbers are known as far as errors are published: all other parameters stay as they are. " +
            "How people differ is another matter, which virtual people (--subjects) show.");
        if (sources.Any(one => one.Count == 0))
        {
            yield return new Note(NoteKind.Remark, Unknown(sources));
        }

        foreach (string remark in sources.Select(one => one.Remark).OfType<string>())
        {
            yield return new Note(NoteKind.Remark, remark);
        }

        if (computed < draws.Length)
        {
            yield return new Note(NoteKind.Warning, $"{Number(draws.Length - computed)} of {Number(draws.Length)} draws could not be computed, and the " +
                $"intervals are of the others: {draws.Select(one => one.Failure).OfType<string>().First()}");
        }
    }

    private static string Why(ImmutableArray<DrawnSource> sources) =>
        sources.IsEmpty ? "nothing that is asked has parameters that are known with an error"
        : sources.All(one => one.Count == 0) ? Unknown(sources)
        : $"no number that is asked depends on the uncertain parameters of {string.Join(", ", sources.Where(one => one.Count > 0).Select(one => one.Name))}";

    private static string Unknown(ImmutableArray<DrawnSource> sources) =>
        $"no uncertainty is published for {string.Join(", ", sources.Where(one => one.Count == 0).Select(one => one.Name))}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What one draw gave.</summary>
    private sealed record Drawn(ParameterDraw Draw, StudyResult? Result, string? Failure);
}
