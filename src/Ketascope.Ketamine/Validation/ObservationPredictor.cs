using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Study.Fitting;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>Predicts rows of observations by one model under many sets of its parameters, for a fit.</summary>
/// <param name="library">The models.</param>
/// <param name="model">The model of all rows, by identifier.</param>
/// <param name="parameters">The parameters that differ.</param>
/// <param name="observations">The observations.</param>
internal sealed class ObservationPredictor(ModelLibrary library, string model, ImmutableArray<string> parameters, ImmutableArray<Observation> observations) : IPredictor
{
    private readonly CourseBatch _batch = new(library, parameters);

    /// <inheritdoc/>
    public ImmutableArray<double[]> Predict(ImmutableArray<ParameterRow> rows, CancellationToken cancellation)
    {
        _batch.Take([.. rows.Select(row => row.Values)]);
        return [.. rows.Select((_, set) => Predict(set, cancellation))];
    }

    /// <summary>Compares rows of a file with what the model says under one set of values.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="values">The values of the parameters.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Comparison[] Compare(IEnumerable<ObservationRow> rows, double[] values, CancellationToken cancellation)
    {
        _batch.Take([values]);
        TypicalSubject source = Source(0);
        return [.. rows.Select(row => Comparison.Of(row with { Observation = row.Observation is { } seen ? Asked(seen) : null }, source, cancellation))];
    }

    private double[] Predict(int set, CancellationToken cancellation)
    {
        TypicalSubject source = Source(set);
        return [.. observations.Select(observation =>
        {
            try
            {
                return source.Predict(Asked(observation), cancellation).Value;
            }
            catch (UserErrorException)
            {
                // What could be predicted at the start cannot be with these values: the search turns back.
                return double.NaN;
            }
        })];
    }

    private TypicalSubject Source(int set) => new(library) { Courses = (request, cancellation) => _batch.Of(request, set, cancellation) };

    /// <summary>The same observation, of this model.</summary>
    private Observation Asked(Observation observation) => observation with { Setting = observation.Setting.SetItem("model", model) };
}
