namespace Ketascope.Ketamine.Studies;

/// <summary>People in pain, treated and followed: <c>cord patients</c>.</summary>
public sealed record CordPatientsRequest : PainRequest;
