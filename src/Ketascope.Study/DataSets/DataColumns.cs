using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Study.DataSets;

/// <summary>What the columns of a data set mean to a model.</summary>
/// <param name="Items">NONMEM's data items, in upper case, with their places.</param>
/// <param name="Parameters">The parameters that columns set, with their places.</param>
/// <param name="Others">The headings of the columns that mean nothing.</param>
/// <param name="Remarks">What was understood although it is written otherwise.</param>
internal sealed record DataColumns(
    IReadOnlyDictionary<string, int> Items, ImmutableArray<(string Name, int Column)> Parameters, ImmutableArray<string> Others, ImmutableArray<string> Remarks)
{
    private static readonly ImmutableArray<string> s_limits = ["CENS", "LLOQ", "LIMIT"];
    private IReadOnlySet<string> Settable { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Reads a header. Upper and lower case are alike where that leaves one meaning.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="header">The headings.</param>
    /// <param name="items">The data items that there are, in upper case.</param>
    /// <param name="parameters">What a column may set.</param>
    /// <exception cref="UserErrorException">A heading has two meanings, or two have one.</exception>
    public static DataColumns Of(string path, string[] header, ImmutableArray<string> items, IReadOnlySet<string> parameters)
    {
        RequireCommas(path, header);
        RequireDifferent(path, header, items, parameters);
        Dictionary<string, int> found = [];
        List<(string Name, int Column)> set = [];
        List<int> others = [];
        for (int i = 0; i < header.Length; i++)
        {
            if (Item(header[i], items) is { } item)
            {
                found.Add(item, item == header[i] || !parameters.Contains(header[i]) ? i : throw new UserErrorException(
                    $"'{path}': the column '{header[i]}' may be NONMEM's {item} or the model's parameter '{header[i]}'; write {item} for the " +
                        "first, or rename the parameter for the second"));
                if (s_limits.Contains(item) && parameters.Contains(header[i]))
                {
                    // A model may have a parameter LLOQ of its own, which the column then sets as it says which values were not measured.
                    set.Add((header[i], i));
                }
            }
            else if (parameters.Contains(header[i]))
            {
                set.Add((header[i], i));
            }
            else
            {
                others.Add(i);
            }
        }

        List<string> remarks = [];
        foreach (int i in others.ToArray())
        {
            if (InOtherCase(path, header[i], parameters.Except(set.Select(one => one.Name))) is { } meant)
            {
                set.Add((meant, i));
                others.Remove(i);
                remarks.Add($"the column '{header[i]}' sets '{meant}'");
            }
        }

        return new DataColumns(
            found,
            [.. set.OrderBy(one => one.Column)],
            [.. others.Select(i => header[i])],
            [.. remarks])
        {
            Settable = parameters,
        };
    }

    /// <summary>The columns that are not used, each with the parameter that it may stand for.</summary>
    /// <param name="used">Columns that are used although they mean nothing to the model.</param>
    public ImmutableArray<string> UnusedBut(ImmutableArray<string> used) => [.. Others.Except(used)
        .Select(name => NearestName.Find(name, Settable) is { } nearest ? $"{InputFile.Excerpt(name)} (did you mean '{nearest}'?)" : InputFile.Excerpt(name))];

    /// <summary>The place of a column that somebody names.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="header">The headings.</param>
    /// <param name="name">The name; upper and lower case are alike where that leaves one column.</param>
    /// <exception cref="UserErrorException">There is none, or two may be meant.</exception>
    public static int Find(string path, string[] header, string name)
    {
        int[] alike = [.. Enumerable.Range(0, header.Length).Where(i => header[i].Equals(name, StringComparison.OrdinalIgnoreCase))];
        return Array.IndexOf(header, name) is >= 0 and var exact ? exact
            : alike is [var only] ? only
            : throw new UserErrorException($"'{path}' has no column '{InputFile.Excerpt(name)}'{NearestName.Suggest(name, header)}");
    }

    private static string? Item(string name, ImmutableArray<string> items) => name.ToUpperInvariant() is var upper && items.Contains(upper) ? upper : null;

    /// <summary>The one parameter that a heading names but for upper and lower case; null for none.</summary>
    private static string? InOtherCase(string path, string name, IEnumerable<string> parameters)
    {
        string[] alike = [.. parameters.Where(parameter => parameter.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return alike.Length < 2 ? alike.FirstOrDefault() : throw new UserErrorException(
            $"'{path}': the column '{name}' may be the model's {string.Join(" or ", alike)}; write the name as the model does");
    }

    private static void RequireDifferent(string path, string[] header, ImmutableArray<string> items, IReadOnlySet<string> parameters)
    {
        foreach (string[] alike in header.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Select(group => group.ToArray())
            .Where(group => group.Length > 1))
        {
            if (alike.Distinct().Count() < alike.Length)
            {
                throw new UserErrorException(
                    $"'{path}' has more than one column '{InputFile.Excerpt(alike.GroupBy(name => name).First(group => group.Count() > 1).Key)}'");
            }

            // A model may well have k and K; columns of just these names are no riddle.
            if (Item(alike[0], items) is not null || !alike.All(parameters.Contains))
            {
                string names = string.Join(" and ", alike.Select(name => $"'{InputFile.Excerpt(name)}'"));
                throw new UserErrorException($"'{path}' has the columns {names}, which differ by upper and lower case alone; rename or remove one of them");
            }
        }
    }

    private static void RequireCommas(string path, string[] header)
    {
        if (header is [var only] && only.AsSpan().IndexOfAny(";\t ") >= 0)
        {
            string between = only.Contains(';', StringComparison.Ordinal) ? "semicolons" : only.Contains('\t', StringComparison.Ordinal) ? "tabs" : "spaces";
            throw new UserErrorException($"'{path}' has values between {between}; expected commas");
        }
    }
}
