using System.Globalization;

namespace Ketascope.Tests.Solvers;

/// <summary>A problem of a published set with its reference solution at the end.</summary>
public sealed record Problem(string Name, bool Stiff, double[] Start, Rates Rates)
{
    /// <summary>Absolute relative to relative tolerance, where the set prescribes it because components are tiny.</summary>
    public double AbsoluteFactor { get; init; } = 1;

    /// <summary>Whether the problem itself makes small differences grow, so that a tolerance kept in each step cannot bound the error at the end.</summary>
    public bool Amplifies { get; init; }

    public double End => References.First(row => row[0] == Name) is { } first ? double.Parse(first[1], CultureInfo.InvariantCulture) : 0;

    public double[] Reference => [.. References.Where(row => row[0] == Name).Select(row => double.Parse(row[3], CultureInfo.InvariantCulture))];

    private static string[][] References { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Solvers", "References", "references.csv")).Skip(1).Select(line => line.Split(','))];

    public override string ToString() => Name;
}

/// <summary>The problem sets (see References/README.md).</summary>
public static class Problems
{
    public static IReadOnlyList<Problem> All { get; } =
    [
        new("brusselator", false, [1.5, 3], (t, y, p, d) =>
        {
            d[0] = 1 + (y[0] * y[0] * y[1]) - (4 * y[0]);
            d[1] = (3 * y[0]) - (y[0] * y[0] * y[1]);
        }),
        new("lotka-volterra", false, [1, 1], (t, y, p, d) =>
        {
            d[0] = (1.5 * y[0]) - (y[0] * y[1]);
            d[1] = (y[0] * y[1]) - (3 * y[1]);
        }),
        new("pleiades", false, [3, 3, -1, -3, 2, -2, 2, 3, -3, 2, 0, 0, -4, 4, 0, 0, 0, 0, 0, 1.75, -1.5, 0, 0, 0, -1.25, 1, 0, 0], Pleiades) { Amplifies = true },
        new("hires", true, [1, 0, 0, 0, 0, 0, 0, 0.0057], Hires) { AbsoluteFactor = 1e-4 },
        new("van-der-pol", true, [2, 0], (t, y, p, d) =>
        {
            d[0] = y[1];
            d[1] = (((1 - (y[0] * y[0])) * y[1]) - y[0]) / 1e-6;
        }),
        new("robertson", true, [1, 0, 0], (t, y, p, d) =>
        {
            d[0] = (-0.04 * y[0]) + (1e4 * y[1] * y[2]);
            d[2] = 3e7 * y[1] * y[1];
            d[1] = -d[0] - d[2];
        })
        { AbsoluteFactor = 1e-8 },
        new("orego", true, [1, 2, 3], (t, y, p, d) =>
        {
            d[0] = 77.27 * (y[1] + (y[0] * (1 - (8.375e-6 * y[0]) - y[1])));
            d[1] = (y[2] - ((1 + y[0]) * y[1])) / 77.27;
            d[2] = 0.161 * (y[0] - y[2]);
        }),
    ];

    public static Problem Named(string name) => All.Single(problem => problem.Name == name);

    private static void Hires(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> p, Span<double> d)
    {
        d[0] = (-1.71 * y[0]) + (0.43 * y[1]) + (8.32 * y[2]) + 0.0007;
        d[1] = (1.71 * y[0]) - (8.75 * y[1]);
        d[2] = (-10.03 * y[2]) + (0.43 * y[3]) + (0.035 * y[4]);
        d[3] = (8.32 * y[1]) + (1.71 * y[2]) - (1.12 * y[3]);
        d[4] = (-1.745 * y[4]) + (0.43 * (y[5] + y[6]));
        d[5] = (-280 * y[5] * y[7]) + (0.69 * y[3]) + (1.71 * y[4]) - (0.43 * y[5]) + (0.69 * y[6]);
        d[6] = (280 * y[5] * y[7]) - (1.81 * y[6]);
        d[7] = -d[6];
    }

    private static void Pleiades(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> p, Span<double> d)
    {
        y[14..].CopyTo(d);
        for (int i = 0; i < 7; i++)
        {
            (d[14 + i], d[21 + i]) = (0, 0);
            for (int j = 0; j < 7; j++)
            {
                double dx = y[j] - y[i], dy = y[7 + j] - y[7 + i];
                double pull = i == j ? 0 : (j + 1) / Math.Pow((dx * dx) + (dy * dy), 1.5);
                d[14 + i] += pull * dx;
                d[21 + i] += pull * dy;
            }
        }
    }
}
