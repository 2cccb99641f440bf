using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Study.Draws;

namespace Ketascope.Ketamine.Receptor;

/// <summary>A draw of the uncertain parameters of the receptor and its blockers.</summary>
/// <param name="uncertain">What is uncertain.</param>
/// <param name="draw">The draw, which is told what was drawn.</param>
public sealed class ReceptorDraw(UncertainReceptor uncertain, ParameterDraw draw)
{
    private readonly Lazy<ImmutableArray<UncertainReceptor.Factor>> _factors = new(() => uncertain.Draw(draw));

    /// <summary>The parameters of a composed text that have another value than the text gives.</summary>
    /// <param name="system">The composed text.</param>
    /// <param name="subunits">The subtype.</param>
    /// <param name="set">The values that are set already; factors are of them.</param>
    public ImmutableSortedDictionary<string, double> Values(OdeSystem system, string subunits, ImmutableSortedDictionary<string, double> set)
    {
        Dictionary<string, Expression> values = system.Parameters.ToDictionary(one => one.Name, one => one.Initial);
        ImmutableSortedDictionary<string, double> all = set;
        foreach (UncertainReceptor.Factor factor in _factors.Value.Where(one => (one.Subunits ?? subunits) == subunits))
        {
            if (values.TryGetValue(factor.Parameter, out Expression? initial) && initial is NumberExpression number)
            {
                all = all.SetItem(factor.Parameter, factor.Value * (set.TryGetValue(factor.Parameter, out double given) ? given : number.Value));
                draw.Tell(factor.Source);
            }
        }

        return all;
    }
}
