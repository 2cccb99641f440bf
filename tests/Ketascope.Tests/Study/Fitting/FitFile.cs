using Ketascope.Study.DataSets;
using Ketascope.Study.Fitting;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Study.Fitting;

/// <summary>Fits models and data sets that a test writes down.</summary>
internal static class FitFile
{
    public const string TwoCompartments = "bench/fit/two-compartment.ant";

    /// <summary>Fits a data set that is written down, to a model that is in the repository or written down.</summary>
    public static DataSetFitResult Fit(string model, string data, string estimate, Func<FitRequest, FitRequest>? change = null)
    {
        string folder = Directory.CreateTempSubdirectory("ketascope-fit-").FullName;
        try
        {
            string table = Path.Combine(folder, "data.csv");
            File.WriteAllText(table, data);
            string path = Path.Combine(Repository.Root, model);
            if (model.Contains('\n', StringComparison.Ordinal))
            {
                path = Path.Combine(folder, "model.ant");
                File.WriteAllText(path, model);
            }

            return FitTable(path, table, estimate, change);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Fits a data set in a file.</summary>
    public static DataSetFitResult FitTable(string model, string table, string estimate, Func<FitRequest, FitRequest>? change = null)
    {
        LoadedModel loaded = ModelLoading.Load(model, UnitPolicy.Warn);
        FitRequest request = new()
        {
            Run = new RunRequest { Model = loaded, Times = [0], Solver = new() { RelativeTolerance = 1e-9, AbsoluteTolerance = 1e-12 } },
            Data = DataSetReader.Read(table, loaded.System),
            Parameters = [.. estimate.Split(',').Select(name => new FitParameter(name, double.NaN))],
            Observe = [("", "CP")],
        };
        return DataSetFit.Run(change is null ? request : change(request), TestContext.Current.CancellationToken);
    }
}
