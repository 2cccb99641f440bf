using System.CommandLine;
using System.CommandLine.Invocation;
using Ketascope.Cli.Commands;
using Ketascope.Cli.Terminal;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli;

/// <summary>The command line: which commands there are, and what becomes of errors.</summary>
public static class CommandLine
{
    /// <summary>Runs the program.</summary>
    /// <param name="args">The words of the command line.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        TextWriter output = Console.Out;
        try
        {
            ParseResult parsed = Root().Parse(args);
            if (parsed.Action is ParseErrorAction)
            {
                return Misunderstood(parsed);
            }

            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) })
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("interrupted; nothing was written").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is UserErrorException or OutputException)
        {
            string prefix = e is UserErrorException { IsLocated: true } ? "" : "error: ";
            await Console.Error.WriteLineAsync(prefix + e.Message).ConfigureAwait(false);
            return ExitCode.Failure;
        }
#pragma warning disable CA1031 // The last resort: one message in place of a stack trace; KETASCOPE_DEBUG=1 shows it whole.
        catch (Exception e)
#pragma warning restore CA1031
        {
            string detail = Environment.GetEnvironmentVariable("KETASCOPE_DEBUG") == "1" ? e.ToString() : $"{e.GetType().Name}: {e.Message}";
            await Console.Error.WriteLineAsync($"internal error (please report it; KETASCOPE_DEBUG=1 shows more): {detail}").ConfigureAwait(false);
            return ExitCode.InternalError;
        }
        finally
        {
            // A command that wrote a file to standard output sent the rest of what it printed elsewhere.
            Console.SetOut(output);
        }
    }

    /// <summary>All commands with their options.</summary>
    internal static RootCommand Root()
    {
        Command simulate = SimulateCommand.Create(), run = RunCommand.Create(), model = ModelCommand.Create(), fit = FitCommand.Create();
        Command validate = ValidateCommand.Create(), evidence = EvidenceCommand.Create(), channel = ChannelCommand.Create(), claims = ClaimsCommand.Create();
        Command calibrate = CalibrateCommand.Create(), conformance = ConformanceCommand.Create(), convert = ConvertCommand.Create();
        Command doseFor = DoseForCommand.Create(), regimen = RegimenCommand.Create(), drugs = DrugsCommand.Create(), models = ModelsCommand.Create();
        Command engage = EngageCommand.Create(), isobologram = IsobologramCommand.Create(), check = CheckCommand.Create();
        Command patient = PatientCommand.Create(), cord = CordCommand.Create(), ask = AskCommand.Create(), rerun = RerunCommand.Create();
        RootCommand root = new(
            "Ketascope: what does a dose of ketamine do, and how do we know?\n" +
            "A research and teaching tool. Not for decisions about the treatment of a patient.\n\n" +
            "Exit code: 0 done; 1 something given is wrong or missing, or a subject could not be solved; 130 interrupted (Ctrl-C); 70 a defect of the program.")
        {
            simulate, patient, isobologram, doseFor, regimen, check, engage, run, fit, calibrate, model, validate, evidence, channel, cord, claims,
            drugs, models, ask, rerun,
            convert, conformance,
        };
        ExamplesHelp.Install(root, new Dictionary<Command, string[]>
        {
            [root] = [SimulateCommand.Examples[0], RunCommand.Examples[0], ModelCommand.Examples[0]],
            [simulate] = SimulateCommand.Examples,
            [patient] = PatientCommand.Examples,
            [isobologram] = IsobologramCommand.Examples,
            [regimen] = RegimenCommand.Examples,
            [check] = CheckCommand.Examples,
            [run] = RunCommand.Examples,
            [fit] = FitCommand.Examples,
            [model] = ModelCommand.Examples,
            [validate] = ValidateCommand.Examples,
            [validate.Subcommands[0]] = ValidateCommand.Examples,
            [evidence] = EvidenceCommand.Examples,
            [calibrate] = CalibrateCommand.Examples,
            [channel] = ChannelCommand.Examples,
            [cord] = CordCommand.Examples,
            [cord.Subcommands[0]] = CordWindUpCommand.Examples,
            [cord.Subcommands[1]] = CordSensitizeCommand.Examples,
            [cord.Subcommands[2]] = CordTestCommand.Examples,
            [cord.Subcommands[3]] = CordResetCommand.Examples,
            [claims] = ClaimsCommand.Examples,
            [doseFor] = DoseForCommand.Examples,
            [drugs] = DrugsCommand.Examples,
            [engage] = EngageCommand.Examples,
            [models] = ModelsCommand.Examples,
            [ask] = AskCommand.Examples,
            [rerun] = RerunCommand.Examples,
            [convert] = ConvertCommand.Examples,
            [conformance] = ConformanceCommand.Examples,
            [channel.Subcommands[0]] = DoseResponseCommand.Examples,
            [channel.Subcommands[1]] = PulsesCommand.Examples,
            [channel.Subcommands[2]] = InhibitionCommand.Examples,
            [channel.Subcommands[3]] = SingleChannelCommand.Examples,
            [model.Subcommands[0]] = ModelCommand.Examples[..1],
            [model.Subcommands[1]] = ModelCommand.Examples[1..],
        });
        return root;
    }

    /// <summary>
    /// A command alone that needs another word (<c>ketascope</c>, <c>ketascope model</c>) is a question for help, though nothing was done; else the
    /// mistake is named.
    /// </summary>
    private static int Misunderstood(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command.Action is null && command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            string[] help = [.. parsed.Tokens.Select(token => token.Value), "--help"];
            parsed.RootCommandResult.Command.Parse(help).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        else
        {
            Console.Error.WriteLine($"error: {UsageError.Describe(parsed)}");
        }

        return ExitCode.Failure;
    }
}
