using System.CommandLine;
using Ketascope.Ketamine.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope models</c>: what there is of models.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string?> Of = new("WORD")
    {
        Description = "A drug, a route, an analyte or a part of a model's name (default: all models)",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly AnswerOptions Options = new();

    public static string[] Examples { get; } = ["models", "models intranasal"];

    public static Command Create()
    {
        Command command = new("models", "List the models that come with the program: drugs, routes, doses and ages that they were built on, analytes") { Of };
        Options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
            Answer.WriteAsync(parsed, new ModelsRequest { Of = parsed.GetValue(Of) }, Options.Read(parsed), cancellation));
        return command;
    }
}
