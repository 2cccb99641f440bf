namespace Ketascope.Study.Results;

/// <summary>Writes tables as CSV files of a folder, with a manifest. The folder appears whole or not at all.</summary>
public static class TableFolder
{
    /// <summary>Writes the folder and moves it to its place.</summary>
    /// <param name="folder">The folder, best opened before the work.</param>
    /// <param name="tables">The tables by the names of their files.</param>
    /// <param name="manifest">The manifest; its list of files is filled in.</param>
    /// <param name="writeMore">Writes what is no table, after the tables; or null.</param>
    /// <exception cref="OutputException">The folder cannot be written or must not be replaced; nothing is left behind once it is disposed of.</exception>
    public static void Write(OutputFolder folder, IEnumerable<(string Name, ResultTable Table)> tables, RunManifest manifest, Action<OutputFolder>? writeMore = null)
    {
        try
        {
            foreach ((string name, ResultTable table) in tables)
            {
                folder.WriteText(name, table.WriteCsv);
            }

            writeMore?.Invoke(folder);
            RunManifest complete = manifest with { Files = folder.FileNames() };
            folder.WriteText(RunManifest.FileName, writer => writer.Write(complete.ToJson()));
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(folder.Target, exception);
        }

        folder.Commit();
    }
}
