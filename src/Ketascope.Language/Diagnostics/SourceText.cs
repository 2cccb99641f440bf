namespace Ketascope.Language.Diagnostics;

/// <summary>The text of one file together with the name it is shown under and the places of its lines.</summary>
public sealed class SourceText
{
    private readonly int[] _lineStarts;

    /// <summary>Wraps a text.</summary>
    /// <param name="name">The file name shown in messages.</param>
    /// <param name="text">The whole text.</param>
    public SourceText(string name, string text)
    {
        Name = name;
        Text = text;
        List<int> starts = [0];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }

        _lineStarts = [.. starts];
    }

    /// <summary>The file name shown in messages.</summary>
    public string Name { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Line and column, both counted from 1, of a position in the text.</summary>
    /// <param name="position">A position from 0 to the length of the text.</param>
    public (int Line, int Column) Locate(int position)
    {
        int index = Array.BinarySearch(_lineStarts, position);
        int line = index >= 0 ? index : ~index - 1;
        return (line + 1, position - _lineStarts[line] + 1);
    }

    /// <summary>The position of a line and column, both counted from 1; the nearest one of the text where it has no such place.</summary>
    /// <param name="line">The line.</param>
    /// <param name="column">The column.</param>
    public int Position(int line, int column) => line < 1 ? 0 : Math.Clamp(_lineStarts[Math.Min(line, _lineStarts.Length) - 1] + column - 1, 0, Text.Length);

    /// <summary>The text of a line, without its line end.</summary>
    /// <param name="line">The line number, counted from 1.</param>
    public string Line(int line)
    {
        int start = _lineStarts[line - 1];
        int end = line < _lineStarts.Length ? _lineStarts[line] : Text.Length;
        return Text[start..end].TrimEnd('\r', '\n');
    }
}
