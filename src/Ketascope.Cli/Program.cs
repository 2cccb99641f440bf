using Ketascope.Cli;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
