using System.Collections.Immutable;

namespace Ketascope.Study.Conformance;

/// <summary>A case of the SBML Test Suite: a model, the values that are right, and how near to them a program must come.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Files">The case's files.</param>
/// <param name="TestType"><c>TimeCourse</c>, or another kind that is no time course.</param>
/// <param name="Tags">The parts of SBML that the case uses.</param>
public sealed record ConformanceCase(string Name, ConformanceFiles Files, string TestType, ImmutableArray<string> Tags);

/// <summary>The files of a case, with their paths.</summary>
/// <param name="Model">The model in SBML.</param>
/// <param name="Settings">Times, names and tolerances.</param>
/// <param name="Results">The values that are right.</param>
public sealed record ConformanceFiles(string Model, string Settings, string Results);

/// <summary>What became of a case.</summary>
public enum Verdict
{
    /// <summary>Every value is within the tolerance of the case.</summary>
    Passed,

    /// <summary>A value is not, or the model could not be solved.</summary>
    Failed,

    /// <summary>The model has something that is not read, which is said.</summary>
    Refused,
}

/// <summary>What became of a case, and why.</summary>
/// <param name="Case">The case.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">Why, for a case that did not pass; else empty.</param>
public sealed record CaseResult(ConformanceCase Case, Verdict Verdict, string Reason);
