using System.Globalization;
using Ketascope.Study.Fitting;

namespace Ketascope.Tests.Study.Fitting;

/// <summary>Fits of R's theophylline data beside what R made of them: <c>bench/fit/peer.R</c> printed <c>bench/fit/peer.csv</c>.</summary>
public sealed class FitPeerTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "bench", "fit");
    private static readonly Dictionary<(string Method, string Id, string Name), (double Value, double Error)> Peer = File.ReadLines(Path.Combine(Folder, "peer.csv")).Skip(1)
        .Select(line => line.Split(',')).ToDictionary(cells => (cells[0], cells[1], cells[2]), cells => (Number(cells[3]), Number(cells[4])));

    [Fact]
    public void Least_squares_of_each_subject_agree_with_nls()
    {
        DataSetFitResult fit = Fit(request => request with { Individual = true, Settings = new FitSettings { Method = FitMethod.OrdinaryLeastSquares } });
        Assert.Equal(12, fit.Results.Length);
        for (int i = 0; i < fit.Results.Length; i++)
        {
            Agree("nls", fit.Subjects[i], fit.Results[i].Estimates, 2e-5, 1e-4);
            Close(Peer[("nls", fit.Subjects[i], "deviance")].Value, fit.Results[i].SumOfSquares, 1e-8);
            Close(Peer[("nls", fit.Subjects[i], "-2LL")].Value, fit.Results[i].MinusTwoLogLikelihood, 1e-8);
        }
    }

    [Fact]
    public void Weighted_least_squares_agree_with_nls_repeated_until_its_weights_are_its_own()
    {
        FitResult fit = Fit(request => request with { Settings = new FitSettings { Method = FitMethod.WeightedLeastSquares } }).Results[0];
        Agree("irls", "", fit.Estimates, 1e-4, 1e-3);
        Close(Peer[("irls", "", "sigma")].Value, fit.Deviations[0].Value, 1e-4);
    }

    [Fact]
    public void Maximum_likelihood_agrees_with_optim()
    {
        FitResult fit = Fit(request => request).Results[0];
        Agree("optim", "", [.. fit.Estimates, .. fit.Deviations], 1e-4, 2e-3);
        Close(Peer[("optim", "", "-2LL")].Value, fit.Objective, 1e-8);
    }

    private static DataSetFitResult Fit(Func<FitRequest, FitRequest> change) =>
        FitFile.FitTable(Path.Combine(Folder, "theophylline.ant"), Path.Combine(Folder, "theophylline.csv"), "KE,KA,CL", change);

    private static void Agree(string method, string id, IEnumerable<FitEstimate> estimates, double value, double error)
    {
        foreach (FitEstimate estimate in estimates)
        {
            (double peer, double peerError) = Peer[(method, id, estimate.Name)];
            Close(peer, estimate.Value, value);
            Close(peerError, estimate.StandardError, error);
        }
    }

    private static void Close(double expected, double actual, double relative) => Assert.Equal(expected, actual, Math.Abs(expected) * relative);

    private static double Number(string text) => text == "NA" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}
