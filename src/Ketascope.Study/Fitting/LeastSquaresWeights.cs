namespace Ketascope.Study.Fitting;

/// <summary>The variances of observations, up to a common factor, that least squares use.</summary>
internal static class LeastSquaresWeights
{
    /// <summary>
    /// Before anything was fitted: from the observations, which a bad start does not touch; where all standard deviations are held the variances
    /// themselves.
    /// </summary>
    public static double[] First(SearchSpace space)
    {
        double[] place = space.Start();
        double[] levels = [.. space.Problem.Observations.Select(observation => observation.Value)];
        double[] variances = space.HoldsErrors ? [.. levels.Select((level, i) => Moments.At(space, place, i, level, null).Variance)]
            : Of(space.Problem, levels);
        double least = variances.Where(variance => variance > 0).DefaultIfEmpty(1).Min();
        return [.. variances.Select(variance => variance > 0 ? variance : least)];
    }

    /// <summary>From predictions: those of the error models, each output in proportion to what its residuals say.</summary>
    public static double[] Following(FitProblem problem, double[] predictions)
    {
        double[] variances = Of(problem, predictions);
        if (problem.Errors.Length == 1)
        {
            return variances;
        }

        SearchSpace space = new(problem, new FitSettings(), estimatesErrors: false);
        double[] place = space.Start(), sums = new double[problem.Errors.Length], counts = new double[problem.Errors.Length];
        for (int i = 0; i < predictions.Length; i++)
        {
            double residual = Moments.At(space, place, i, predictions[i], variances).Residual;
            int output = problem.Observations[i].Output;
            sums[output] += residual * residual / variances[i];
            counts[output]++;
        }

        return [.. variances.Select((variance, i) => variance * Math.Max(sums[problem.Observations[i].Output] / counts[problem.Observations[i].Output], 1e-30))];
    }

    private static double[] Of(FitProblem problem, double[] levels) => [.. problem.Observations.Select((observation, i) =>
    {
        bool relative = problem.Errors[observation.Output] is ErrorModel.Proportional or ErrorModel.Combined;
        double deviation = observation.Spread * (relative ? levels[i] : 1);
        return deviation * deviation;
    })];
}
