using System.Globalization;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Populations;

/// <summary>
/// The correlation of two covariates: of the normal numbers behind them, so that each keeps its own distribution (a Gaussian copula). For two normal covariates that are not
/// cut off it is their own correlation, for two log-normal ones that of their logarithms.
/// Nelsen RB (2006) An Introduction to Copulas, 2nd ed., section 2.3, doi:10.1007/0-387-28678-0.
/// </summary>
/// <param name="First">A covariate.</param>
/// <param name="Second">Another.</param>
/// <param name="Value">Between -1 and 1, both excluded.</param>
public sealed record CovariateCorrelation(string First, string Second, double Value)
{
    /// <summary>Reads <c>WT,HT=0.6</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="UserErrorException">The text has another form, or the number is no correlation.</exception>
    public static CovariateCorrelation Parse(string text)
    {
        if (text.Split('=') is not [var names, var number] || names.Split(',', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } first, { Length: > 0 } second] || first == second)
        {
            throw new UserErrorException($"the correlation '{InputFile.Excerpt(text)}' is not of the form NAME,NAME=NUMBER, for example WT,HT=0.6");
        }

        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is > -1 and < 1
            ? new CovariateCorrelation(first, second, value)
            : throw new UserErrorException($"the correlation of '{first}' and '{second}' must be between -1 and 1; it is '{InputFile.Excerpt(number.Trim())}'");
    }
}
