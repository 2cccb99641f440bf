using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ketascope.Cli.Commands;

/// <summary>A command's examples, shown at the end of its <c>--help</c>.</summary>
internal sealed class ExamplesHelp(HelpAction inner, IReadOnlyDictionary<Command, string[]> examples) : SynchronousCommandLineAction
{
    /// <summary>Makes <c>--help</c> show examples.</summary>
    /// <param name="root">The root command.</param>
    /// <param name="examples">The examples of each command that has some, without the program's name.</param>
    public static void Install(RootCommand root, IReadOnlyDictionary<Command, string[]> examples)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelp((HelpAction)help.Action!, examples);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = inner.Invoke(parseResult);
        if (examples.TryGetValue(parseResult.CommandResult.Command, out string[]? lines))
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string line in lines)
            {
                output.WriteLine($"  ketascope {line}");
            }

            output.WriteLine();
        }

        return code;
    }
}
