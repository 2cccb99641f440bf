using System.Collections.Immutable;

namespace Ketascope.Ketamine.Cord;

/// <summary>Names of the cord's text that the program turns or reads; every circuit has them.</summary>
internal static class CordNames
{
    public const string CInput = "rC";
    public const string TouchInput = "rA";
    public const string PoreDrug = "Ceq";
    public const string MembraneDrug = "Cm";
    public const string Condition = "D_given";
    public const string Descending = "desc";
    public const string VolleyAt = "volley_at";
    public const string VolleySize = "volley_size";
    public const string Potentiation = "potentiation";
    public const string Phosphorylating = "phosphorylating";
    public const string Rate = "fP";
    public const string Spikes = "spikes";
    public const string Pain = "pain";
    public const string Block = "block";
    public const string Strength = "S";

    /// <summary>What a protocol or a named alternative may turn in every circuit.</summary>
    public static readonly ImmutableArray<string> Parameters =
    [
        CInput, TouchInput, PoreDrug, MembraneDrug, Condition, Descending, VolleyAt, VolleySize, Potentiation, Phosphorylating,
        "nmda", "ampa", "plateau", "inhibition", "membrane_site", "phosphorylation", "affinity",
    ];

    /// <summary>What is recorded of every circuit.</summary>
    public static readonly ImmutableArray<string> Recorded = [Rate, Spikes, Pain, Block, Strength];
}
