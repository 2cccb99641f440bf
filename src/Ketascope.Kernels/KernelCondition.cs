using Ketascope.Kernels.Interpreter;
using Ketascope.Kernels.Passes;
using Ketascope.Kernels.VectorMath;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;

namespace Ketascope.Kernels;

/// <summary>An event of a kernel that waits for a condition.</summary>
/// <param name="Description">What the solver must know of it.</param>
/// <param name="Timing">Its delay and its priority.</param>
/// <param name="Values">The values that it assigns.</param>
/// <param name="Factors">What these are multiplied by as it is executed.</param>
internal sealed record KernelCondition(ConditionDescription Description, InterpretedEntry Timing, InterpretedEntry Values, InterpretedEntry Factors)
{
    /// <summary>Compiles an event.</summary>
    /// <param name="condition">The event.</param>
    /// <param name="lowered">The system.</param>
    /// <param name="compile">Makes an entry point that is called rarely.</param>
    /// <exception cref="ArgumentException">It assigns to something that is neither a state nor a parameter.</exception>
    public static KernelCondition Of(ConditionEvent condition, SystemGraph lowered, Func<IEnumerable<Store>, InterpretedEntry> compile)
    {
        InterpretedEntry Entry(IEnumerable<Expression?> expressions, double otherwise) =>
            compile([.. expressions.Select((expression, i) => new Store(lowered.Lower(expression ?? new NumberExpression(otherwise)), KernelBuffer.First, i))]);

        ConditionDescription description = new()
        {
            Name = condition.Name,
            InitialTriggerValue = condition.InitialTriggerValue,
            IsPersistent = condition.IsPersistent,
            UseValuesFromTriggerTime = condition.UseValuesFromTriggerTime,
            HasPriority = condition.Priority is not null,
            Targets = [.. condition.Assignments.Select(assignment => Target(condition, lowered.Graph[lowered.Named(assignment.Variable)], assignment.Variable))],
        };
        return new KernelCondition(
            description,
            Entry([condition.Delay, condition.Priority], 0),
            Entry(condition.Assignments.Select(assignment => assignment.Expression), 0),
            Entry(condition.Assignments.Select(assignment => assignment.Factor), 1));
    }

    private static ConditionTarget Target(ConditionEvent condition, Node variable, string name) => variable.Operation switch
    {
        Operation.State => new ConditionTarget(IsState: true, variable.A),
        Operation.Context => new ConditionTarget(IsState: false, variable.A),
        _ => throw new ArgumentException($"The event '{condition.Name}' assigns to '{name}', which follows from other quantities."),
    };
}
