using System.Globalization;
using Ketascope.Study.DataSets;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Study.DataSets;

/// <summary>Runs a data set that a test writes down, over the model of the conformance cases unless told otherwise.</summary>
internal static class DataSetFile
{
    /// <summary>One compartment with first-order absorption; the dosing parameters of CENT by name.</summary>
    public const string OneCompartment = """
        model one_compartment
          substanceOnly species GUT, CENT;
          absorption:  GUT -> CENT; KA*GUT;
          elimination: CENT -> ;    CL/V*CENT;
          CP := CENT/(V/1000);
          CL = 1.1; V = 20; KA = 1.5; LAGT = 0; BIOAV = 1; RAT2 = 10; DUR2 = 2;
          ALAG_CENT := LAGT;  F_CENT := BIOAV;  R_CENT := RAT2;  D_CENT := DUR2;
        end
        """;

    /// <summary>The values of the last column shown, record by record, of all subjects one after another.</summary>
    public static double[] Values(string data, string show = "CP", string model = OneCompartment, DataSetRules? rules = null, int width = 0) =>
        [.. Run(data, show, model, rules, width).Values.SelectMany(values => values)];

    public static DataSetOutcome Run(string data, string show = "CP", string model = OneCompartment, DataSetRules? rules = null, int width = 0) => With(data, model, (loaded, set) =>
    {
        RunRequest request = new()
        {
            Model = loaded,
            Times = [0],
            Show = [.. show.Split(',')],
            Width = width,
            Solver = new() { RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-12 },
        };
        return DataSetRun.Prepare(request, set, rules ?? new DataSetRules(), set.Subjects.Length)
            .Solve(set.Subjects, progress: null, TestContext.Current.CancellationToken);
    });

    /// <summary>The data set as it is read.</summary>
    public static DataSet Read(string data, string model = OneCompartment) => With(data, model, (_, set) => set);

    /// <summary>A number as a data set writes it.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static T With<T>(string data, string model, Func<LoadedModel, DataSet, T> use)
    {
        string folder = Directory.CreateTempSubdirectory("ketascope-data-").FullName;
        try
        {
            string text = Path.Combine(folder, "model.ant"), table = Path.Combine(folder, "data.csv");
            File.WriteAllText(text, model);
            File.WriteAllText(table, data);
            LoadedModel loaded = ModelLoading.Load(text, UnitPolicy.Warn);
            return use(loaded, DataSetReader.Read(table, loaded.System));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
