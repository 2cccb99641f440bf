using System.Collections.Immutable;
using Ketascope.Solvers.Contract;

namespace Ketascope.Solvers.Stepping;

/// <summary>
/// The methods that there are. A method listed here can be asked for on the command line, stands in its help, and is measured by the order tests and the
/// published problem sets.
/// </summary>
public static class SolverCatalogue
{
    /// <summary>The method that <see cref="SolverMethod.Automatic"/> starts with.</summary>
    public static SteppingMethod Tsit5 { get; } =
        SteppingMethod.Explicit(
            ("tsit5", "Tsit5", "explicit Runge-Kutta method of order 5, for systems that are not stiff"), () => Tableaus.Tsit5.Tableau);

    /// <summary>The method that <see cref="SolverMethod.Automatic"/> changes to where a system is stiff.</summary>
    public static SteppingMethod Rodas5P { get; } =
        SteppingMethod.Rosenbrock(("rodas5p", "Rodas5P", "implicit (Rosenbrock) method of order 5, for stiff systems"), () => Tableaus.Rodas5P.Tableau);

    /// <summary>All methods, in the order of help and docs; the first is the default.</summary>
    public static ImmutableArray<SolverMethod> Methods { get; } =
    [
        SolverMethod.Automatic,
        Tsit5,
        Rodas5P,
        SolverMethod.Linear,
    ];

    /// <summary>Those that take steps.</summary>
    public static IEnumerable<SteppingMethod> Stepping => Methods.OfType<SteppingMethod>();

    /// <summary>The words of the methods that solve algebraic equations, for messages: "auto or rodas5p".</summary>
    public static string AlgebraicWords =>
        string.Join(" or ", Methods.Where(method => method.Kind is MethodKind.Automatic or MethodKind.Implicit).Select(method => method.Word));

    /// <summary>The method of a word that a user types.</summary>
    /// <param name="word">The word.</param>
    /// <returns>The method; null for a word that none has.</returns>
    public static SolverMethod? Find(string word) => Methods.FirstOrDefault(method => method.Word == word);
}
