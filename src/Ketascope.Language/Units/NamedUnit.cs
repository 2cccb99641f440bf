using System.Collections.Immutable;
using System.Globalization;

namespace Ketascope.Language.Units;

/// <summary>A unit together with the names it is made of, so that it can be shown as people would write it: <c>mg/L</c>, not <c>0.001 m^-3*kg</c>.</summary>
/// <param name="Unit">What it is.</param>
/// <param name="Names">The names and their exponents, in order of appearance; none for plain numbers.</param>
internal sealed record NamedUnit(Unit Unit, ImmutableArray<(string Name, double Exponent)> Names)
{
    /// <summary>The unit of plain numbers.</summary>
    public static NamedUnit One { get; } = new(Unit.One, []);

    /// <summary>The text: what is above the line joined by <c>*</c>, then <c>/</c> and what is below.</summary>
    public string Text
    {
        get
        {
            string[] above = [.. Names.Where(n => n.Exponent > 0).Select(n => Show(n.Name, n.Exponent))];
            string[] below = [.. Names.Where(n => n.Exponent < 0).Select(n => Show(n.Name, -n.Exponent))];
            string divisor = below.Length switch { 0 => "", 1 => "/" + below[0], _ => $"/({string.Join('*', below)})" };
            return Names.IsEmpty ? "dimensionless" : (above.Length == 0 ? "1" : string.Join('*', above)) + divisor;
        }
    }

    /// <summary>The end of a sentence about a quantity: <c>in mg/L</c> or <c>dimensionless</c>.</summary>
    public string Phrase => Names.IsEmpty ? "dimensionless" : $"in {Text}";

    /// <summary>A unit shown by one name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="unit">What it is.</param>
    public static NamedUnit Of(string name, Unit unit) => unit == Unit.One ? One : new NamedUnit(unit, [(name, 1)]);

    /// <summary>The product; equal names are joined, and go where they cancel.</summary>
    public static NamedUnit operator *(NamedUnit left, NamedUnit right)
    {
        ImmutableArray<(string Name, double Exponent)>.Builder names = left.Names.ToBuilder();
        foreach ((string name, double exponent) in right.Names)
        {
            int index = IndexOf(names, name);
            if (index < 0)
            {
                names.Add((name, exponent));
            }
            else
            {
                names[index] = (name, names[index].Exponent + exponent);
            }
        }

        names.RemoveAll(n => Math.Abs(n.Exponent) <= Unit.Tolerance);
        return new NamedUnit(left.Unit * right.Unit, names.ToImmutable());
    }

    /// <summary>The quotient.</summary>
    public static NamedUnit operator /(NamedUnit left, NamedUnit right) => left * right.Power(-1);

    /// <summary>A power.</summary>
    /// <param name="exponent">Any finite number.</param>
    public NamedUnit Power(double exponent) => exponent == 0 ? One : new(Unit.Power(exponent), [.. Names.Select(n => (n.Name, n.Exponent * exponent))]);

    /// <summary>The unit in the form that a reader knows, where the catalogue has one symbol for it.</summary>
    public NamedUnit Shortest() => UnitCatalogue.Find(Unit) is { } row ? Of(row.Symbol, Unit) : this;

    private static int IndexOf(ImmutableArray<(string Name, double Exponent)>.Builder names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Show(string name, double exponent) =>
        Math.Abs(exponent - 1) <= Unit.Tolerance ? name : string.Create(CultureInfo.InvariantCulture, $"{name}^{exponent:G6}");
}
