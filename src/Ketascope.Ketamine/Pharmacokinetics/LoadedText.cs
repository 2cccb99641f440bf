using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>A text that a file names, read and checked when it is first asked for; no difference between the records that hold it.</summary>
internal sealed class LoadedText : IEquatable<LoadedText>
{
    private (string Path, LoadedModel Model)? _known;

    /// <summary>The equations of a text.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">The text is wrong.</exception>
    public LoadedModel Of(string path)
    {
        if (_known is not { } known || known.Path != path)
        {
            _known = known = (path, ModelLoading.Load(path, UnitPolicy.Require));
        }

        return known.Model;
    }

    /// <inheritdoc/>
    public bool Equals(LoadedText? other) => other is not null;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LoadedText;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
