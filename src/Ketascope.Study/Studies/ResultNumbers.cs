using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>Fingerprints of a result's numbers: two results have the same ones only where every number is the same to the last digit.</summary>
internal static class ResultNumbers
{
    /// <summary>The SHA-256 of each table, of all values, of a text and of all courses, in lower-case hexadecimal, by what they are called.</summary>
    /// <param name="result">The result.</param>
    public static ImmutableSortedDictionary<string, string> Of(StudyResult result)
    {
        ImmutableSortedDictionary<string, string>.Builder all = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((int index, TableSection section) in result.Tables.Index())
        {
            all[string.Create(CultureInfo.InvariantCulture,
                $"table {index + 1}{(section.Title is { } title ? $", {title}" : "")}")] = RowFingerprint.Of(section.Table.Rows);
        }

        if (result.Values is { } values && values is not { IsWritten: true, Fingerprint: null })
        {
            all[RunManifest.ValuesName] = values.Fingerprint ?? RowFingerprint.Of(values.Rows);
        }

        if (result.Text is { } text)
        {
            all["text"] = RowFingerprint.Of([[text]]);
        }

        if (result.Run is { } run)
        {
            all["courses"] = Of(run.Trajectories.Values);
        }

        return all.ToImmutable();
    }

    private static string Of(Trajectories courses)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(courses.Times.AsSpan()));
        for (int subject = 0; subject < courses.SubjectCount; subject++)
        {
            for (int quantity = 0; quantity < courses.Names.Length; quantity++)
            {
                hash.AppendData(MemoryMarshal.AsBytes(courses.Course(subject, quantity).AsSpan()));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
