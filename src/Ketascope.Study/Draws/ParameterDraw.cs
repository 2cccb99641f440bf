using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ketascope.Pharmacology.Randomness;

namespace Ketascope.Study.Draws;

/// <summary>
/// One draw of all parameters that are uncertain. Each number is found by its address alone (seed, draw, parameter), so that the draw of a parameter is
/// the same whatever else is drawn, in which order, and on which thread.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="number">Which draw, from 1 on.</param>
public sealed class ParameterDraw(ulong seed, int number)
{
    private readonly ConcurrentDictionary<string, DrawnSource> _sources = new();

    /// <summary>Where parameters were drawn from so far, by name.</summary>
    public ImmutableArray<DrawnSource> Sources => [.. _sources.Values.OrderBy(one => one.Name, StringComparer.Ordinal)];

    /// <summary>A number from the standard normal distribution.</summary>
    /// <param name="parameter">What is drawn: the model or calibration and the parameter, with a full stop between them.</param>
    public double Normal(string parameter) => RandomDistribution.StandardNormal(new RandomStream(seed, $"uncertainty {parameter}").Uniform(number));

    /// <summary>A number between 0 and 1.</summary>
    /// <param name="parameter">What is drawn, as for <see cref="Normal"/>.</param>
    public double Uniform(string parameter) => new RandomStream(seed, $"uncertainty {parameter}").Uniform(number);

    /// <summary>Remembers that a model or a calibration was asked for its uncertain parameters, for the notes of a result.</summary>
    /// <param name="source">What was drawn from it.</param>
    public void Tell(DrawnSource source) => _sources[source.Name] = source;
}

/// <summary>A model or a calibration, and what of it is drawn.</summary>
/// <param name="Name">What it is called: <c>the model 'simons-2022'</c>, <c>the calibration 'glun2a'</c>.</param>
/// <param name="Count">How many of its parameters are drawn; 0 where no uncertainty is known.</param>
/// <param name="Remark">What else should be known of it, as a sentence; null for nothing.</param>
public sealed record DrawnSource(string Name, int Count, string? Remark = null);
