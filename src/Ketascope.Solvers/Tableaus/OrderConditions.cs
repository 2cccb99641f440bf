using System.Globalization;

namespace Ketascope.Solvers.Tableaus;

/// <summary>The checks that every table of coefficients passes when it is made, so that a mistyped digit stops the program at its start.</summary>
internal static class OrderConditions
{
    /// <summary>Throws unless two numbers agree to within rounding of the published digits.</summary>
    /// <param name="method">The method, for the message.</param>
    /// <param name="what">The condition, for the message.</param>
    /// <param name="actual">What the coefficients give.</param>
    /// <param name="expected">What they must give.</param>
    /// <param name="tolerance">The largest difference.</param>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Require(string method, string what, double actual, double expected, double tolerance = 1e-12)
    {
        if (!(Math.Abs(actual - expected) <= tolerance))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The coefficients of {method} are wrong: {what} is {actual:R}, not {expected:R}."));
        }
    }

    /// <summary>Throws unless weights meet all conditions up to an order at a fraction of the step.</summary>
    /// <param name="method">The method, for the message.</param>
    /// <param name="weights">The weights of the stages (of rates of change times step) for the value at that fraction.</param>
    /// <param name="matrices">The matrices that join a vertex to its only child and to one of several (see <see cref="RootedTree.Weights"/>).</param>
    /// <param name="order">The order claimed.</param>
    /// <param name="fraction">The fraction of the step, 1 for its end.</param>
    /// <exception cref="InvalidOperationException">A condition is not met.</exception>
    public static void RequireOrder(string method, double[] weights, (double[,] Single, double[,] Several) matrices, int order, double fraction)
    {
        foreach (RootedTree tree in RootedTree.UpTo(order))
        {
            double[] elementary = tree.Weights(matrices.Single, matrices.Several);
            double actual = weights.Zip(elementary, (weight, value) => weight * value).Sum();
            string what = string.Create(CultureInfo.InvariantCulture, $"a condition of order {tree.Order} at {fraction} of the step");
            Require(method, what, actual, Math.Pow(fraction, tree.Order) / tree.Density, 2e-11);
        }
    }
}
