using System.Collections.Immutable;
using Ketascope.Language.Models;

namespace Ketascope.Language.Units;

/// <summary>Finds, for a flat name such as <c>S.CL</c>, the model whose text declared it, so that its unit is read as that model means it.</summary>
internal sealed class UnitScopes
{
    private readonly ModelDocument _document;
    private readonly Dictionary<string, ModelUnits> _units = new(StringComparer.Ordinal);

    /// <summary>Starts with the main model.</summary>
    public UnitScopes(ModelDocument document)
    {
        _document = document;
        Main = new ModelUnits(document.Main, null);
        _units[document.Main.Name] = Main;
    }

    /// <summary>The units of the main model.</summary>
    public ModelUnits Main { get; }

    /// <summary>The model that declared a quantity, and the quantity's name there.</summary>
    /// <param name="flatName">The dotted path.</param>
    /// <param name="unitName">The unit that was declared, or null. An outer model may have declared it for the inner one (<c>S.CL has L_per_h</c>).</param>
    public (ModelUnits Units, string LocalName) Find(string flatName, string? unitName = null)
    {
        ModelUnits units = Main;
        string local = flatName;
        while (true)
        {
            bool isDeclaredHere = unitName is not null && (units.Symbol(local)?.UnitName ?? units.Reaction(local)?.UnitName) == unitName;
            int dot = local.IndexOf('.', StringComparison.Ordinal);
            if (isDeclaredHere || dot < 0 || Inner(units.Model, local[..dot]) is not { } inner)
            {
                return (units, local);
            }

            units = inner;
            local = local[(dot + 1)..];
        }
    }

    /// <summary>
    /// What a unit's name means to a model. Flattening may have written a path before it (<c>S.dose</c>), or taken it from another model together with a
    /// symbol.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="scope">The model.</param>
    public NamedUnit? Unit(string name, ModelUnits scope)
    {
        NamedUnit? unit = scope.Find(name);
        if (unit is not null || scope.Defines(name))
        {
            return unit;
        }

        (ModelUnits units, string local) = Find(name);
        return units.Find(local) ?? _units.Values.Select(other => other.Find(name)).FirstOrDefault(found => found is not null);
    }

    /// <summary>The submodels of all levels that no <c>timeconv</c> stands between, with their paths.</summary>
    public IEnumerable<(Submodel Submodel, string Path, ModelUnits Units)> SharingTime() => SharingTime(Main, "");

    private IEnumerable<(Submodel Submodel, string Path, ModelUnits Units)> SharingTime(ModelUnits outer, string prefix)
    {
        foreach (Submodel submodel in outer.Model.Submodels)
        {
            if (submodel.TimeConversion is null && Inner(outer.Model, submodel.Name) is { } inner)
            {
                yield return (submodel, prefix + submodel.Name, inner);
                foreach ((Submodel, string, ModelUnits) deeper in SharingTime(inner, $"{prefix}{submodel.Name}."))
                {
                    yield return deeper;
                }
            }
        }
    }

    private ModelUnits? Inner(Model outer, string submodel)
    {
        ImmutableArray<Submodel> submodels = outer.Submodels;
        string? name = submodels.FirstOrDefault(s => s.Name == submodel)?.ModelName;
        if (name is null || !_document.Models.TryGetValue(name, out Model? model))
        {
            return null;
        }

        if (!_units.TryGetValue(name, out ModelUnits? units))
        {
            _units[name] = units = new ModelUnits(model, Main);
        }

        return units;
    }
}
