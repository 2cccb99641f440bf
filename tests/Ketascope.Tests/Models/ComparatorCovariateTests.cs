using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Tests.Models;

/// <summary>
/// Weight, height, age and sex in the models of remifentanil and propofol, against the volumes (L) and clearances (L/min) that stanpumpR computes for the same people
/// (commit ace20c9, functions <c>remifentanil</c> and <c>propofol</c>, run in R; Schnider's by its formulas in the same file), through a sum of exponentials.
/// </summary>
public sealed class ComparatorCovariateTests
{
    private static readonly double[] s_times = [1.0 / 60, 0.1, 0.5, 2, 8];

    [Theory]
    [InlineData(70, 170, 35, 0, 5.8072631, 8.82130124, 5.02512029, 2.57604826, 1.71654671, 0.124446365)]
    [InlineData(55, 160, 28, 1, 4.10983637, 8.85919794, 6.30440154, 2.84519667, 2.58126886, 0.153359906)]
    [InlineData(92, 181, 71, 0, 5.84232926, 9.63197336, 1.11907844, 2.67374005, 1.50176402, 0.0330428023)]
    [InlineData(78, 168, 62, 1, 4.31483647, 7.3876355, 1.50357859, 2.23906549, 1.37142151, 0.0433459774)]
    [InlineData(18, 110, 5, 0, 1.86855467, 2.65110473, 13.6555377, 1.04661974, 0.822846279, 0.311061589)]
    public void Remifentanil_eleveld(double weight, double height, double age, double female, double v1, double v2, double v3, double cl, double q2, double q3) =>
        Compare("remifentanil-eleveld-2017", "C_remifentanil", (weight, height, age, female), [v1, v2, v3, cl, q2, q3]);

    [Theory]
    [InlineData(70, 170, 35, 0, 6.28307808, 25.5013145, 168.210976, 1.61928525, 1.83092102, 0.771329407)]
    [InlineData(55, 160, 28, 1, 5.77293176, 22.3538584, 126.140372, 1.61797107, 1.67571569, 0.616260234)]
    [InlineData(92, 181, 71, 0, 6.81079685, 19.0913497, 125.644279, 1.79337552, 1.44154218, 0.630941388)]
    [InlineData(78, 168, 62, 1, 6.49905912, 18.6314793, 99.9660575, 1.90801533, 1.41997169, 0.530156484)]
    [InlineData(18, 110, 5, 0, 3.24530214, 10.4813398, 69.3681993, 0.637057677, 1.11559514, 0.335214491)]
    public void Propofol_eleveld_with_opiates(double weight, double height, double age, double female, double v1, double v2, double v3, double cl, double q2, double q3) =>
        Compare("propofol-eleveld-2018", "C_propofol", (weight, height, age, female), [v1, v2, v3, cl, q2, q3], ("OPIATES", 1));

    [Theory]
    [InlineData(70, 170, 35, 0, 4.27, 25.938, 238, 1.63813495, 1.722, 0.836)]
    [InlineData(55, 160, 28, 1, 4.27, 28.675, 238, 1.63916695, 1.89, 0.836)]
    [InlineData(92, 181, 71, 0, 4.27, 11.862, 238, 2.05781734, 0.858, 0.836)]
    [InlineData(78, 168, 62, 1, 4.27, 15.381, 238, 2.20487247, 1.074, 0.836)]
    public void Propofol_schnider(double weight, double height, double age, double female, double v1, double v2, double v3, double cl, double q2, double q3) =>
        Compare("propofol-schnider-1998", "C_propofol", (weight, height, age, female), [v1, v2, v3, cl, q2, q3]);

    private static void Compare(string id, string output, (double Weight, double Height, double Age, double Female) person, double[] values, params (string, double)[] more)
    {
        double[] hourly = [.. values.Select((value, i) => i < 3 ? value : 60 * value)];
        ClosedForm exact = new(hourly[0], hourly[3], (hourly[1], hourly[4]), (hourly[2], hourly[5]));
        ModelRun run = ModelRun.OfFile(ModelFolder.ById(id).TextPath, output);
        double[] course = run.Solve(
            [new DoseRecord { Time = 0, Compartment = "central", Amount = 10 }],
            s_times,
            [("WT", person.Weight), ("HT", person.Height), ("AGE", person.Age), ("FEMALE", person.Female), .. more])[output];

        // Nine digits in the model and above, times the thirteen e-foldings in which remifentanil goes in 8 h.
        Assert.All(s_times.Zip(course), point => Assert.Equal(1, point.Second / (1000 * exact.Bolus(10, point.First)), 1e-6));
    }
}
