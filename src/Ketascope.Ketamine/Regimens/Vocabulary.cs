namespace Ketascope.Ketamine.Regimens;

/// <summary>The words of one kind: for each value the name it is written with, and the other spellings that are read. Case and dots do not matter.</summary>
internal sealed class Vocabulary<T>
    where T : notnull
{
    private readonly Dictionary<string, T> _values;
    private readonly Dictionary<T, string> _names;

    /// <summary>Makes a vocabulary; the first spelling of each value is its name.</summary>
    public Vocabulary(params (T Value, string[] Spellings)[] rows)
    {
        Spellings = [.. rows.SelectMany(row => row.Spellings)];
        Names = [.. rows.Select(row => row.Spellings[0])];
        _values = rows.SelectMany(row => row.Spellings.Select(spelling => (spelling, row.Value)))
            .ToDictionary(pair => pair.spelling, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        _names = rows.ToDictionary(row => row.Value, row => row.Spellings[0]);
    }

    /// <summary>Every spelling.</summary>
    public IReadOnlyList<string> Spellings { get; }

    /// <summary>The name of each value, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The name of a value.</summary>
    public string Name(T value) => _names[value];

    /// <summary>Finds the value that a word stands for.</summary>
    public bool TryFind(string word, out T value) => _values.TryGetValue(word.Replace(".", "", StringComparison.Ordinal), out value!);
}
