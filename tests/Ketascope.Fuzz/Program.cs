using System.CommandLine;

namespace Ketascope.Fuzz;

/// <summary>
/// Gives the program's own command line damaged files for as long as is asked. Nothing may end it: no defect (exit code 70), no input that takes it more than 2 s of processor time, none that needs
/// more than 1 GiB of heap. What does is kept under <c>artifacts/fuzz</c>, with the number that makes it again.
/// </summary>
internal static class Program
{
    private static readonly Option<double> Minutes = new("--minutes") { Description = "How long", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Where the sequence of inputs begins", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Target = new("--target") { Description = "One kind of input alone", DefaultValueFactory = _ => "all" };
    private static readonly Option<string> Found = new("--found") { Description = "Where inputs go that were found", DefaultValueFactory = _ => Path.Combine("artifacts", "fuzz") };
    private static readonly Option<int> Worker = new("--worker") { Description = "What the program calls itself with: run so many inputs in this process", Hidden = true };

    private static int Main(string[] args)
    {
        RootCommand root = new("Gives ketascope damaged files. Example: dotnet run -c Release --project tests/Ketascope.Fuzz -- --minutes 20 --seed 7") { Minutes, Seed, Target, Found, Worker };
        Target.AcceptOnlyFromAmong(["all", .. FuzzTarget.All.Select(target => target.Name)]);
        root.SetAction(parsed =>
        {
            FuzzTarget[] targets = [.. FuzzTarget.All.Where(target => parsed.GetValue(Target) is "all" || parsed.GetValue(Target) == target.Name)];
            string folder = Directory.CreateDirectory(parsed.GetValue(Found)!).FullName;
            return parsed.GetValue(Worker) is > 0 and int count
                ? new FuzzWorker(folder).Run(targets, parsed.GetValue(Seed), count)
                : new FuzzSession(folder).Run(args, parsed.GetValue(Seed), TimeSpan.FromMinutes(parsed.GetValue(Minutes)));
        });
        return root.Parse(args).Invoke();
    }
}
