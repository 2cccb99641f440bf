using System.Collections.Immutable;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Study.Running;

/// <summary>The doses of one subject of many who are each given other ones.</summary>
/// <param name="Records">The records, in order of time; empty for none.</param>
/// <param name="Scaled">For each record, whether its amount is in proportion to the parameter of the request's <see cref="DoseScaling"/>.</param>
/// <param name="End">When the last dose has been given, in the model's time unit; 0 where there is none.</param>
public sealed record SubjectDoses(ImmutableArray<DoseRecord> Records, ImmutableArray<bool> Scaled, double End);
