using Ketascope.Kernels.VectorMath;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;

namespace Ketascope.Kernels.Passes;

/// <summary>A flat system as nodes of one graph: what its names mean while it runs and at its start.</summary>
internal sealed class SystemGraph
{
    private readonly Dictionary<string, int> _running = [];

    /// <summary>Lowers the system's assignments and rates of change.</summary>
    /// <exception cref="ArgumentException">An expression uses an unknown name or a function that cannot be computed.</exception>
    public SystemGraph(OdeSystem system)
    {
        System = system;
        for (int i = 0; i < system.States.Length; i++)
        {
            _running.Add(system.States[i].Name, Graph.State(i));
        }

        for (int i = 0; i < system.Parameters.Length; i++)
        {
            _running.Add(system.Parameters[i].Name, Graph.Context(i));
        }

        foreach (Assignment assignment in system.Assignments)
        {
            _running.Add(assignment.Name, Lower(assignment.Expression));
        }

        Rates = new int[system.States.Length];
        for (int i = 0; i < Rates.Length; i++)
        {
            Rates[i] = Lower(system.States[i].Derivative);
        }
    }

    /// <summary>The system.</summary>
    public OdeSystem System { get; }

    /// <summary>The graph.</summary>
    public ExpressionGraph Graph { get; } = new();

    /// <summary>The states' rates of change.</summary>
    public int[] Rates { get; }

    /// <summary>What a name means while the system runs.</summary>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    public int Named(string name) => _running.TryGetValue(name, out int node) ? node : throw new ArgumentException($"The model has no '{name}'.");

    /// <summary>The names of nodes while the system runs: of several names of one node the first.</summary>
    public IReadOnlyDictionary<int, string> Names()
    {
        Dictionary<int, string> names = [];
        foreach ((string name, int node) in _running)
        {
            names.TryAdd(node, name);
        }

        return names;
    }

    /// <summary>The node of an expression while the system runs.</summary>
    public int Lower(Expression expression) => new Lowering(Graph, _running).Lower(expression);

    /// <summary>
    /// The results of the start: all states, and those parameters whose start value follows from other quantities or from time.
    /// A parameter whose start value is a number of its own, or that is overridden, is given by the caller and not computed.
    /// </summary>
    /// <param name="overridden">The parameters whose start values the caller sets although the text computes them.</param>
    public IEnumerable<Store> Initial(IReadOnlySet<string> overridden) =>
        Start((name, value) => overridden.Contains(name) || Graph.IsConstant(value, out _));

    /// <summary>The results of the start with nothing given by the caller: all states and all parameters.</summary>
    public IEnumerable<Store> Defaults() => Start((_, _) => false);

    /// <summary>What an event assigns.</summary>
    /// <exception cref="ArgumentException">It assigns to something that is neither a state nor a parameter.</exception>
    public IEnumerable<Store> Assigned(TimeEvent timeEvent)
    {
        foreach (Language.Models.EventAssignment assignment in timeEvent.Assignments)
        {
            Node variable = Graph[Named(assignment.Variable)];
            KernelBuffer buffer = variable.Operation switch
            {
                Operation.State => KernelBuffer.State,
                Operation.Context => KernelBuffer.Context,
                _ => throw new ArgumentException($"The event '{timeEvent.Name}' assigns to '{assignment.Variable}', which follows from other quantities."),
            };
            yield return new Store(Lower(assignment.Expression), buffer, variable.A);
        }
    }

    private List<Store> Start(Func<string, int, bool> isGiven)
    {
        Dictionary<string, int> start = [];
        Lowering lowering = new(Graph, start);
        Dictionary<string, int> states = Indices(System.States), parameters = Indices(System.Parameters);
        Dictionary<string, Assignment> assignments = System.Assignments.ToDictionary(assignment => assignment.Name);
        List<Store> stores = [];
        foreach (string name in System.InitialOrder)
        {
            if (states.TryGetValue(name, out int element))
            {
                start[name] = lowering.Lower(System.States[element].Initial);
                stores.Add(new Store(start[name], KernelBuffer.State, element));
            }
            else if (parameters.TryGetValue(name, out element))
            {
                int value = lowering.Lower(System.Parameters[element].Initial);
                bool given = isGiven(name, value);
                start[name] = given ? Graph.Context(element) : value;
                if (!given)
                {
                    stores.Add(new Store(value, KernelBuffer.Context, element));
                }
            }
            else
            {
                start[name] = lowering.Lower(assignments[name].Expression);
            }
        }

        return stores;
    }

    private static Dictionary<string, int> Indices(IEnumerable<Quantity> quantities)
    {
        Dictionary<string, int> indices = [];
        foreach (Quantity quantity in quantities)
        {
            indices.Add(quantity.Name, indices.Count);
        }

        return indices;
    }
}
