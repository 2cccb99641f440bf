using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Drugs;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Composing;

/// <summary>A text that is being composed.</summary>
/// <param name="assembly">What is composed.</param>
/// <param name="heads">The ports of models.</param>
internal sealed partial class ComposedText(Assembly assembly, ModelHeads heads)
{
    private readonly List<string> _imports = [];
    private readonly Dictionary<string, string> _units = [];
    private readonly StringBuilder _instances = new();
    private readonly Dictionary<string, (string File, string Model)> _names = [];
    private readonly List<(string Text, string File)> _wires = [];
    private readonly List<SumText> _sums = [];

    /// <summary>The words that may stand in a file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="UserErrorException">The base has no such variant.</exception>
    public TextWords Words(string file) => new(file, assembly.Variant is not { } variant ? null
        : assembly.Base!.Variants.TryGetValue(variant, out string? text) ? text
        : throw new UserErrorException(
            $"{assembly.Base.Title} has no variant '{variant}'{NearestName.Hint(variant, assembly.Base.Variants.Keys)}; " +
            $"known are {List(assembly.Base.Variants.Keys)}"));

    /// <summary>Adds units.</summary>
    /// <param name="units">The units and their formulas.</param>
    /// <param name="file">The file that defines them.</param>
    /// <exception cref="UserErrorException">Another file defines one differently.</exception>
    public void AddUnits(ImmutableSortedDictionary<string, string> units, string file)
    {
        foreach ((string name, string formula) in units)
        {
            if (!_units.TryAdd(name, formula) && _units[name] != formula)
            {
                throw new UserErrorException(
                    $"'{file}' defines the unit {name} as '{formula}'; another file of this composition defines it as '{_units[name]}'");
            }
        }
    }

    /// <summary>Adds the parameter of a drug's free concentration.</summary>
    /// <param name="drug">The drug.</param>
    public void AddConcentration(DrugFile drug)
    {
        string name = TextWords.Concentration(drug);
        string value = assembly.Concentrations.TryGetValue(drug.Id, out string? formula) ? $":= {formula}; {name} has uM" : "= 0 uM";
        Line($"{name} {value}; {name} is \"{drug.Names[0]}\";");
    }

