using MathNet.Numerics.Distributions;

namespace Ketascope.Study.Fitting;

/// <summary>What is known of the precision of a search's result.</summary>
/// <param name="Components">The components that are free to move at the minimum: not at the end of their scale, nor a standard deviation that is as good as 0.</param>
/// <param name="Information">What the second derivatives say; null where there is no result.</param>
/// <param name="Inflation">What variances are multiplied with: observations over observations less parameters in least squares, else 1.</param>
/// <param name="Quantile">The ends of a 95 % interval in standard errors: Student's in least squares, else normal.</param>
internal sealed record FitInformation(int[] Components, Information? Information, double Inflation, double Quantile)
{
    /// <summary>Whether the minimum is clear enough for its curvature to be taken by differences.</summary>
    public bool CanBeObserved => Information is { Undetermined.IsEmpty: true } && Components.Length > 0;

    /// <summary>From the expected second derivatives at the end of a search.</summary>
    public static FitInformation Expected(Search search, FitSettings settings)
    {
        if (search.Curvature is not { } curvature)
        {
            return new FitInformation([], null, 1, double.NaN);
        }

        int[] components = [.. Enumerable.Range(0, search.Space.Size)
            .Where(j => !search.Space.IsAtLimit(search.Place, j) && (search.Space.DeviationKind(j) is null || curvature.Information[j, j] > 0.01))];
        Information information = Information.Of(curvature.Information, components);
        if (settings.Method == FitMethod.MaximumLikelihood)
        {
            return new FitInformation(components, information, 1, Normal.InvCDF(0, 1, 0.975));
        }

        double count = search.Predictions.Length, degrees = count - components.Length;
        return degrees > 0
            ? new FitInformation(components, information, count / degrees, StudentT.InvCDF(0, 1, degrees, 0.975))
            : new FitInformation(components, information, double.NaN, double.NaN);
    }

    /// <summary>The standard error of a component on its scale; not-a-number where there is none.</summary>
    public double StandardError(int component) => Information is null ? double.NaN : Math.Sqrt(Inflation * Information.Covariance[component, component]);
}
