using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Ketascope.Study.Fitting;

/// <summary>
/// What priors add to -2 log likelihood: d' R^-1 d, with the standardized distances d of the parameters and the correlations R of the priors; without
/// correlations the squares of the distances. Sheiner and Beal (1982), J Pharm Sci 71:1344, doi:10.1002/jps.2600711209.
/// </summary>
internal sealed class PriorPenalty
{
    private readonly FitProblem _problem;
    private readonly int[] _members;
    private readonly Matrix<double>? _precision;

    /// <summary>Reads the priors of a problem.</summary>
    /// <param name="problem">The problem; parameters that are held have priors too.</param>
    /// <exception cref="UserErrorException">Correlations cannot hold together.</exception>
    public PriorPenalty(FitProblem problem)
    {
        _problem = problem;
        _members = [.. Enumerable.Range(0, problem.Parameters.Length).Where(i => problem.Parameters[i].Prior is not null)];
        _precision = problem.PriorCorrelations.IsEmpty ? null : Precision();
    }

    /// <summary>The penalty.</summary>
    /// <param name="values">The values of all parameters.</param>
    public double Value(double[] values)
    {
        if (_members.Length == 0)
        {
            return 0;
        }

        Vector<double> distances = Distances(values);
        return _precision is null ? distances.DotProduct(distances) : distances.DotProduct(_precision * distances);
    }

    /// <summary>Adds the first and the expected second derivatives.</summary>
    /// <param name="space">The space.</param>
    /// <param name="place">The place in it.</param>
    /// <param name="gradient">Takes the first ones, by component.</param>
    /// <param name="information">Takes the second ones.</param>
    public void AddDerivatives(SearchSpace space, double[] place, Vector<double> gradient, Matrix<double> information)
    {
        if (_members.Length == 0)
        {
            return;
        }

        double[] values = space.Values(place);
        Vector<double> distances = Distances(values);
        Vector<double> pull = _precision is null ? distances : _precision * distances;
        int[] components = [.. _members.Select(i => Array.IndexOf(space.Free, i))];
        double[] slopes =
        [
            .. _members.Select((i, m) => components[m] < 0 ? 0
                : _problem.Parameters[i].Prior!.At(values[i]).Slope * space[components[m]].Slope(place[components[m]])),
        ];
        for (int m = 0; m < _members.Length; m++)
        {
            if (components[m] < 0)
            {
                continue;
            }

            gradient[components[m]] += 2 * pull[m] * slopes[m];
            for (int n = 0; n < _members.Length; n++)
            {
                if (components[n] >= 0)
                {
                    information[components[m], components[n]] += 2 * slopes[m] * slopes[n] * (_precision?[m, n] ?? (m == n ? 1 : 0));
                }
            }
        }
    }

    private Vector<double> Distances(double[] values) =>
        Vector<double>.Build.Dense(_members.Length, m => _problem.Parameters[_members[m]].Prior!.At(values[_members[m]]).Distance);

    private Matrix<double> Precision()
    {
        HashSet<(int, int)> pairs = [];
        Matrix<double> correlations = DenseMatrix.CreateIdentity(_members.Length);
        foreach (CovariateCorrelation one in _problem.PriorCorrelations)
        {
            (int m, int n) = (Member(one.First), Member(one.Second));
            if (!pairs.Add((Math.Min(m, n), Math.Max(m, n))))
            {
                throw new UserErrorException($"the correlation of the priors of '{one.First}' and '{one.Second}' is given twice");
            }

            (correlations[m, n], correlations[n, m]) = (one.Value, one.Value);
        }

        try
        {
            return correlations.Cholesky().Solve(DenseMatrix.CreateIdentity(_members.Length));
        }
        catch (ArgumentException e)
        {
            string names = string.Join(", ", _problem.PriorCorrelations.SelectMany(one => new[] { one.First, one.Second }).Distinct());
            throw new UserErrorException(
                $"the correlations of the priors of {names} cannot hold together: they are not positive definite; make one of them smaller", e);
        }
    }

    private int Member(string name) => Array.FindIndex(_members, i => _problem.Parameters[i].Name == name) is >= 0 and var member ? member : throw new UserErrorException(
        $"a correlation names '{name}', which has no prior; correlations are between priors, as in --prior \"{name}=normal(0,0.3)\"");
}
