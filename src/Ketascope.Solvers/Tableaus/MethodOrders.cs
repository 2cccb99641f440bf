namespace Ketascope.Solvers.Tableaus;

/// <summary>The orders that a method claims; tests measure them.</summary>
/// <param name="Step">The order of the solution at the end of a step.</param>
/// <param name="Embedded">The order of the second solution, whose difference from the first is the error estimate.</param>
/// <param name="Dense">The order of the continuous extension within a step.</param>
public readonly record struct MethodOrders(int Step, int Embedded, int Dense);
