using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>What was said, and where.</summary>
internal readonly record struct Said<T>(T Value, SourceSpan Span);

/// <summary>A step of a titration: how much, after how long, and where it ends (null for an end by time).</summary>
internal readonly record struct TitrationStep(DoseQuantity By, bool IsDown, Duration Every, DoseQuantity? To);

/// <summary>What a regimen says of everything in it, beside the doses.</summary>
internal sealed class RegimenContext
{
    /// <summary>The body weight, kg, where the text says it.</summary>
    public Said<double>? WeightKg { get; set; }

    /// <summary>What was taken for granted, a sentence each.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Adds a sentence once.</summary>
    public void Note(string text)
    {
        if (!Notes.Contains(text))
        {
            Notes.Add(text);
        }
    }
}

/// <summary>The parts of one dose as far as they are read; null for what was not said.</summary>
internal sealed class DoseDraft
{
    public Drug? Drug { get; set; }

    /// <summary>The mixture of ketamine and propofol.</summary>
    public SourceSpan? Ketofol { get; set; }

    /// <summary>Whether an amount of a mixture is of each drug (or of both together).</summary>
    public bool? IsOfEach { get; set; }

    public Said<Route>? Route { get; set; }

    /// <summary>The route that the drug as named, its form or its device is made for.</summary>
    public Said<Route>? Form { get; set; }

    public Said<DoseQuantity>? Quantity { get; set; }

    /// <summary>The time that stands under a fraction: 40 min in 0.5 mg/kg/40 min.</summary>
    public Said<Duration>? PerSpan { get; set; }

    /// <summary>The same amount for one weight or one in mL, said beside.</summary>
    public Said<DoseQuantity>? Beside { get; set; }

    public Said<DoseQuantity>? Cap { get; set; }

    public SourceSpan? Bolus { get; set; }

    public SourceSpan? Loading { get; set; }

    public SourceSpan? Infusion { get; set; }

    public SourceSpan? Single { get; set; }

    public Said<Duration>? Over { get; set; }

    public Said<Duration>? For { get; set; }

    public Said<Duration>? At { get; set; }

    public Said<Duration>? After { get; set; }

    public Said<Duration>? Every { get; set; }

    public Said<int>? Count { get; set; }

    public Duration? Course { get; set; }

    /// <summary>The days on which it is given, from 1.</summary>
    public Said<ImmutableArray<int>>? Days { get; set; }

    /// <summary>The weeks in which it is given, from 1: the first and the last.</summary>
    public Said<(int First, int Last)>? Weeks { get; set; }

    /// <summary>A syringe driver, which gives under the skin or into a vein.</summary>
    public SourceSpan? Driver { get; set; }

    /// <summary>Into how many doses the amount of a day is divided; 0 for as many as its frequency makes.</summary>
    public Said<int>? Divided { get; set; }

    /// <summary>mg in a mL.</summary>
    public Said<double>? Strength { get; set; }

    /// <summary>mL that are given.</summary>
    public Said<double>? Volume { get; set; }

    /// <summary>mL in which an amount is dissolved.</summary>
    public Said<double>? Container { get; set; }

    /// <summary>mL per hour.</summary>
    public Said<double>? VolumeRate { get; set; }

    /// <summary>The amount in the container, where a rate in mg was said beside it.</summary>
    public Said<DoseQuantity>? Stock { get; set; }

    /// <summary>How many devices of a nasal spray.</summary>
    public Said<int>? Devices { get; set; }

    public Said<TitrationStep>? Step { get; set; }

    public SourceSpan? Pca { get; set; }

    public Said<Duration>? Lockout { get; set; }

    /// <summary>How often the patient presses the button; the mean time between two demands is <see cref="Every"/>.</summary>
    public DemandRate? Demands { get; set; }

    /// <summary>Whether the amount is that of the dose before, with its duration.</summary>
    public bool InheritsAmount => Quantity is null && Volume is null && VolumeRate is null && Devices is null
        && (Every is not null || Days is not null || After is not null);

    /// <summary>Whether an amount is said in any way.</summary>
    public bool HasAmount => Quantity is not null || Volume is not null || VolumeRate is not null || Devices is not null;
}
