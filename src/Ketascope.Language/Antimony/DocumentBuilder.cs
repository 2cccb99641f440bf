using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <summary>What a file and its imports have defined so far.</summary>
internal sealed class DocumentBuilder
{
    /// <summary>The name of the model that holds the statements outside any <c>model ... end</c>.</summary>
    public const string OutsideName = "__main";

    /// <summary>Starts a document.</summary>
    /// <param name="outside">The model for the statements outside any other.</param>
    public DocumentBuilder(ModelBuilder outside)
    {
        Outside = outside;
    }

    /// <summary>The statements outside any <c>model ... end</c>.</summary>
    public ModelBuilder Outside { get; }

    /// <summary>The models by name, in order.</summary>
    public OrderedDictionary<string, ModelBuilder> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>The functions by name, in order.</summary>
    public Dictionary<string, FunctionDefinition> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>Statements about functions.</summary>
    public List<Annotation> FunctionAnnotations { get; } = [];

    /// <summary>The names of the files that were read.</summary>
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The files that are being read, the innermost import last.</summary>
    public List<string> OpenFiles { get; } = [];

    /// <summary>The model of a name, or null.</summary>
    public ModelBuilder? Find(string model) => model == OutsideName ? Outside : Models.GetValueOrDefault(model);

    /// <summary>The model that a dotted path of submodel names leads to, or null where some part of it is no submodel.</summary>
    /// <param name="from">The model in which the path starts.</param>
    /// <param name="path">Names joined by dots.</param>
    public ModelBuilder? Follow(ModelBuilder from, ReadOnlySpan<char> path)
    {
        ModelBuilder? model = from;
        foreach (Range part in path.Split('.'))
        {
            model = model is not null && model.Submodels.TryGetValue(path[part].ToString(), out Submodel? submodel) ? Find(submodel.ModelName) : null;
        }

        return model;
    }

    /// <summary>
    /// The main model: the starred one, else the statements outside any model, else the last, else, of a text of functions alone, an empty one; the main file's
    /// before an import's.
    /// </summary>
    public ModelBuilder? Main()
    {
        ModelBuilder? starred = null, last = null;
        foreach (ModelBuilder model in Models.Values)
        {
            starred = model.IsStarred && (model.IsInMainFile || starred is not { IsInMainFile: true }) ? model : starred;
            last = model.IsInMainFile || last is not { IsInMainFile: true } ? model : last;
        }

        bool starCounts = starred is { IsInMainFile: true } || last is not { IsInMainFile: true };
        return starred is not null && starCounts ? starred
            : !Outside.IsEmpty ? Outside
            : last ?? (Functions.Count > 0 ? Outside : null);
    }
}
