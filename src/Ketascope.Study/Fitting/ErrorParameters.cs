namespace Ketascope.Study.Fitting;

/// <summary>
/// Which parameters of a <see cref="FitProblem"/> are the standard deviations of an output's error. The others are estimated beside the parameters.
/// </summary>
/// <param name="Additive">The place of the additive one (of the logarithm, under <see cref="ErrorModel.Log"/>) among the parameters; -1 for none.</param>
/// <param name="Proportional">The place of the proportional one; -1 for none.</param>
public readonly record struct ErrorParameters(int Additive, int Proportional)
{
    /// <summary>No parameter is one of them.</summary>
    public static ErrorParameters None => new(-1, -1);
}
