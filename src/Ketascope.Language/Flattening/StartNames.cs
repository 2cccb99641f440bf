using Ketascope.Language.Expressions;

namespace Ketascope.Language.Flattening;

/// <summary>
/// The names under which start values are given from outside: <c>S</c> as the text's <c>S = 5</c>, <c>[S]</c> as a concentration, <c>amount(S)</c> as an
/// amount, and any variable that is integrated. What other start values compute from them follows. A parameter whose own name is meant is no start value; it is
/// set as it is.
/// </summary>
public static class StartNames
{
    /// <summary>All of them, for readers of tables and for suggestions.</summary>
    /// <param name="system">The system.</param>
    public static IEnumerable<string> Of(OdeSystem system) =>
        system.States.SkipLast(system.Delays.Length).Select(state => state.Name)
            .Concat(Given(system).SelectMany(form => (string[])[form.Name, ConcentrationName(form.Name)])).Distinct();

    /// <summary>
    /// The parameter that holds what is given under a name, once <see cref="Give"/> has made room for it; the name itself where it is no start value.
    /// </summary>
    /// <param name="system">The system as flattened.</param>
    /// <param name="name">The name.</param>
    public static string ParameterOf(OdeSystem system, string name) =>
        Find(system, name) is not { } target ? name : IsDirect(system, target) ? target.Held : $"start({name})";

    /// <summary>What holds the value of a name: two names of one quantity cannot both be given.</summary>
    /// <param name="system">The system as flattened.</param>
    /// <param name="name">The name.</param>
    public static string HeldBy(OdeSystem system, string name) => Find(system, name)?.Held ?? name;

    /// <summary>The system with a parameter for each start value that is given; its default is what the text says.</summary>
    /// <param name="system">The system as flattened.</param>
    /// <param name="names">The names that are given; those that are no start values are passed over.</param>
    /// <returns>The system; null where a start value follows from one that is given, and the other way round.</returns>
    public static OdeSystem? Give(OdeSystem system, IEnumerable<string> names)
    {
        Dictionary<string, Quantity> held = system.States.Concat<Quantity>(system.Parameters).ToDictionary(one => one.Name, StringComparer.Ordinal);
        List<Parameter> added = [];
        foreach (string name in names.Distinct())
        {
            if (Find(system, name) is not { } target || IsDirect(system, target))
            {
                continue;
            }

            string parameter = ParameterOf(system, name);
            Expression text = held[target.Held] is StateVariable state ? state.Initial : ((Parameter)held[target.Held]).Initial;
            added.Add(new Parameter { Name = parameter, Initial = target.Convert(text, back: true) });
            Expression given = target.Convert(Terms.Name(parameter), back: false);
            held[target.Held] = held[
                target.Held] switch
            { StateVariable one => one with { Initial = given }, Parameter one => one with { Initial = given }, var other => other };
        }

        return added.Count == 0 ? system : Ordered(system with
        {
            States = [.. system.States.Select(state => (StateVariable)held[state.Name])],
            Parameters = [.. system.Parameters.Select(parameter => (Parameter)held[parameter.Name]), .. added],
        });
    }

    /// <summary>
    /// What a name means that the system does not hold itself: <c>time</c>, the concentration <c>[S]</c> or the amount <c>amount(S)</c> of a species. Null for
    /// any other.
    /// </summary>
    /// <param name="system">The system.</param>
    /// <param name="name">The name.</param>
    public static Expression? Meaning(OdeSystem system, string name)
    {
        if (name == TimeName)
        {
            return new TimeExpression();
        }

        foreach (SpeciesForm form in system.Species)
        {
            bool asAmount = name == SpeciesEquations.AmountName(form.Name);
            if (asAmount || name == ConcentrationName(form.Name))
            {
                return asAmount == form.MeansAmount || form.Compartment is null ? Terms.Name(form.Name)
                    : asAmount ? Terms.TimesName(Terms.Name(form.Name), form.Compartment)
                    : Terms.Divide(Terms.Name(form.Name), Terms.Name(form.Compartment));
            }
        }

        return null;
    }

    /// <summary>The name of the model's time.</summary>
    public const string TimeName = "time";

    private static string ConcentrationName(string species) => $"[{species}]";

    private static IEnumerable<SpeciesForm> Given(OdeSystem system)
    {
        HashSet<string> assigned = [.. system.Assignments.Select(assignment => assignment.Name)];
        return system.Species.Where(form => !assigned.Contains(form.Held));
    }

    private static Target? Find(OdeSystem system, string name)
    {
        foreach (SpeciesForm form in Given(system))
        {
            bool asConcentration = name == ConcentrationName(form.Name) || (name == form.Name && form.StartsAsConcentration);
            if (asConcentration || name == form.Name || name == SpeciesEquations.AmountName(form.Name))
            {
                bool isOther = form.Compartment is not null && asConcentration == form.IsHeldAsAmount;
                return new Target(form.Held, isOther ? form.Compartment : null, IsTimes: asConcentration);
            }
        }

        return system.States.Any(state => state.Name == name) ? new Target(name, null, IsTimes: false) : null;
    }

    /// <summary>Whether a parameter of the text holds just what is given, and so takes it itself.</summary>
    private static bool IsDirect(OdeSystem system, Target target) =>
        target.Compartment is null && system.Parameters.Any(parameter => parameter.Name == target.Held);

    private static OdeSystem? Ordered(OdeSystem system)
    {
        Dictionary<string, Expression> initial = system.Parameters.Select(one => (one.Name, one.Initial))
            .Concat(system.States.Select(one => (one.Name, one.Initial)))
            .Concat(system.Assignments.Select(one => (one.Name, Initial: one.Expression)))
            .ToDictionary(pair => pair.Name, pair => pair.Initial, StringComparer.Ordinal);
        DependencyOrder order = new([.. system.InitialOrder, .. initial.Keys.Except(system.InitialOrder)], name => initial[name].Names());
        return order.Cycles.Count > 0 ? null : system with { InitialOrder = [.. order.Order] };
    }

    /// <summary>What holds a start value.</summary>
    /// <param name="Held">The state or parameter.</param>
    /// <param name="Compartment">The compartment by which amount and concentration differ, where the one is given and the other held; else null.</param>
    /// <param name="IsTimes">Whether what is given is the concentration.</param>
    private sealed record Target(string Held, string? Compartment, bool IsTimes)
    {
        /// <summary>From what is given to what is held, or back.</summary>
        public Expression Convert(Expression value, bool back) =>
            Compartment is null ? value : IsTimes != back ? Terms.TimesName(value, Compartment) : Terms.Divide(value, Terms.Name(Compartment));
    }
}
