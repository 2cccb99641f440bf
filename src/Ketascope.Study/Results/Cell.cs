namespace Ketascope.Study.Results;

/// <summary>A cell of a <see cref="ResultTable"/>: a text or a number.</summary>
public readonly record struct Cell
{
    private readonly string? _text;

    private Cell(string? text, double number)
    {
        _text = text;
        Number = number;
    }

    /// <summary>The number; not a number in a cell of text.</summary>
    public double Number { get; }

    /// <summary>Whether the cell holds a number.</summary>
    public bool IsNumber => _text is null;

    /// <summary>A cell of text.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator Cell(string text) => FromString(text);

    /// <summary>A cell with a number.</summary>
    /// <param name="number">The number; not a number where none exists (a half-life that the data do not show).</param>
    public static implicit operator Cell(double number) => FromDouble(number);

    /// <summary>A cell of text.</summary>
    /// <param name="text">The text.</param>
    public static Cell FromString(string text) => new(text, double.NaN);

    /// <summary>A cell with a number.</summary>
    /// <param name="number">The number.</param>
    public static Cell FromDouble(double number) => new(null, number);

    /// <summary>The text, or the number as text that reads back exactly.</summary>
    public string Exact => _text ?? NumberText.Exact(Number);

    /// <summary>The text, or the number to some significant digits, for people.</summary>
    /// <param name="digits">How many significant digits.</param>
    public string Short(int digits = 3) => _text ?? NumberText.Short(Number, digits);
}
