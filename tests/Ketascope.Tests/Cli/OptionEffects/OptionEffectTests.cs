using System.Collections.Concurrent;
using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using System.Text.RegularExpressions;
using Ketascope.Cli;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli.OptionEffects;

/// <summary>No option without an effect: in every way to use a command each of its options changes the result or is refused by name.</summary>
[Collection(ConsoleTests.Name)]
[Trait("Speed", "Slow")]
public sealed partial class OptionEffectTests
{
    private static readonly ConcurrentDictionary<string, Task<Made>> Bases = new();

    /// <summary>A command, the name of a mode, an option.</summary>
    public static TheoryData<string, string, string> Options
    {
        get
        {
            TheoryData<string, string, string> data = [];
            foreach ((string command, OptionMode mode) in OptionModes.All)
            {
                foreach (string option in mode.Tries.Select(text => OptionTry.Read(text).Option))
                {
                    data.Add(command, mode.Name, option);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Every_option_of_every_command_is_tried_in_every_mode()
    {
        List<string> missing = [];
        foreach ((string name, Command command) in Commands(CommandLine.Root(), ""))
        {
            string[] options = [.. command.Options.Where(option => option is not HelpOption).Select(option => option.Name)];
            OptionMode[] modes = [.. OptionModes.All.Where(pair => pair.Command == name).Select(pair => pair.Mode)];
            missing.AddRange(modes.Length == 0 && options.Except(OptionModes.Elsewhere).Any() ? [$"{name}: no mode"] : []);
            foreach (OptionMode mode in modes)
            {
                string[] tried = [.. mode.Tries.Select(text => OptionTry.Read(text).Option)];
                missing.AddRange(options.Except(tried).Select(option => $"{name} ({mode.Name}): {option} is not tried"));
                missing.AddRange(tried.Except(options).Select(option => $"{name} ({mode.Name}): there is no {option}"));
            }
        }

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task An_option_changes_the_result_or_is_refused_by_name(string command, string mode, string option)
    {
        OptionMode way = OptionModes.All.Single(pair => pair.Command == command && pair.Mode.Name == mode).Mode;
        OptionTry attempt = way.Tries.Select(OptionTry.Read).Single(one => one.Option == option);
        string[] line = attempt.Around.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Aggregate(OptionMode.Words(way.Line), OptionMode.Without);
        string[] around = [.. line, .. attempt.Around], without = OptionMode.Without(around, option);

        // An option that the line has already gets another value; any other is added.
        string[] usual = without.Length < around.Length ? around : without;
        Made before = await Bases.GetOrAdd(string.Join('\n', usual), _ => Repeated(usual)), after = await Make([.. without, .. attempt.With]);
        if (attempt.EndsWith is { } words)
        {
            Assert.Equal(1, after.Code);
            Assert.Contains(words, after.Error + after.Text, StringComparison.Ordinal);
            return;
        }

        bool isRefused = after.Code == 1 && after.Error.Contains(option, StringComparison.Ordinal)
            && !after.Error.Contains("(for more:", StringComparison.Ordinal);
        if (attempt.ChangesNothing && !isRefused)
        {
            Assert.Equal((before.Code, before.Text), (after.Code, after.Text));
            Made wrong = await Make([.. without, option, "-1"]);
            Assert.Equal(1, wrong.Code);
            return;
        }


        // A fit that does not converge ends with 1, and shows all the same where it came to.
        bool isResult = after.Code == 0 || (after.Text.Length > 0 && !after.Error.Contains("error:", StringComparison.Ordinal));
        Assert.True(isRefused || isResult, $"{string.Join(' ', attempt.With)} ended with {after.Code}: {after.Error}");
        Assert.True(isRefused || after.Text != before.Text || (attempt.OnErrorStream && after.Error != before.Error),
            $"{string.Join(' ', attempt.With)} changes nothing in '{way.Line}':\n{after.Text}");
    }

    /// <summary>What a line gives, which must be the same when it is run again: else a difference says nothing.</summary>
    private static async Task<Made> Repeated(string[] line)
    {
        Made first = await Make(line), second = await Make(line);
        Assert.True(first.Code == 0, $"'{string.Join(' ', line)}' ended with {first.Code}: {first.Error}");
        Assert.Equal(first.Text, second.Text);
        return first;
    }

    private static async Task<Made> Make(string[] line)
    {
        using TemporaryFolder folder = new();
        OptionModes.WriteFiles(folder);
        HashSet<string> given = [.. Files(folder)];
        string here = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder.Root;
            ProgramResult result = await CapturedProgram.RunAsync(line);
            StringBuilder text = new(Stable(result.Output));
            foreach (string file in Files(folder).Where(file => !given.Contains(file) && !Dated().IsMatch(file)))
            {
                text.Append(Path.GetRelativePath(folder.Root, file)).Append(": ").AppendLine(Stable(File.ReadAllText(file, Encoding.Latin1)));
            }

            return new Made(result.ExitCode, text.ToString(), result.Error);
        }
        finally
        {
            Environment.CurrentDirectory = here;
        }
    }

    private static IEnumerable<string> Files(TemporaryFolder folder) =>
        Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string Stable(string text) => Label().Replace(Clock().Replace(text, ""), "");

    private static IEnumerable<(string Name, Command Command)> Commands(Command command, string name)
    {
        IEnumerable<(string, Command)> inner = command.Subcommands.SelectMany(one => Commands(one, $"{name} {one.Name}".Trim()));
        return command.Action is null || command is RootCommand ? inner : inner.Prepend((name, command));
    }

    /// <summary>What a line gave: the exit code, what was printed with all files that were written, and what was said on the error stream.</summary>
    private sealed record Made(int Code, string Text, string Error);

    /// <summary>Files that say when they were made.</summary>
    [GeneratedRegex(@"(manifest\.json|report\.html)$", RegexOptions.CultureInvariant)]
    private static partial Regex Dated();

    /// <summary>Names within a picture, which the drawing library counts on through the process.</summary>
    [GeneratedRegex(@"(id=""|url\(#|href=""#)(cl|gr|img|pattern|mask)_[0-9a-f]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Label();

    /// <summary>Times that the computer took.</summary>
    [GeneratedRegex(@"\b\w+_(s|per_s)=[\d.eE+-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
