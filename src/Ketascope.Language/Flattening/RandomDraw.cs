using System.Collections.Immutable;

namespace Ketascope.Language.Flattening;

/// <summary>Draws a number from a distribution of <see cref="RandomDraws"/>.</summary>
/// <param name="place">What it is drawn for, the same in each run: the name of the variable, and the number of the draw in its formula.</param>
/// <param name="distribution">The distribution's name, for example <c>normal</c>; <c>truncatedNormal</c> or two more numbers than usual truncate it.</param>
/// <param name="numbers">Its numbers.</param>
/// <returns>The number, or null where these numbers make no such distribution.</returns>
public delegate double? RandomDraw(string place, string distribution, ImmutableArray<double> numbers);
