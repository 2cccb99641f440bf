using System.Collections.Immutable;
using Ketascope.Kernels;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;

namespace Ketascope.Study.Requests;

/// <summary>What expressions in terms of a model's names are at the start, found by the kernel's own rules.</summary>
internal static class StartNumbers
{
    /// <summary>The values.</summary>
    /// <param name="system">The model.</param>
    /// <param name="overrides">Parameters with another value than in the text.</param>
    /// <param name="expressions">The expressions.</param>
    public static double[] Of(OdeSystem system, ImmutableSortedDictionary<string, double> overrides, ImmutableArray<Expression> expressions)
    {
        ImmutableArray<string> names = [.. expressions.Select((_, i) => FormattableString.Invariant($"number {i}"))];
        OdeSystem extended = GivenStarts.Apply(system, [.. overrides.Keys])
            .With([.. expressions.Select((expression, i) => new Assignment { Name = names[i], Expression = expression })]);
        CompiledKernel kernel = KernelCompiler.Compile(extended, new KernelOptions
        {
            Width = 1,
            Backend = KernelBackend.Interpreted,
            Outputs = names,
            Overridden = [.. overrides.Keys.Select(name => StartNames.ParameterOf(system, name))],
        });
        double[] values = [.. kernel.Defaults];
        foreach ((string name, double value) in overrides)
        {
            values[kernel.ParameterIndex(StartNames.ParameterOf(system, name))] = value;
        }

        return StartValues.Of(kernel, 0, values).Outputs;
    }
}
