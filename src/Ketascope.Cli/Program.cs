using Ketascope.Cli;
using Ketascope.Cli.Terminal;

StandardStreams.Install();
return await CommandLine.RunAsync(args).ConfigureAwait(false);
