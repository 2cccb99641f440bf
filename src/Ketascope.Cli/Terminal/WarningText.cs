using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Cli.Terminal;

/// <summary>Tells on the error stream what was noticed in a model before it is run.</summary>
internal static class WarningText
{
    private const int Most = 3;

    /// <summary>Writes the first warnings and how many more there are.</summary>
    /// <param name="model">The model.</param>
    public static void Write(LoadedModel model)
    {
        foreach (Diagnostic warning in model.Warnings.Take(Most))
        {
            Console.Error.WriteLine(warning);
        }

        if (model.Warnings.Length > Most)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"... and {model.Warnings.Length - Most} more warnings; 'ketascope model check' shows all"));
        }
    }
}
