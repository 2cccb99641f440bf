using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ketascope.Tests.Conventions;

/// <summary>A folder of a project under src; <see cref="Path"/> is empty for the project's root, "A/B" for a folder within a folder.</summary>
internal readonly record struct SourceFolder(string Project, string Path)
{
    public override string ToString() => Path.Length == 0 ? $"{Project} (root)" : $"{Project}/{Path}";
}

/// <summary>One use: a file of a folder names, creates or calls something whose type stands in another folder.</summary>
internal sealed record SourceUse(SourceFolder From, string File, SourceFolder To, string Type);

/// <summary>
/// What the sources under src use of each other, as the compiler sees it. All projects are one compilation, so that a name is followed to the file
/// that declares its type; comments and using directives do not count.
/// </summary>
internal static class SourceUses
{
    private static readonly Lazy<CSharpCompilation> Sources = new(Compile);
    private static readonly Lazy<(ImmutableArray<SourceUse> Uses, ImmutableArray<string> Unresolved)> Found = new(Find);

    /// <summary>Every use across a folder's border, once for each file and used type.</summary>
    public static ImmutableArray<SourceUse> All => Found.Value.Uses;

    /// <summary>Names that the compiler could not follow. There must be none, or the uses are incomplete.</summary>
    public static ImmutableArray<string> Unresolved => Found.Value.Unresolved;

    /// <summary>The folder that a file under src stands in.</summary>
    public static SourceFolder FolderOf(string file)
    {
        string[] parts = Path.GetRelativePath(Path.Combine(Repository.Root, "src"), file).Split(Path.DirectorySeparatorChar);
        return new SourceFolder(parts[0]["Ketascope.".Length..], string.Join('/', parts[1..^1]));
    }

    private static CSharpCompilation Compile()
    {
        CSharpParseOptions options = new(LanguageVersion.Latest, DocumentationMode.None);
        IEnumerable<SyntaxTree> trees = Repository.Sources("src").Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file));
        SyntaxTree implicitUsings = CSharpSyntaxTree.ParseText(
            string.Concat(new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
                "System.Threading.Tasks" }.Select(name => $"global using {name};")),
            options);
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            "Sources",
            [implicitUsings, .. trees],
            assemblies.Where(file => !Path.GetFileName(file).StartsWith("Ketascope.", StringComparison.Ordinal))
                .Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static (ImmutableArray<SourceUse> Uses, ImmutableArray<string> Unresolved) Find()
    {
        ConcurrentBag<SourceUse> uses = [];
        ConcurrentBag<string> unresolved = [];
        Parallel.ForEach(Sources.Value.SyntaxTrees.Where(tree => tree.FilePath.Length > 0), tree =>
        {
            SemanticModel model = Sources.Value.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax).Where(CanUse))
            {
                SymbolInfo info = model.GetSymbolInfo(node);
                ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
                if (symbol is null && IsOwnName(node))
                {
                    unresolved.Add($"{Path.GetFileName(tree.FilePath)}, line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {node}");
                }

                foreach (SourceUse use in UsesOf(tree.FilePath, TypeOf(symbol)))
                {
                    uses.Add(use);
                }
            }
        });
        return ([.. uses.Distinct().OrderBy(use => use.File, StringComparer.Ordinal).ThenBy(use => use.Type, StringComparer.Ordinal)], [.. unresolved]);
    }

    private static IEnumerable<SourceUse> UsesOf(string file, INamedTypeSymbol? type) =>
        from reference in type?.DeclaringSyntaxReferences ?? []
        let to = FolderOf(reference.SyntaxTree.FilePath)
        where to != FolderOf(file)
        select new SourceUse(FolderOf(file), Path.GetFileName(file), to, type!.Name);

    /// <summary>
    /// Whether a name stands for itself. Names after a dot may be of members that a source generator adds: what stands before the dot counts.
    /// </summary>
    private static bool IsOwnName(SyntaxNode node) =>
        node is SimpleNameSyntax { Identifier.Text: not ("_" or "var" or "nameof" or "notnull" or "unmanaged") }
            && !(node.Parent is MemberAccessExpressionSyntax access && access.Name == node);

    private static bool CanUse(SyntaxNode node) =>
        node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax;

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => symbol switch
    {
        null or INamespaceSymbol => null,
        IAliasSymbol alias => TypeOf(alias.Target),
        INamedTypeSymbol type => type.OriginalDefinition,
        IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType.OriginalDefinition,
        _ => symbol.ContainingType?.OriginalDefinition,
    };
}
