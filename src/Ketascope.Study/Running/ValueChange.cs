namespace Ketascope.Study.Running;

/// <summary>A value of the model that changes at a known time, as an experimenter turns a knob.</summary>
/// <param name="Time">When, in the model's time unit.</param>
/// <param name="Name">A parameter, which gets the value; or a variable that is integrated.</param>
/// <param name="Value">The new value, in the model's units.</param>
/// <param name="Adds">Whether the value is added to the variable instead; not for parameters.</param>
public readonly record struct ValueChange(double Time, string Name, double Value, bool Adds = false);
