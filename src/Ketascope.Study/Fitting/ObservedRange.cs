using System.Globalization;
using Ketascope.Study.DataSets;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Fitting;

/// <summary>
/// What CENS, DV, LLOQ and LIMIT say of a value, as users of Monolix and nlmixr2 write them: with CENS 1 it lies below the limit (LLOQ, else DV),
/// with -1 above DV, and LIMIT is the other end of the range. Without a column CENS a DV below LLOQ is not measured.
/// </summary>
internal static class ObservedRange
{
    /// <summary>The value, or the limit that it lies beyond, with the range; null where the record has no observation.</summary>
    /// <param name="measured">What the record says.</param>
    /// <param name="place">The record's place, for messages.</param>
    /// <exception cref="UserErrorException">The columns contradict each other.</exception>
    public static (double Value, ValueRange? Range)? Of(Measurement measured, string place) => measured switch
    {
        { IsLeftOut: true } => null,
        { Censored: 1 } => Below(measured, place),
        { Censored: -1 } => Above(measured, place),
        { Censored: null, Limit: not null } => throw Error(
            place,
            $"LIMIT is the other end of the range of a value that was not measured, and no column CENS says which these are; add CENS (1 below the limit, -1 above, 0 measured), or leave LIMIT away"),
        { Value: { } value, Quantification: { } limit } when value < limit => measured.Censored is null ? (limit, new ValueRange(double.NegativeInfinity, limit)) : throw Error(
            place, $"CENS is 0, so that DV {value} was measured, but it is below LLOQ {limit}; write CENS 1 there, or leave the column LLOQ away"),
        { Value: { } value } => (value, null),
        _ => null,
    };

    private static (double Value, ValueRange? Range) Below(Measurement measured, string place)
    {
        double limit = measured.Quantification ?? measured.Value
            ?? throw Error(place, $"CENS is 1, and neither DV nor a column LLOQ says below which limit the value lies");
        if (measured.Value > limit)
        {
            throw Error(place, $"CENS is 1, so that the value is below LLOQ {limit}, but DV is {measured.Value}; write CENS 0 where DV was measured");
        }

        return measured.Quantification is null && limit == 0
            ? throw Error(
                place,
                $"CENS is 1, so that DV is the limit below which the value lies, but it is 0; write the limit of quantification there, or in a column LLOQ")
            : (limit, Range(measured.Limit ?? double.NegativeInfinity, limit, place,
                "LIMIT {0} is not below the limit of quantification {1}, although CENS is 1"));
    }

    private static (double Value, ValueRange? Range) Above(Measurement measured, string place)
    {
        double limit = measured.Value ?? throw Error(place, $"CENS is -1, and no DV says above which limit the value lies");
        return (limit, Range(limit, measured.Limit ?? double.PositiveInfinity, place, "LIMIT {1} is not above DV {0}, although CENS is -1"));
    }

    private static ValueRange Range(double low, double high, string place, string wrong) => low < high
        ? new ValueRange(low, high)
        : throw new UserErrorException($"{place}: {string.Format(CultureInfo.InvariantCulture, wrong, low, high)}");

    private static UserErrorException Error(string place, FormattableString message) => new($"{place}: {message.ToString(CultureInfo.InvariantCulture)}");
}
