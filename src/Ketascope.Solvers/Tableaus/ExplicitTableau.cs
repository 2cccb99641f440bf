using System.Collections.Immutable;

namespace Ketascope.Solvers.Tableaus;

/// <summary>The numbers of an explicit Runge-Kutta pair as printed.</summary>
/// <param name="Nodes">For each stage its time, as a fraction of the step.</param>
/// <param name="Rows">For each stage the weights of those before it; the last row holds the weights of the step itself.</param>
/// <param name="ErrorWeights">For each stage its weight in the error estimate (step minus embedded solution).</param>
/// <param name="DenseRows">For each stage the polynomial of its weight in the continuous extension: the factors of the fraction's powers from 1 on.</param>
internal sealed record ExplicitCoefficients(double[] Nodes, double[][] Rows, double[] ErrorWeights, double[][] DenseRows);

/// <summary>
/// An explicit Runge-Kutta pair whose last stage is the first of the next step, with a continuous extension. The table checks itself when it is made.
/// </summary>
public sealed class ExplicitTableau
{
    /// <summary>
    /// Makes a table and checks it: row sums, and all order conditions of the step, of the embedded solution and of the continuous extension.
    /// </summary>
    /// <param name="name">The method's name in the literature.</param>
    /// <param name="orders">The orders claimed.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="stabilityRadius">How far the stability region reaches along the negative real axis.</param>
    /// <exception cref="InvalidOperationException">A coefficient is wrong.</exception>
    internal ExplicitTableau(string name, MethodOrders orders, ExplicitCoefficients coefficients, double stabilityRadius)
    {
        Name = name;
        Orders = orders;
        Nodes = [.. coefficients.Nodes];
        Rows = [.. coefficients.Rows.Select(row => row.ToImmutableArray())];
        ErrorWeights = [.. coefficients.ErrorWeights];
        DenseRows = [.. coefficients.DenseRows.Select(row => row.ToImmutableArray())];
        StabilityRadius = stabilityRadius;
        Check();
    }

    /// <summary>The method's name in the literature.</summary>
    public string Name { get; }

    /// <summary>The orders of the step, of the embedded solution and of the continuous extension.</summary>
    public MethodOrders Orders { get; }

    /// <summary>The number of stages; the last one is the first of the next step.</summary>
    public int StageCount => Nodes.Length;

    /// <summary>For each stage its time, as a fraction of the step.</summary>
    public ImmutableArray<double> Nodes { get; }

    /// <summary>For each stage the weights of those before it; the last row holds the weights of the step itself.</summary>
    public ImmutableArray<ImmutableArray<double>> Rows { get; }

    /// <summary>For each stage its weight in the error estimate.</summary>
    public ImmutableArray<double> ErrorWeights { get; }

    /// <summary>For each stage the factors of the powers (from 1 on) of the fraction of the step, in the continuous extension.</summary>
    public ImmutableArray<ImmutableArray<double>> DenseRows { get; }

    /// <summary>How far the stability region reaches along the negative real axis.</summary>
    public double StabilityRadius { get; }

    private void Check()
    {
        int stages = StageCount;
        double[,] matrix = new double[stages, stages];
        for (int i = 0; i < stages; i++)
        {
            OrderConditions.Require(Name, $"the sum of row {i + 1}", Rows[i].Sum(), Nodes[i]);
            for (int j = 0; j < Rows[i].Length; j++)
            {
                matrix[i, j] = Rows[i][j];
            }
        }

        double[] step = [.. Rows[^1], 0];
        double[] embedded = [.. step.Zip(ErrorWeights, (weight, error) => weight - error)];
        OrderConditions.RequireOrder(Name, step, (matrix, matrix), Orders.Step, 1);
        OrderConditions.RequireOrder(Name, embedded, (matrix, matrix), Orders.Embedded, 1);
        foreach (double fraction in new[] { 0.2, 0.5, 0.9, 1.0 })
        {
            double[] weights = [.. DenseRows.Select(row => Polynomial(row, fraction))];
            OrderConditions.RequireOrder(Name, weights, (matrix, matrix), Orders.Dense, fraction);
        }
    }

    private static double Polynomial(ImmutableArray<double> row, double fraction) => row.Reverse().Aggregate(0.0, (sum, factor) => (sum + factor) * fraction);
}
