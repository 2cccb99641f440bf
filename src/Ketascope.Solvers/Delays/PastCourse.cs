namespace Ketascope.Solvers.Delays;

/// <summary>Courses of several values over time, piece by piece as polynomials through the Chebyshev points of each piece.</summary>
/// <param name="series">How many values.</param>
internal sealed class PastCourse(int series)
{
    /// <summary>How many points a piece has.</summary>
    public const int Nodes = 6;

    // Points and weights: Berrut and Trefethen (2004) Barycentric Lagrange interpolation, SIAM Rev 46:501, doi:10.1137/S0036144502417715.
    private static readonly double[] s_places = [.. Enumerable.Range(0, Nodes).Select(node => 0.5 * (1 - Math.Cos(Math.PI * node / (Nodes - 1))))];
    private static readonly double[] s_weights = [.. Enumerable.Range(0, Nodes).Select(node => (node % 2 == 0 ? 1 : -1) * (node is 0 or Nodes - 1 ? 0.5 : 1))];
    private readonly List<double> _starts = [];
    private readonly List<double> _ends = [];
    private readonly List<double> _values = [];

    /// <summary>Whether there is no piece yet.</summary>
    public bool IsEmpty => _ends.Count == 0;

    /// <summary>Up to when the courses are known.</summary>
    public double End => _ends[^1];

    /// <summary>The length of the last piece.</summary>
    public double LastLength => _ends[^1] - _starts[^1];

    /// <summary>The place of a point in a piece, from 0 to 1.</summary>
    /// <param name="node">Which point.</param>
    public static double Place(int node) => s_places[node];

    /// <summary>A value within a piece.</summary>
    /// <param name="values">The values at the points: point, then value.</param>
    /// <param name="first">Where they begin.</param>
    /// <param name="series">How many values a point has.</param>
    /// <param name="which">Which of them.</param>
    /// <param name="place">The place in the piece, from 0 to 1.</param>
    public static double Value(IReadOnlyList<double> values, int first, int series, int which, double place)
    {
        double above = 0, below = 0;
        for (int node = 0; node < Nodes; node++)
        {
            double distance = place - s_places[node], value = values[first + (node * series) + which];
            if (distance == 0)
            {
                return value;
            }

            above += s_weights[node] / distance * value;
            below += s_weights[node] / distance;
        }

        return above / below;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _starts.Clear();
        _ends.Clear();
        _values.Clear();
    }

    /// <summary>Adds a piece that follows the last one.</summary>
    /// <param name="start">Its start.</param>
    /// <param name="end">Its end; that of a jump is its start.</param>
    /// <param name="values">The values at its points: point, then value.</param>
    public void Add(double start, double end, double[] values)
    {
        _starts.Add(start);
        _ends.Add(end);
        _values.AddRange(values);
    }

    /// <summary>A value.</summary>
    /// <param name="which">Which of the values.</param>
    /// <param name="time">The time, not before the first piece nor after the last.</param>
    /// <param name="rounding">Within what a time is that of the end of a piece.</param>
    /// <param name="isLater">Whether, where two pieces meet, the later one counts.</param>
    public double At(int which, double time, double rounding, bool isLater)
    {
        int piece;
        if (isLater)
        {
            piece = _starts.BinarySearch(time + rounding);
            piece = piece < 0 ? Math.Max(~piece - 1, 0) : LastOf(_starts, piece);
        }
        else
        {
            piece = _ends.BinarySearch(time - rounding);
            piece = Math.Min(piece < 0 ? ~piece : FirstOf(_ends, piece), _ends.Count - 1);
        }

        double length = _ends[piece] - _starts[piece];
        return Value(_values, piece * Nodes * series, series, which, length > 0 ? Math.Clamp((time - _starts[piece]) / length, 0, 1) : 1);
    }

    private static int LastOf(List<double> times, int place)
    {
        while (place + 1 < times.Count && times[place + 1] == times[place])
        {
            place++;
        }

        return place;
    }

    private static int FirstOf(List<double> times, int place)
    {
        while (place > 0 && times[place - 1] == times[place])
        {
            place--;
        }

        return place;
    }
}
