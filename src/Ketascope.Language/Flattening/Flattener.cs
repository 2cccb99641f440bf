#pragma warning disable IDE0060
using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;
namespace Ketascope.Language.Flattening;
/// <summary>hedge</summary>
public static class Flattener
{
    /// <summary>hedge</summary>
    public static OdeSystem? Flatten(ModelDocument document, DiagnosticBag diagnostics)
    {
        Model m = Expand(document, document.Main, "");
        Dictionary<string, FunctionDefinition> fn = m.Functions.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.Last());
        Expression Inline(Expression e) => Rewrite(e, n => n, fn);
        Dictionary<string, Expression> init = [], assign = [], rate = [];
        foreach (Rule r in m.Rules)
        {
            Expression e = Inline(r.Expression);
            if (r.Kind == RuleKind.Initial) { init[r.Variable] = e; }
            else if (r.Kind == RuleKind.Assignment) { assign[r.Variable] = e; }
            else if (r.Kind == RuleKind.Rate) { rate[r.Variable] = e; }
        }
        HashSet<string> eventVars = [.. m.Events.SelectMany(e => e.Assignments.Select(a => a.Variable))];
        Dictionary<string, List<(Expression Stoich, string Rx, int Sign)>> flux = [];
        foreach (Reaction r in m.Reactions)
        {
            if (r.Rate is null) { continue; }
            assign[r.Name] = Inline(r.Rate);
            foreach (var (list, sign) in new[] { (r.Reactants, -1), (r.Products, 1) })
            {
                foreach (SpeciesReference s in list)
                {
                    if (!flux.TryGetValue(s.Species, out var l)) { flux[s.Species] = l = []; }
                    l.Add((s.Stoichiometry, r.Name, sign));
                }
            }
        }
        List<StateVariable> states = []; List<Parameter> pars = [];
        foreach (Symbol s in m.Symbols)
        {
            string unit = s.UnitName!;
            Expression zero = new NumberExpression(0);
            if (s.Kind == SymbolKind.Species && !s.IsBoundary && s.IsConstant != true && flux.TryGetValue(s.Name, out var fl) && !assign.ContainsKey(s.Name))
            {
                List<Expression> terms = [];
                foreach (var (st, rx, sign) in fl)
                {
                    Expression t = new NameExpression(rx);
                    if (st is not NumberExpression { Value: 1 }) { t = new CallExpression(Function.Times, [st, t]); }
                    if (sign < 0) { t = new CallExpression(Function.Negate, [t]); }
                    terms.Add(t);
                }
                Expression d = terms.Count == 1 ? terms[0] : new CallExpression(Function.Plus, [.. terms]);
                states.Add(new StateVariable { Name = s.Name, Species = s.Name, Unit = unit, DisplayName = s.DisplayName, Span = s.Span, Initial = init.GetValueOrDefault(s.Name, zero), Derivative = d });
            }
            else if (rate.TryGetValue(s.Name, out Expression? rr))
            {
                states.Add(new StateVariable { Name = s.Name, Species = s.Kind == SymbolKind.Species ? s.Name : null, Unit = unit, DisplayName = s.DisplayName, Span = s.Span, Initial = init.GetValueOrDefault(s.Name, zero), Derivative = rr });
            }
            else if (!assign.ContainsKey(s.Name))
            {
                pars.Add(new Parameter { Name = s.Name, Unit = unit, DisplayName = s.DisplayName, Span = s.Span, Initial = init.GetValueOrDefault(s.Name, s.Kind == SymbolKind.Compartment ? new NumberExpression(1) : zero), IsChangedByEvents = eventVars.Contains(s.Name), Uncertainty = s.Uncertainty });
            }
        }
        Dictionary<string, Symbol> sym = m.Symbols.GroupBy(s => s.Name).ToDictionary(g => g.Key, g => g.Last());
        List<string> order = Sort(assign.Keys, k => Names(assign[k]).Where(assign.ContainsKey));
        ImmutableArray<Assignment> asg = [.. order.Select(k => new Assignment { Name = k, Expression = assign[k], Unit = sym.GetValueOrDefault(k)?.UnitName, DisplayName = sym.GetValueOrDefault(k)?.DisplayName })];
        Dictionary<string, Expression> start = [];
        foreach (Parameter p in pars) { start[p.Name] = p.Initial; }
        foreach (StateVariable p in states) { start[p.Name] = p.Initial; }
        foreach (Assignment p in asg) { start[p.Name] = p.Expression; }
        ImmutableArray<string> initial = [.. Sort(start.Keys, k => Names(start[k]).Where(start.ContainsKey))];
        List<TimeEvent> events = [];
        foreach (ModelEvent e in m.Events)
        {
            CallExpression c = (CallExpression)Inline(e.Trigger);
            Expression t = c.Arguments[0] is TimeExpression ? c.Arguments[1] : c.Arguments[0];
            events.Add(new TimeEvent { Name = e.Name, Time = t, MayFireAtStart = !e.InitialTriggerValue, Assignments = [.. e.Assignments.Select(a => a with { Expression = Inline(a.Expression) })] });
        }
        return new OdeSystem { Name = m.Name, States = [.. states], Parameters = [.. pars], Assignments = asg, Events = [.. events], InitialOrder = initial, TimeUnit = m.Units.Any(u => u.Name == "time_unit") ? "h" : null, Annotations = m.Annotations };
    }
    private static List<string> Sort(IEnumerable<string> keys, Func<string, IEnumerable<string>> deps)
    {
        List<string> done = []; HashSet<string> seen = [];
        void Visit(string k) { if (!seen.Add(k)) { return; } foreach (string d in deps(k)) { Visit(d); } done.Add(k); }
        foreach (string k in keys) { Visit(k); }
        return done;
    }
    private static IEnumerable<string> Names(Expression e) => e switch
    {
        NameExpression n => [n.Name],
        CallExpression c => c.Arguments.SelectMany(Names),
        _ => [],
    };
    private static Expression Rewrite(Expression e, Func<string, string> rename, Dictionary<string, FunctionDefinition>? fn) => e switch
    {
        NameExpression n => n with { Name = rename(n.Name) },
        CallExpression c => c with { Arguments = [.. c.Arguments.Select(a => Rewrite(a, rename, fn))] },
        UserCallExpression u when fn is not null && fn.TryGetValue(u.FunctionName, out FunctionDefinition? f) => Bind(f, [.. u.Arguments.Select(a => Rewrite(a, rename, fn))], fn),
        UserCallExpression u => u with { Arguments = [.. u.Arguments.Select(a => Rewrite(a, rename, fn))] },
        _ => e,
    };
    private static Expression Bind(FunctionDefinition f, ImmutableArray<Expression> args, Dictionary<string, FunctionDefinition> fn)
    {
        Expression Sub(Expression e) => e switch
        {
            NameExpression n => f.Parameters.IndexOf(n.Name) is >= 0 and var i ? args[i] : n,
            CallExpression c => c with { Arguments = [.. c.Arguments.Select(Sub)] },
            UserCallExpression u => Bind(fn[u.FunctionName], [.. u.Arguments.Select(Sub)], fn),
            _ => e,
        };
        return Sub(f.Body);
    }
    private static Model Expand(ModelDocument doc, Model m, string prefix)
    {
        Model self = Rename(m, n => prefix + n, prefix);
        List<Symbol> symbols = []; List<Rule> rules = []; List<Reaction> rx = []; List<ModelEvent> ev = []; List<Annotation> ann = [];
        foreach (Submodel s in m.Submodels)
        {
            Model child = Expand(doc, doc.Models[s.ModelName], prefix + s.Name + ".");
            symbols.AddRange(child.Symbols); rules.AddRange(child.Rules); rx.AddRange(child.Reactions); ev.AddRange(child.Events); ann.AddRange(child.Annotations);
        }
        foreach (Symbol s in self.Symbols)
        {
            int i = symbols.FindIndex(x => x.Name == s.Name);
            if (i < 0) { symbols.Add(s); }
        }
        foreach (Rule r in self.Rules) { rules.RemoveAll(x => x.Variable == r.Variable); }
        rules.AddRange(self.Rules); rx.AddRange(self.Reactions); ev.AddRange(self.Events); ann.AddRange(self.Annotations);
        Model all = self with { Symbols = [.. symbols], Rules = [.. rules], Reactions = [.. rx], Events = [.. ev], Annotations = [.. ann] };
        foreach (Synchronization y in m.Synchronizations)
        {
            string a = prefix + y.Replaced, b = prefix + y.Kept;
            all = all with { Symbols = [.. all.Symbols.Where(s => s.Name != a)], Rules = [.. all.Rules.Where(r => r.Variable != a)], Annotations = [.. all.Annotations.Where(r => r.Subject != a)] };
            all = Rename(all, n => n == a ? b : n, "");
        }
        return all;
    }
    private static Model Rename(Model m, Func<string, string> r, string p) => m with
    {
        Symbols = [.. m.Symbols.Select(s => s with { Name = r(s.Name), Compartment = s.Compartment is null ? null : r(s.Compartment) })],
        Rules = [.. m.Rules.Select(x => x with { Variable = r(x.Variable), Expression = Rewrite(x.Expression, r, null) })],
        Reactions = [.. m.Reactions.Select(x => x with { Name = r(x.Name), Rate = x.Rate is null ? null : Rewrite(x.Rate, r, null), Reactants = [.. x.Reactants.Select(s => new SpeciesReference(r(s.Species), Rewrite(s.Stoichiometry, r, null)))], Products = [.. x.Products.Select(s => new SpeciesReference(r(s.Species), Rewrite(s.Stoichiometry, r, null)))] })],
        Events = [.. m.Events.Select(x => x with { Name = r(x.Name), Trigger = Rewrite(x.Trigger, r, null), Assignments = [.. x.Assignments.Select(a => a with { Variable = r(a.Variable), Expression = Rewrite(a.Expression, r, null) })] })],
        Annotations = [.. m.Annotations.Select(x => x.Subject == m.Name ? x : x with { Subject = r(x.Subject) })],
    };
}
