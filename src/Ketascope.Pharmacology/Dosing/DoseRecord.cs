namespace Ketascope.Pharmacology.Dosing;

/// <summary>One record of a dosing data set, with the meaning that NONMEM gives its columns. Times and amounts are in whatever units the whole set uses.</summary>
/// <remarks>A record holds what was written, right or wrong; <see cref="DoseRecordCheck"/> says what is wrong with it.</remarks>
public sealed record DoseRecord
{
    /// <summary>The value of <see cref="Rate"/> that asks for the rate that the model gives (<see cref="DoseTarget.Rate"/>).</summary>
    public const double ModelledRate = -1;

    /// <summary>The value of <see cref="Rate"/> that asks for the duration that the model gives (<see cref="DoseTarget.Duration"/>).</summary>
    public const double ModelledDuration = -2;

    /// <summary>ID: the subject. Default <c>1</c>.</summary>
    public string Id { get; init; } = "1";

    /// <summary>TIME: when the record happens.</summary>
    public required double Time { get; init; }

    /// <summary>EVID: what the record is. Default: a dose.</summary>
    public EventId EventId { get; init; } = EventId.Dose;

    /// <summary>AMT: the amount of one dose. Default 0.</summary>
    public double Amount { get; init; }

    /// <summary>CMT: the name of the compartment that the dose enters.</summary>
    public required string Compartment { get; init; }

    /// <summary>
    /// RATE: 0 for a bolus (the default), amount per time for an infusion at that rate,
    /// <see cref="ModelledRate"/> or <see cref="ModelledDuration"/> for an infusion that the model describes.
    /// </summary>
    public double Rate { get; init; }

    /// <summary>DUR: how long the infusion lasts whatever fraction is absorbed, in place of <see cref="Rate"/>; null (the default) when not given.</summary>
    public double? Duration { get; init; }

    /// <summary>II: the time from one dose to the next. Default 0.</summary>
    public double Interval { get; init; }

    /// <summary>ADDL: how many doses follow the first, <see cref="Interval"/> apart. Default 0.</summary>
    public int AdditionalDoses { get; init; }

    /// <summary>SS: whether the dose is at steady state. Default: it is not.</summary>
    public SteadyState SteadyState { get; init; }

    /// <summary>Whether the compartment of another event (EVID 2) is switched off and emptied: CMT with a minus. Default: it is not.</summary>
    public bool SwitchesOff { get; init; }

    /// <summary>The same record in other units.</summary>
    /// <param name="timeFactor">What a time is multiplied by (60 from hours to minutes); finite, above 0.</param>
    /// <param name="amountFactor">What an amount is multiplied by (1000 from mg to ug); finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is not a finite number above 0.</exception>
    public DoseRecord Convert(double timeFactor, double amountFactor)
    {
        RequireFactor(timeFactor, nameof(timeFactor));
        RequireFactor(amountFactor, nameof(amountFactor));
        return this with
        {
            Time = Time * timeFactor,
            Amount = Amount * amountFactor,
            Rate = Rate > 0 ? Rate * amountFactor / timeFactor : Rate,
            Duration = Duration * timeFactor,
            Interval = Interval * timeFactor,
        };
    }

    private static void RequireFactor(double factor, string name)
    {
        if (!double.IsFinite(factor) || factor <= 0)
        {
            throw new ArgumentOutOfRangeException(name, factor, "A unit factor is a finite number above 0.");
        }
    }
}