    /// <summary>Adds instances and sums.</summary>
    /// <param name="group">The instances and sums.</param>
    /// <param name="words">What the words in them stand for.</param>
    /// <param name="drugs">Of a site the drugs; those that act there give the numbers of instances that stand once. Empty for all else.</param>
    /// <exception cref="UserErrorException">Something is wired that is not there, or a number is missing.</exception>
    public void Add(TextGroup group, TextWords words, ImmutableArray<DrugFile> drugs)
    {
        foreach (TextPart part in group.Parts)
        {
            foreach (TextWords one in Each(part.ForEach, words, drugs))
            {
                AddPart(part, one, one.Drug is { } drug ? [drug] : [.. drugs.Where(drug => drug.At(words.Target!.Id) is not null)]);
            }
        }

        foreach (TextSum sum in group.Sums)
        {
            foreach (TextWords one in Each(sum.ForEach, words, drugs))
            {
                AddSum(sum, one);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        CheckWires();
        StringBuilder text = new();
        foreach (string import in _imports)
        {
            text.Append(CultureInfo.InvariantCulture, $"import \"{import}\"\n");
        }

        text.Append("model *experiment()\n");
        foreach ((string name, string formula) in _units)
        {
            text.Append(CultureInfo.InvariantCulture, $"  unit {name} = {formula};\n");
        }

        text.Append(_instances);
        foreach (SumText sum in _sums)
        {
            string unit = sum.Unit ?? throw new UserErrorException($"'{sum.File}' adds to the sum {sum.Name}, of which no file says the unit");
            string terms = sum.Terms.Count == 0 ? $"0 {unit}" : string.Join(" + ", sum.Terms);
            text.Append(CultureInfo.InvariantCulture, $"  {sum.Name} := {terms}; {sum.Name} has {unit}; {sum.Name} is \"{sum.Title ?? sum.Name}\";\n");
            text.Append(sum.Is is { } parameter ? $"  {parameter} is {sum.Name};\n" : "");
        }

        return text.Append("end\n").ToString();
    }

    private static IEnumerable<TextWords> Each(string? target, TextWords words, ImmutableArray<DrugFile> drugs) =>
        target is null ? [words] : drugs.Where(drug => drug.At(target) is not null).Select(drug => words with { Drug = drug });

    private void AddPart(TextPart part, TextWords words, ImmutableArray<DrugFile> drugs)
    {
        string name = words.Fill(part.Name), model = words.Fill(part.Model);
        string file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(words.File)!, words.Fill(part.Import)));
        ImmutableArray<string> head = heads.Of(file, model, words.File);
        string import = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(assembly.File))!, file).Replace('\\', '/');
        if (!_imports.Contains(import))
        {
            _imports.Add(import);
        }

        if (!_names.TryAdd(name, (file, model)))
        {
            throw new UserErrorException($"'{words.File}' names an instance '{name}', which there is already in this composition");
        }

        if (part.Ports.Keys.FirstOrDefault(port => port != "*" && !head.Contains(port)) is { } other)
        {
            throw new UserErrorException($"'{words.File}' wires the port '{other}' of {name}; {model} has {List(head)}{NearestName.Hint(other, head)}");
        }

        Line($"{name}: {model}({string.Join(", ", head.Select(Wire))});");
        foreach ((string parameter, TextNumber number) in part.Numbers)
        {
            AddNumber($"{name}.{parameter}", number, words, drugs);
        }

        foreach ((string parameter, (double value, string unit, string source)) in part.Given)
        {
            Line($"{name}.{parameter} = {value:R} {unit}; {name}.{parameter} isDescribedBy \"{source}\";");
        }

        string Wire(string port) => Noted(part.Ports.TryGetValue(port, out string? own) ? words.Fill(own)
            : part.Ports.TryGetValue("*", out string? rest) ? words.Fill(rest).Replace("*", port, StringComparison.Ordinal)
            : throw new UserErrorException($"'{words.File}' does not wire the port '{port}' of {name}; {model} has {List(head)}"));

        string Noted(string wire)
        {
            _wires.Add((wire, words.File));
            return wire;
        }
    }

    private void AddNumber(string parameter, TextNumber number, TextWords words, ImmutableArray<DrugFile> drugs)
    {
        double? value = null;
        foreach (DrugFile drug in drugs)
        {
            DrugAction action = drug.At(words.Target!.Id)!;
            double? own = (number.ByVariant ? action.Find($"{number.Of}.{assembly.Variant}") : null) ?? action.Find(number.Of);
            if (own is null && !number.Optional)
            {
                throw new UserErrorException(
                    $"the file of '{drug.Names[0]}' gives no '{number.Of}' at {words.Target.Title}{(number.ByVariant ? $" with {assembly.Variant}" : "")}; " +
                    $"it has {List(action.Values.Keys)}");
            }

            value = drug == drugs[0] || own == value ? own : throw new UserErrorException(
                $"'{drugs[0].Names[0]}' and '{drug.Names[0]}' differ in '{number.Of}' at {words.Target.Title}, which all drugs there share, " +
                "so that they cannot be there together");
        }

        if (value is { } known)
        {
            Line($"{parameter} = {known:R} {number.Unit}; {parameter} isDescribedBy \"{drugs[0].At(words.Target!.Id)!.Sources[0].Url}\";");
        }
    }

    private void AddSum(TextSum sum, TextWords words)
    {
        string name = words.Fill(sum.Name);
        SumText? known = _sums.Find(one => one.Name == name);
        if (known is null)
        {
            _sums.Add(known = new SumText(name, words.File));
        }

        known.Unit ??= sum.Unit;
        known.Title ??= sum.Title is { } title ? words.Fill(title) : null;
        known.Is ??= sum.Is is { } parameter ? words.Fill(parameter) : null;
        known.Terms.AddRange(sum.Terms.Select(words.Fill).Where(term => !known.Terms.Contains(term)));
        _wires.AddRange(sum.Terms.Append(sum.Is ?? "").Select(term => (words.Fill(term), words.File)));
    }

    /// <summary>A name of an instance's inside that is not there would be a new variable of its own, and what is wired to it would do nothing.</summary>
    private void CheckWires()
    {
        foreach ((string wire, string file) in _wires)
        {
            foreach (string path in InnerName().Matches(wire).Select(match => match.Value))
            {
                string[] names = path.Split('.');
                if (!_names.TryGetValue(names[0], out (string File, string Model) instance))
                {
                    throw new UserErrorException($"'{file}' wires '{path}'; there is no instance '{names[0]}'{NearestName.Hint(names[0], _names.Keys)}");
                }

                if (!heads.Has(instance.File, instance.Model, names[1..], out (string Model, string Missing, string[] Names) nearest))
                {
                    throw new UserErrorException(
                        $"'{file}' wires '{path}'; {nearest.Model} has no '{nearest.Missing}'{NearestName.Hint(nearest.Missing, nearest.Names)}");
                }
            }
        }
    }

    private void Line(FormattableString line) => _instances.Append("  ").Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string List(IEnumerable<string> names) => names.Any() ? string.Join(", ", names) : "none";

    [GeneratedRegex(@"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", RegexOptions.CultureInvariant)]
    private static partial Regex InnerName();

    private sealed class SumText(string name, string file)
    {
        public string Name => name;

        public string File => file;

        public string? Unit { get; set; }

        public string? Title { get; set; }

        public string? Is { get; set; }

        public List<string> Terms { get; } = [];
    }
}
