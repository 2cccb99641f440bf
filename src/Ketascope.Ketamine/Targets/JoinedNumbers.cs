using Ketascope.Language.Expressions;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Targets;

/// <summary>Numbers of texts that are instances of a joined one: what is drawn of a text alone has to hold in the joined one too.</summary>
internal static class JoinedNumbers
{
    /// <summary>The numbers of a text, by their names in the joined one.</summary>
    /// <param name="instance">The name of the text's instance.</param>
    /// <param name="alone">The text.</param>
    public static IEnumerable<KeyValuePair<string, double>> Of(string instance, LoadedModel alone) => alone.System.Parameters
        .Where(one => one.Initial is NumberExpression)
        .Select(one => KeyValuePair.Create($"{instance}.{one.Name}", ((NumberExpression)one.Initial).Value));
}
