using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Fitting;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Ketamine.Validation;

/// <summary>Parameters of a library model from rows of observations.</summary>
public sealed class CalibrationTests : IDisposable
{
    private const string Header = "study,regimen,setting,output,time,statistic,value,unit,role";
    private readonly TemporaryFolder _folder = new();
    private readonly ModelLibrary _library = ModelLibrary.Read(Path.Combine(Repository.Root, "models"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_that_a_model_predicts_give_back_its_parameters()
    {
        // dose / area = 80 L/h whatever the volumes; the peak of a bolus is dose / V1 = 20 mg / 100 L.
        CalibrationResult result = Run(
            ["a,esketamine 20 mg iv,,S-ketamine,auc,mean,250,ng*h/mL,calibration", "a,esketamine 20 mg iv,,S-ketamine,max,mean,200,ng/mL,calibration", "a,esketamine 20 mg iv,,S-ketamine,0 h,mean,200,ng/mL,calibration"],
            new FitParameter("CL_70", 30), new FitParameter("V1_70", 400));
        Assert.Equal(80, result.Fit.Values[0], 80 * 1e-4);
        Assert.Equal(100, result.Fit.Values[1], 100 * 1e-4);
        Assert.All(result.Rows, row => Assert.InRange(row.Residual!.Value, -1e-4, 1e-4));
        Assert.Equal(20 / 30.0 * 1000, result.Rows[0].Start!.Value, 0.1);
    }

    [Fact]
    public void Rows_of_another_role_do_not_matter_and_times_of_a_maximum_are_only_shown()
    {
        string[] rows =
        [
            "a,esketamine 20 mg iv over 30 min,,S-ketamine,auc,mean,250,ng*h/mL,calibration", "a,esketamine 20 mg iv over 30 min,,S-ketamine,CL,mean,80,L/h,calibration",
            "a,esketamine 20 mg iv over 30 min,,S-ketamine,tmax,mean,90,min,calibration", "a,esketamine 20 mg iv over 30 min,,S-ketamine,auc,mean,1,ng*h/mL,validation",
            "a,esketamine 20 mg iv over 30 min,,S-ketamine,nonsense,mean,1,ng*h/mL,calibration",
        ];
        CalibrationResult result = Run(rows, new FitParameter("CL_70", 30));
        Assert.Equal([true, true, false, false], result.Rows.Select(row => row.Fitted));
        Assert.Equal(80, result.Fit.Values[0], 80 * 1e-4);
        Assert.Equal(Math.Log(30.0 / 90), result.Rows[2].Residual!.Value, 1e-6);
        Assert.Contains("nonsense", result.Rows[3].Comparison.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused_with_the_reason()
    {
        string[] one = ["a,esketamine 20 mg iv,,S-ketamine,auc,mean,250,ng*h/mL,calibration", "a,esketamine 20 mg oral,,S-ketamine,auc,mean,250,ng*h/mL,calibration"];
        string few = Assert.Throws<UserErrorException>(() => Run(one, new FitParameter("CL_70", 30))).Message;
        Assert.Contains("1 rows of the role 'calibration' can be fitted by 'otto-2021', which is not more than the 1 parameters to estimate", few, StringComparison.Ordinal);
        Assert.Contains("does not take esketamine oral", few, StringComparison.Ordinal);
        Assert.Contains("CL_70", Assert.Throws<UserErrorException>(() => Run(one, new FitParameter("CL_7", 30))).Message, StringComparison.Ordinal);
        ObservationFile file = ObservationFile.Read(_folder["observations.csv"]);
        Assert.Contains("otto-2021", Assert.Throws<UserErrorException>(
            () => Calibration.Run(file, new CalibrationRequest { Model = "otto-202", Parameters = [new FitParameter("CL_70", 30)] }, _library, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    private CalibrationResult Run(string[] rows, params ImmutableArray<FitParameter> parameters)
    {
        string path = _folder["observations.csv"];
        File.WriteAllLines(path, [Header, .. rows]);
        return Calibration.Run(ObservationFile.Read(path), new CalibrationRequest { Model = "otto-2021", Parameters = parameters }, _library);
    }
}
