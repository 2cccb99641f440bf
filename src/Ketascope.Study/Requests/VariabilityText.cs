using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;

namespace Ketascope.Study.Requests;

/// <summary>A covariance or a correlation of two deviations.</summary>
/// <param name="X">Which of the parameters that are drawn.</param>
/// <param name="Y">The other one, before it.</param>
/// <param name="Name">The name: <c>cov_X_Y</c> or <c>cor_X_Y</c>.</param>
internal readonly record struct DeviationTie(int X, int Y, string Name)
{
    /// <summary>Whether it is a correlation.</summary>
    public bool IsCorrelation => VariabilityText.LocalName(Name).StartsWith("cor_", StringComparison.Ordinal);
}

/// <summary>
/// What a model's text writes about differences between people (docs/models.md): parameters with a <c>.distribution</c>, and covariances
/// <c>cov_X_Y</c> or correlations <c>cor_X_Y</c> of <c>eta_X</c> and <c>eta_Y</c>.
/// </summary>
internal sealed class VariabilityText
{
    private const string Deviation = "eta_";

    private VariabilityText(ImmutableArray<Parameter> drawn, ImmutableArray<DeviationTie> ties)
    {
        (Drawn, Ties) = (drawn, ties);
    }

    /// <summary>The parameters that are drawn.</summary>
    public ImmutableArray<Parameter> Drawn { get; }

    /// <summary>What ties two of them.</summary>
    public ImmutableArray<DeviationTie> Ties { get; }

    /// <summary>The distributions of <see cref="Drawn"/>, as they are written.</summary>
    public ImmutableArray<UserCallExpression> Distributions => [.. Drawn.Select(parameter => (UserCallExpression)parameter.Uncertainty["distribution"][0])];

    /// <summary>Reads what a model says.</summary>
    /// <param name="system">The model.</param>
    /// <param name="overrides">Parameters with another value than in the text, which are not drawn; null for none.</param>
    public static VariabilityText Read(OdeSystem system, ImmutableSortedDictionary<string, double>? overrides = null)
    {
        ImmutableArray<Parameter> drawn =
        [
            .. system.Parameters.Where(parameter => parameter.Uncertainty.ContainsKey("distribution") && overrides?.ContainsKey(parameter.Name) != true),
        ];
        HashSet<string> known = [.. system.Parameters.Select(parameter => parameter.Name), .. system.Assignments.Select(assignment => assignment.Name)];
        return new VariabilityText(drawn,
            [.. Pairs(drawn).SelectMany(pair => pair.Names.Where(known.Contains).Select(name => new DeviationTie(pair.X, pair.Y, name)))]);
    }

    /// <summary>All names that could tie two of <see cref="Drawn"/>.</summary>
    public IEnumerable<string> PossibleTies => Pairs(Drawn).SelectMany(pair => pair.Names);

    /// <summary>A flat name without those of submodels before it.</summary>
    public static string LocalName(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static IEnumerable<(int X, int Y, string[] Names)> Pairs(ImmutableArray<Parameter> drawn)
    {
        for (int x = 0; x < drawn.Length; x++)
        {
            for (int y = 0; y < x; y++)
            {
                (string a, string b) = (LocalName(drawn[x].Name), LocalName(drawn[y].Name));
                string place = drawn[x].Name[..^a.Length];
                if (place == drawn[y].Name[..^b.Length] && a.StartsWith(Deviation, StringComparison.Ordinal)
                    && b.StartsWith(Deviation, StringComparison.Ordinal))
                {
                    (a, b) = (a[Deviation.Length..], b[Deviation.Length..]);
                    yield return (x, y, [$"{place}cov_{b}_{a}", $"{place}cov_{a}_{b}", $"{place}cor_{b}_{a}", $"{place}cor_{a}_{b}"]);
                }
            }
        }
    }
}
