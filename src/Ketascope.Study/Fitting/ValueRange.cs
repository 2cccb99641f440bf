namespace Ketascope.Study.Fitting;

/// <summary>Where a value lies that was not measured.</summary>
/// <param name="Low">The lower end; minus infinity for none.</param>
/// <param name="High">The upper end, above the lower one; infinity for none.</param>
public readonly record struct ValueRange(double Low, double High)
{
    /// <summary>What CENS is called for such a value: 1 below a limit, -1 above one.</summary>
    public int Censored => double.IsFinite(High) ? 1 : -1;
}
