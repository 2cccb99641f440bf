namespace Ketascope.Study.DataSets;

/// <summary>What a record says of an observation, as it is written.</summary>
/// <param name="Value">DV; null where it is missing.</param>
/// <param name="IsLeftOut">Whether MDV is 1: DV is then no observation.</param>
public readonly record struct Measurement(double? Value, bool IsLeftOut)
{
    /// <summary>CENS: 0 measured, 1 below a limit, -1 above one; null where there is no such column.</summary>
    public int? Censored { get; init; }

    /// <summary>LLOQ, the lower limit of quantification; null where it is not given.</summary>
    public double? Quantification { get; init; }

    /// <summary>LIMIT, the other end of the range in which a value lies that was not measured; null or infinite where there is none.</summary>
    public double? Limit { get; init; }
}
