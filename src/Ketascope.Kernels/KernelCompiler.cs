using System.Runtime.Intrinsics;
using Ketascope.Kernels.Emission;
using Ketascope.Kernels.Interpreter;
using Ketascope.Kernels.Passes;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;

namespace Ketascope.Kernels;

/// <summary>Compiles flat systems into kernels.</summary>
public static class KernelCompiler
{
    // Measured on 2,000 coupled equations and 8 lanes: 150, 500 and 1,500 nodes a method take 5.7, 3.9 and 3.9 us a call; compile time does not differ clearly.
    private const int NodesPerMethod = 500;

    /// <summary>The most lanes that one vector register of this machine holds: 8, 4, 2 or 1.</summary>
    public static int BestWidth =>
        Vector512.IsHardwareAccelerated ? 8 : Vector256.IsHardwareAccelerated ? 4 : Vector128.IsHardwareAccelerated ? 2 : 1;

    /// <summary>Compiles a system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="options">The width, the backend, the outputs, and which parameters the caller overrides.</param>
    /// <exception cref="ArgumentException">An option names what the model does not have, or an expression cannot be computed from the present moment alone (a
    /// <c>delay</c> that flattening has not replaced).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width is not 1, 2, 4 or 8.</exception>
    public static CompiledKernel Compile(OdeSystem system, KernelOptions options)
    {
        VectorType vector = VectorType.Of(options.Width ?? BestWidth);
        HashSet<string> overridden = [.. options.Overridden];
        if (overridden.FirstOrDefault(name => !system.Parameters.Any(parameter => parameter.Name == name)) is string unknown)
        {
            throw new ArgumentException($"The model has no parameter '{unknown}'.", nameof(options));
        }

        MassMatrix? mass = MassOf(system);
        SystemGraph lowered = new(system);
        int[] triggers = [.. system.Conditions.Select(condition => lowered.Lower(new CallExpression(Function.Piecewise, [new NumberExpression(1), condition.Trigger, new NumberExpression(0)])))];
        int[] past = [.. system.Delays.SelectMany(delay => new[] { lowered.Lower(delay.Value), lowered.Lower(delay.Time), lowered.Lower(delay.Early) })];
        ExpressionGraph graph = lowered.Graph;
        Freezing freezing = new(graph, system.Parameters.Length);
        int[] frozen = freezing.Rewrite(lowered.Rates);
        triggers = freezing.Rewrite(triggers);
        past = freezing.Rewrite(past);
        Store[] drives = FastDrives(system, lowered, freezing);
        HashSet<int> read = [.. Schedule.PostOrder(graph, [.. frozen, .. triggers, .. past, .. drives.Select(drive => drive.Node)])];
        KernelSwitches switches = new(lowered, freezing.Switches, Poles.Of(graph, frozen), vector.Width,
            isRead: i => read.Contains(graph.Context(system.Parameters.Length + i)));
        int firstHoisted = system.Parameters.Length + switches.Count;
        SparseJacobian jacobian = SparseJacobian.Of(graph, freezing.RewriteForDerivatives(lowered.Rates));
        Hoisting hoisting = new(graph, system.Parameters.Length, firstHoisted);
        int[] rates = hoisting.Rewrite(frozen);
        int[] outputs = hoisting.Rewrite(Array.ConvertAll(options.Outputs.ToArray(), lowered.Named));
        int[] entries = hoisting.Rewrite(jacobian.Entries);
        past = hoisting.Rewrite(past);
        triggers = hoisting.Rewrite(triggers);
        int[] timeDerivatives = hoisting.Rewrite(jacobian.TimeDerivatives);

        Schedule[] hot =
        [
            Schedule.Of(graph, Stores(rates, KernelBuffer.First)),
            Schedule.Of(graph, Stores(outputs, KernelBuffer.First)),
            Schedule.Of(graph, [.. Stores(entries, KernelBuffer.First), .. Stores(timeDerivatives, KernelBuffer.Second)]),
        ];
        Schedule[] warm =
        [
            Schedule.Of(graph, Stores([.. hoisting.Hoisted], KernelBuffer.Context, firstHoisted)),
            Schedule.Of(graph, Stores([.. system.Events.Select(e => lowered.Lower(e.Time))], KernelBuffer.First)),
            switches.Values,
            switches.Denominators,
        ];
        int scratchStart = firstHoisted + hoisting.Hoisted.Count;
        EntryPoint[] entryPoints = Build(hot, warm, options.Backend, (vector, scratchStart), out int scratch);
        InterpretedEntry Rare(IEnumerable<Store> stores, int? width = null) => new(Schedule.Of(graph, stores), width ?? vector.Width);
        return new CompiledKernel(new KernelParts
        {
            Width = vector.Width,
            StateNames = [.. system.States.Select(state => state.Name)],
            AreConcentrations = [.. system.States.Select(state => state.Species is not null)],
            Units = Rare(Stores([
                .. system.States.Select(state => state.Compartment is { } compartment ? lowered.Named(compartment) : graph.Constant(1))], KernelBuffer.First)),
            ParameterNames = [.. system.Parameters.Select(parameter => parameter.Name)],
            OutputNames = options.Outputs,
            HoistedCount = switches.Count + hoisting.Hoisted.Count + scratch,
            JacobianPattern = jacobian.Pattern,
            Switches = switches,
            SwitchValues = entryPoints[5],
            Denominators = entryPoints[6],
            Triggers = Rare(Stores(triggers, KernelBuffer.First)),
            Conditions = [.. system.Conditions.Select(condition => KernelCondition.Of(condition, lowered, store => Rare(store)))],
            FirstNonlinearState = mass is not null ? mass.Follows.IndexOf(true)
                : system.Delays.IsEmpty ? Linearity.FirstNonlinear(graph, lowered.Rates) : system.States.Length - system.Delays.Length,
            Mass = mass,
            FastDrives = Rare(drives),
            DelayCount = system.Delays.Length,
            DelayArguments = Rare(Stores(past, KernelBuffer.First)),
            Initialize = Rare(lowered.Initial(overridden)),
            Prepare = entryPoints[3],
            Derivatives = entryPoints[0],
            Outputs = entryPoints[1],
            Jacobian = entryPoints[2],
            EventTimes = entryPoints[4],
            Events = [.. system.Events.Select(e => new KernelEvent(e.MayFireAtStart, e.IsAfterTime, Rare(lowered.Assigned(e))))],
            Defaults = Rare(lowered.Defaults(), 1),
        });
    }

