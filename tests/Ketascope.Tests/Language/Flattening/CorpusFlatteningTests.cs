using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Units;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Flattening;

[Trait("Speed", "Slow")]
public sealed class CorpusFlatteningTests
{
    /// <summary>What published models hold that is refused by name, or leave out so that no other program could run them.</summary>
    private static readonly HashSet<string> Expected = ["not-read", "no-value", "unknown-name"];

    [Theory]
    [InlineData("conformance/antimony/biomodels", 0.87)]
    [InlineData("conformance/antimony/language", 0.68)]
    [InlineData("conformance/nonmem", 1)]
    [InlineData("bench", 1)]
    public void Models_flatten_into_ordered_equations_or_are_refused_by_name(string folder, double least)
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        int read = 0, flattened = 0;
        List<string> failures = [];
        foreach (string file in SharedFiles.List(folder))
        {
            DiagnosticBag diagnostics = new();
            if (AntimonyReader.ReadFile(file, new DiagnosticBag()) is { } document)
            {
                read++;
                OdeSystem? system = Flattener.Flatten(document, diagnostics);
                Assert.Equal(diagnostics.HasErrors, system is null);
                failures.AddRange(diagnostics.Items.Where(d => d.Severity == Severity.Error && !Expected.Contains(d.Code)).Select(d => d.ToString()));
                if (system is not null)
                {
                    flattened++;
                    failures.AddRange(Disorder(system).Select(d => $"{Path.GetFileName(file)}: {d}"));
                    UnitChecker.Check(system, document, requireAll: false, new DiagnosticBag());
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{folder}: {flattened} of {read} flatten");
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.True(flattened >= least * read, $"{flattened} of {read} flatten");
    }

    /// <summary>Names that are used before they are known, or not known at all.</summary>
    private static IEnumerable<string> Disorder(OdeSystem system)
    {
        HashSet<string> known = [.. system.States.Select(s => s.Name), .. system.Parameters.Select(p => p.Name)];
        int quantities = known.Count + system.Assignments.Length;
        foreach (Assignment assignment in system.Assignments)
        {
            foreach (string name in assignment.Expression.Names().Where(n => !known.Contains(n)))
            {
                yield return $"{assignment.Name} uses {name}";
            }

            known.Add(assignment.Name);
        }

        if (known.Count != quantities)
        {
            yield return "a name is used twice";
        }

        foreach (string name in system.States.SelectMany(s => s.Derivative.Names()).Concat(system.Events.SelectMany(e => e.Assignments).Select(a => a.Variable)).Where(n => !known.Contains(n)))
        {
            yield return $"{name} is not known";
        }

        Dictionary<string, Expression> initial = system.States.ToDictionary(s => s.Name, s => s.Initial);
        system.Parameters.ToList().ForEach(p => initial.Add(p.Name, p.Initial));
        system.Assignments.ToList().ForEach(a => initial.Add(a.Name, a.Expression));
        known.Clear();
        foreach (string name in system.InitialOrder)
        {
            foreach (string used in initial[name].Names().Where(n => !known.Contains(n)))
            {
                yield return $"the start value of {name} uses {used}";
            }

            known.Add(name);
        }

        if (known.Count != initial.Count)
        {
            yield return "a start value is left out";
        }
    }
}
