using System.Collections.Immutable;

namespace Ketascope.Solvers.Tableaus;

/// <summary>The numbers of a Rosenbrock method as printed.</summary>
/// <param name="A">For each stage the weights of those before it; the solution at the end is that of the last stage plus its own increment.</param>
/// <param name="C">For each stage the weights of those before it on the right-hand side of its linear system.</param>
/// <param name="Nodes">For each stage its time, as a fraction of the step.</param>
/// <param name="TimeFactors">For each stage the factor of the partial derivative with respect to time.</param>
/// <param name="Dense">The rows of the continuous extension.</param>
internal sealed record RosenbrockCoefficients(double[][] A, double[][] C, double[] Nodes, double[] TimeFactors, double[][] Dense);

/// <summary>
/// A stiffly accurate Rosenbrock method in the form without products with the Jacobian (Hairer and Wanner, Solving Ordinary Differential Equations II, 1996,
/// IV.7, (7.25)): (I/(h gamma) - J) u_i = f(t + a_i h, y + sum A_ij u_j) + sum C_ij u_j / h + d_i h df/dt; the step adds the weighted sum of the u_i, the last
/// of them being the error estimate. The table checks itself when it is made.
/// </summary>
public sealed class RosenbrockTableau
{
    /// <summary>
    /// Makes a table and checks it: row sums, and all order conditions of the step, of the embedded solution and of the continuous extension.
    /// </summary>
    /// <param name="name">The method's name in the literature.</param>
    /// <param name="orders">The orders claimed.</param>
    /// <param name="gamma">The diagonal coefficient.</param>
    /// <param name="coefficients">The other coefficients.</param>
    /// <exception cref="InvalidOperationException">A coefficient is wrong.</exception>
    internal RosenbrockTableau(string name, MethodOrders orders, double gamma, RosenbrockCoefficients coefficients)
    {
        Name = name;
        Orders = orders;
        Gamma = gamma;
        A = [.. coefficients.A.Select(row => row.ToImmutableArray())];
        C = [.. coefficients.C.Select(row => row.ToImmutableArray())];
        Nodes = [.. coefficients.Nodes];
        TimeFactors = [.. coefficients.TimeFactors];
        Dense = [.. coefficients.Dense.Select(row => row.ToImmutableArray())];
        Check();
    }

    /// <summary>The method's name in the literature.</summary>
    public string Name { get; }

    /// <summary>The orders of the step, of the embedded solution and of the continuous extension.</summary>
    public MethodOrders Orders { get; }

    /// <summary>The number of stages.</summary>
    public int StageCount => Nodes.Length;

    /// <summary>The diagonal coefficient.</summary>
    public double Gamma { get; }

    /// <summary>For each stage the weights of those before it.</summary>
    public ImmutableArray<ImmutableArray<double>> A { get; }

    /// <summary>For each stage the weights of those before it on the right-hand side of its linear system (to be divided by the step size).</summary>
    public ImmutableArray<ImmutableArray<double>> C { get; }

    /// <summary>For each stage its time, as a fraction of the step.</summary>
    public ImmutableArray<double> Nodes { get; }

    /// <summary>For each stage the factor of the partial derivative with respect to time (to be multiplied by the step size).</summary>
    public ImmutableArray<double> TimeFactors { get; }

    /// <summary>
    /// The rows H of the continuous extension: y(s) = (1-s) y0 + s (y1 + (1-s) (k1 + s (k2 + s k3))) with k_r the sum over the stages of H_ri u_i.
    /// </summary>
    public ImmutableArray<ImmutableArray<double>> Dense { get; }

    /// <summary>The weights of the stages' increments in the solution at a fraction of the step.</summary>
    /// <param name="fraction">The fraction of the step, 0 to 1.</param>
    /// <param name="weights">Where they go, one for each stage.</param>
    public void DenseWeights(double fraction, Span<double> weights)
    {
        for (int i = 0; i < StageCount; i++)
        {
            double end = i < StageCount - 1 ? A[^1][i] : 1;
            double inner = 0;
            for (int row = Dense.Length - 1; row >= 0; row--)
            {
                inner = (inner * fraction) + Dense[row][i];
            }

            weights[i] = fraction * (end + ((1 - fraction) * inner));
        }
    }

    // The conditions are stated in the usual coefficients alpha, Gamma and b; the table holds A = alpha/Gamma, C = 1/gamma - 1/Gamma, m = b/Gamma.
    private void Check()
    {
        int stages = StageCount;
        double[,] gammas = InverseOfTriangle();
        double[,] alphas = new double[stages, stages];
        double[,] betas = new double[stages, stages];
        for (int i = 0; i < stages; i++)
        {
            for (int j = 0; j < stages; j++)
            {
                alphas[i, j] = Enumerable.Range(0, A[i].Length).Sum(k => A[i][k] * gammas[k, j]);
                betas[i, j] = alphas[i, j] + gammas[i, j];
            }

            OrderConditions.Require(Name, $"the sum of row {i + 1}", Enumerable.Range(0, stages).Sum(j => alphas[i, j]), Nodes[i]);
            OrderConditions.Require(Name, $"the time factor of stage {i + 1}", Enumerable.Range(0, stages).Sum(j => gammas[i, j]), TimeFactors[i]);
        }

        double[] ToB(double[] m) => [.. Enumerable.Range(0, stages).Select(j => Enumerable.Range(0, stages).Sum(k => m[k] * gammas[k, j]))];
        OrderConditions.RequireOrder(Name, ToB([.. A[^1], 1]), (betas, alphas), Orders.Step, 1);
        OrderConditions.RequireOrder(Name, ToB([.. A[^1], 0]), (betas, alphas), Orders.Embedded, 1);
        double[] weights = new double[stages];
        foreach (double fraction in new[] { 0.2, 0.5, 0.9, 1.0 })
        {
            DenseWeights(fraction, weights);
            OrderConditions.RequireOrder(Name, ToB(weights), (betas, alphas), Orders.Dense, fraction);
        }
    }

    private double[,] InverseOfTriangle()
    {
        double[,] inverse = new double[StageCount, StageCount];
        for (int column = 0; column < StageCount; column++)
        {
            inverse[column, column] = Gamma;
            for (int row = column + 1; row < StageCount; row++)
            {
                inverse[row, column] = Gamma * Enumerable.Range(column, row - column).Sum(k => C[row][k] * inverse[k, column]);
            }
        }

        return inverse;
    }
}
