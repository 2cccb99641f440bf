namespace Ketascope.Study.Plots;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where, in the quantity that the axis shows.</param>
/// <param name="Label">What is written there, or null for a minor tick.</param>
public readonly record struct AxisTick(double Value, string? Label);