    /// <summary>The mass matrix of a system with algebraic or fast equations; null for a system without.</summary>
    private static MassMatrix? MassOf(OdeSystem system)
    {
        if (!system.States.Any(state => state.IsAlgebraic || state.Fast is not null))
        {
            return null;
        }

        Dictionary<string, int> indices = system.States.Select((state, index) => (state.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        IEnumerable<MassEntry> EntriesOf(StateVariable state, int row) =>
            state.IsAlgebraic ? []
            : state.Combined.Select(other => new MassEntry(row, indices[other.State], other.Weight)).Prepend(new MassEntry(row, row, state.Fast?.Time ?? 1));
        return new MassMatrix(system.States.Length, [.. system.States.SelectMany(EntriesOf)], [.. Enumerable.Range(0, system.States.Length).Where(row => system.States[row].Fast is not null)]);
    }

    private static Store[] FastDrives(OdeSystem system, SystemGraph lowered, Freezing freezing)
    {
        int[] rows = [.. Enumerable.Range(0, system.States.Length).Where(row => system.States[row].Fast is not null)];
        int[] nodes = freezing.Rewrite([.. rows.Select(row => lowered.Lower(system.States[row].Fast!.Rate))]);
        return [.. rows.Zip(nodes, (row, node) => new Store(node, KernelBuffer.First, row))];
    }

    private static Store[] Stores(int[] nodes, KernelBuffer buffer, int firstElement = 0)
    {
        Store[] stores = new Store[nodes.Length];
        for (int i = 0; i < nodes.Length; i++)
        {
            stores[i] = new Store(nodes[i], buffer, firstElement + i);
        }

        return stores;
    }

    /// <summary>Entry points that are called in every step (hot), and once or a few times a batch (warm).</summary>
    private static EntryPoint[] Build(Schedule[] hot, Schedule[] warm, KernelBackend backend, (VectorType Vector, int ScratchStart) place, out int scratch)
    {
        InterpretedEntry Interpreted(Schedule schedule) => new(schedule, place.Vector.Width);
        if (backend == KernelBackend.Interpreted)
        {
            scratch = 0;
            return [.. hot.Concat(warm).Select(Interpreted)];
        }

        EmissionPlan[] hotPlans = [.. hot.Select(schedule => new EmissionPlan(schedule, NodesPerMethod))], warmPlans = [.. warm.Select(schedule => new EmissionPlan(schedule, NodesPerMethod))];
        scratch = hotPlans.Concat(warmPlans).Max(plan => plan.ScratchCount);
        return
        [
            .. hotPlans.Select(plan => new EmittedEntry(plan, place.Vector, place.ScratchStart)),
            .. warmPlans.Select(plan => new TieredEntry(Interpreted(plan.Schedule), new EmittedEntry(plan, place.Vector, place.ScratchStart))),
        ];
    }
}
