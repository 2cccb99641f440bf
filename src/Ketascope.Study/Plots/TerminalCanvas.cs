namespace Ketascope.Study.Plots;

/// <summary>
/// A grid of characters on which lines are drawn: in Braille dots, two across and four down in a character, or with one mark a character where lines must be told
/// apart without colour.
/// </summary>
internal sealed class TerminalCanvas
{
    private const char BrailleBlank = '\u2800';

    // Dots of a Braille character by row, left and right: the numbering of the Unicode block U+2800.
    private static readonly int[,] Dots = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    private readonly int[,] _dots;
    private readonly int[,] _series;
    private readonly string? _marks;

    /// <summary>An empty canvas.</summary>
    /// <param name="columns">Characters across.</param>
    /// <param name="rows">Characters down.</param>
    /// <param name="marks">The marks of the series, or null for Braille dots.</param>
    public TerminalCanvas(int columns, int rows, string? marks)
    {
        Columns = columns;
        Rows = rows;
        _marks = marks;
        _dots = new int[rows, columns];
        _series = new int[rows, columns];
    }

    /// <summary>Characters across.</summary>
    public int Columns { get; }

    /// <summary>Characters down.</summary>
    public int Rows { get; }

    private int DotsAcross => _marks is null ? 2 : 1;

    private int DotsDown => _marks is null ? 4 : 1;

    /// <summary>Draws a line.</summary>
    /// <param name="series">Which series, from 0.</param>
    /// <param name="from">Across from the left and up from the bottom, as fractions of the canvas.</param>
    /// <param name="to">The other end.</param>
    public void Line(int series, (double Across, double Up) from, (double Across, double Up) to)
    {
        (double x0, double y0) = ToDots(from);
        (double x1, double y1) = ToDots(to);
        int steps = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0))));
        for (int step = 0; step <= steps; step++)
        {
            double part = (double)step / steps;
            Set(series, (int)Math.Round(x0 + (part * (x1 - x0))), (int)Math.Round(y0 + (part * (y1 - y0))));
        }
    }

    /// <summary>The character at a place, a space where nothing was drawn, and the series that drew it last.</summary>
    /// <param name="row">From the top, from 0.</param>
    /// <param name="column">From the left, from 0.</param>
    public (char Character, int Series) At(int row, int column)
    {
        int series = _series[row, column] - 1;
        char drawn = series < 0 ? ' ' : _marks is null ? (char)(BrailleBlank + _dots[row, column]) : _marks[series % _marks.Length];
        return (drawn, series);
    }

    private (double X, double Y) ToDots((double Across, double Up) place) =>
        (place.Across * ((Columns * DotsAcross) - 1), (1 - place.Up) * ((Rows * DotsDown) - 1));

    private void Set(int series, int x, int y)
    {
        int column = x / DotsAcross;
        int row = y / DotsDown;
        _dots[row, column] |= _marks is null ? Dots[y % 4, x % 2] : 0;
        _series[row, column] = series + 1;
    }
}
