using System.Collections.Immutable;
using Ketascope.Kernels;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;

namespace Ketascope.Study.Running;

/// <summary>Where the parameters of a request stand in its compiled equations, and what they are where no subject says otherwise.</summary>
internal sealed class ParameterPlaces
{
    private readonly OdeSystem _text;
    private readonly CompiledKernel _kernel;
    private Places? _last;

    /// <summary>Finds the values.</summary>
    /// <param name="request">The request.</param>
    /// <param name="system">Its model, with room for what is given.</param>
    /// <param name="kernel">The equations, compiled from this system or from one that differs from it in numbers.</param>
    public ParameterPlaces(RunRequest request, OdeSystem system, CompiledKernel kernel)
    {
        (_text, _kernel) = (request.Model.System, kernel);
        Defaults = [.. kernel.Defaults];
        foreach (Parameter parameter in system.Parameters)
        {
            Defaults[kernel.ParameterIndex(parameter.Name)] =
                parameter.Initial is NumberExpression number ? number.Value : Defaults[kernel.ParameterIndex(parameter.Name)];
        }

        foreach ((string name, double value) in request.Overrides)
        {
            Defaults[Of(name)] = value;
        }
    }

    /// <summary>The values of all parameters: the text's, and the request's overrides; not to be written to.</summary>
    public double[] Defaults { get; }

    /// <summary>Which of the kernel's parameters take what is given under some names.</summary>
    /// <param name="columns">Parameters or start values among those that the kernel was compiled for.</param>
    public int[] Of(ImmutableArray<string> columns)
    {
        Places? last = _last;
        if (last is null || last.Columns != columns)
        {
            _last = last = new Places(columns, [.. columns.Select(Of)]);
        }

        return last.Indices;
    }

    private int Of(string name) => _kernel.ParameterIndex(StartNames.ParameterOf(_text, name));

    private sealed record Places(ImmutableArray<string> Columns, int[] Indices);
}
