using System.Collections.Immutable;
using Ketascope.Solvers.Contract;

namespace Ketascope.Solvers.Tableaus;

/// <summary>One method that can be asked for.</summary>
/// <param name="Method">The method.</param>
/// <param name="Name">Its name in the literature.</param>
/// <param name="Orders">The orders that it claims.</param>
/// <param name="Stiff">Whether it is meant for stiff systems.</param>
public sealed record SolverRow(SolverMethod Method, string Name, MethodOrders Orders, bool Stiff);

/// <summary>The stepping methods that there are. A method listed here is measured by the order tests and the published problem sets.</summary>
public static class SolverCatalogue
{
    /// <summary>The stepping methods, in the order of <see cref="SolverMethod"/> without <see cref="SolverMethod.Automatic"/>, which chooses among them, and the exact <see cref="SolverMethod.Linear"/>.</summary>
    public static ImmutableArray<SolverRow> Rows { get; } =
    [
        new(SolverMethod.Tsit5, Tsit5.Tableau.Name, Tsit5.Tableau.Orders, Stiff: false),
        new(SolverMethod.Rodas5P, Rodas5P.Tableau.Name, Rodas5P.Tableau.Orders, Stiff: true),
    ];
}
