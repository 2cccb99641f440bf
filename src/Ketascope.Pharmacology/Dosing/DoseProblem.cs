using System.Globalization;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>Something wrong with a dose record.</summary>
/// <param name="Record">Which record, counted from 1.</param>
/// <param name="Column">The NONMEM name of the column, or of the model's dosing property (F, ALAG, R, D).</param>
/// <param name="Value">The value as text.</param>
/// <param name="Message">What is wrong with it, and what would be right.</param>
public sealed record DoseProblem(int Record, string Column, string Value, string Message)
{
    /// <summary>The record, the column, the value and the message in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"record {Record}: {Column} is {Value}: {Message}");
}
