namespace Ketascope.Language.Expressions;

/// <summary>Puts names into an order in which each comes after those it depends on, and finds the cycles that make this impossible.</summary>
/// <remarks>Needs no recursion, so that chains of any length are safe.</remarks>
internal sealed class DependencyOrder
{
    private readonly Dictionary<string, IReadOnlyList<string>> _dependencies;
    private readonly List<string> _order = [];
    private readonly List<IReadOnlyList<string>> _cycles = [];

    /// <summary>Sorts.</summary>
    /// <param name="names">The names, in the order that is kept where dependencies allow.</param>
    /// <param name="dependencies">The names that a name depends on; those that are not among <paramref name="names"/> are passed over.</param>
    public DependencyOrder(IReadOnlyList<string> names, Func<string, IEnumerable<string>> dependencies)
    {
        HashSet<string> known = new(names, StringComparer.Ordinal);
        _dependencies = new(names.Count, StringComparer.Ordinal);
        foreach (string name in names)
        {
            _dependencies[name] = [.. dependencies(name).Where(known.Contains)];
        }

        Dictionary<string, bool> isDone = new(names.Count, StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!isDone.ContainsKey(name))
            {
                Visit(name, isDone);
            }
        }
    }

    /// <summary>All names; each after those it depends on, if there is no cycle.</summary>
    public IReadOnlyList<string> Order => _order;

    /// <summary>
    /// The cycles found: each name depends on the next, and the last on the first. Every name that hinders the order is reached by one of them.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles => _cycles;

    private void Visit(string start, Dictionary<string, bool> isDone)
    {
        List<(string Name, int Next)> path = [(start, 0)];
        isDone[start] = false;
        while (path.Count > 0)
        {
            (string name, int next) = path[^1];
            IReadOnlyList<string> needed = _dependencies[name];
            if (next == needed.Count)
            {
                isDone[name] = true;
                _order.Add(name);
                path.RemoveAt(path.Count - 1);
                continue;
            }

            path[^1] = (name, next + 1);
            string dependency = needed[next];
            if (!isDone.TryGetValue(dependency, out bool done))
            {
                isDone[dependency] = false;
                path.Add((dependency, 0));
            }
            else if (!done)
            {
                int from = path.FindIndex(p => p.Name == dependency);
                _cycles.Add([.. path.Skip(from).Select(p => p.Name)]);
            }
        }
    }
}
