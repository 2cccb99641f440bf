using System.Collections.Immutable;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>What is done to a cord and to the body that it is in (docs/cord.md).</summary>
public sealed record CordProtocol
{
    /// <summary>C input of a fibre over time, Hz.</summary>
    public required StepCourse CInput { get; init; }

    /// <summary>A-beta input of a fibre over time, Hz.</summary>
    public required StepCourse TouchInput { get; init; }

    /// <summary>Electrical stimuli of C strength, ascending: when, s, and the share of the fibres that each excites.</summary>
    public required ImmutableArray<(double Time, double Size)> Volleys { get; init; }

    /// <summary>Other parameters that change: knock-outs, the condition, descending inhibition.</summary>
    public required ImmutableArray<ValueChange> Changes { get; init; }

    /// <summary>The drug; as it is dosed, in <see cref="Doses"/>, where a person is needed to know its course.</summary>
    public required CordExposure Bath { get; init; }

    /// <summary>Regimens, and when each starts, s.</summary>
    public required ImmutableArray<(double Time, string Regimen)> Doses { get; init; }

    /// <summary>When the state is tested, s.</summary>
    public required ImmutableArray<double> Tests { get; init; }

    /// <summary>What was done, for pictures and tables: when it began and ended, s, and what it was.</summary>
    public required ImmutableArray<(double Start, double End, string Text)> Acts { get; init; }

    /// <summary>What was taken for granted, a sentence each.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The end, s.</summary>
    public required double End { get; init; }

    /// <summary>The same until a later end.</summary>
    /// <param name="end">The end, s.</param>
    public CordProtocol Until(double end) => this with { End = Math.Max(end, End) };

    /// <summary>Whether a drug is given.</summary>
    public bool HasDrug => !Doses.IsEmpty || !Bath.Pore.Steps.IsEmpty;

    /// <summary>The protocol as changes of a circuit's parameters.</summary>
    /// <param name="exposure">The drug over time.</param>
    public IEnumerable<ValueChange> ToChanges(CordExposure exposure) =>
    [
        .. CInput.Changes(CordNames.CInput, End),
        .. TouchInput.Changes(CordNames.TouchInput, End),
        .. Volley(Volleys),
        .. Changes,
        .. exposure.Pore.Changes(CordNames.PoreDrug, End),
        .. exposure.Membrane.Changes(CordNames.MembraneDrug, End),
    ];

    /// <summary>Volleys as changes: each one is set up half-way after the one before it.</summary>
    /// <param name="volleys">When, s, and the share of the fibres.</param>
    internal static IEnumerable<ValueChange> Volley(IReadOnlyList<(double Time, double Size)> volleys)
    {
        for (int i = 0; i < volleys.Count; i++)
        {
            double setUp = i == 0 ? 0 : (volleys[i - 1].Time + volleys[i].Time) / 2;
            yield return new ValueChange(setUp, CordNames.VolleyAt, volleys[i].Time);
            yield return new ValueChange(setUp, CordNames.VolleySize, volleys[i].Size);
        }
    }
}
