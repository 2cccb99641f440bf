using System.Collections.Immutable;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Study.DataSets;

/// <summary>A data set in NONMEM's form, read for one model.</summary>
/// <param name="Path">The file.</param>
/// <param name="Parameters">The columns that set parameters of the model.</param>
/// <param name="Unused">The columns that mean nothing to the model, some with the parameter that may be meant; DV, MDV and DVID are not among them.</param>
/// <param name="Subjects">The subjects, in the order of the file.</param>
public sealed record DataSet(string Path, ImmutableArray<string> Parameters, ImmutableArray<string> Unused, ImmutableArray<DataSubject> Subjects)
{
    /// <summary>The columns whose text was kept, in the order asked; <see cref="DataSubject.Kept"/> holds it.</summary>
    public ImmutableArray<string> Kept { get; init; } = [];

    /// <summary>What the reader noticed besides, in sentences without a beginning.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>What should be known of the file: the columns that are not used, and the <see cref="Remarks"/>; null where there is nothing.</summary>
    public string? Note
    {
        get
        {
            string[] sentences =
            [
                .. Remarks,
                .. Unused.IsEmpty ? (string[])[] : [$"these columns mean nothing to the model and are not used: {string.Join(", ", Unused)}"],
            ];
            return sentences.Length == 0 ? null : $"in '{Path}' {string.Join("; ", sentences)}";
        }
    }
}

/// <summary>The records of one subject.</summary>
/// <param name="Id">ID as written.</param>
/// <param name="Records">The records, in the order of the file; an observation's compartment is empty.</param>
/// <param name="Lines">The line of the file of each record.</param>
/// <param name="Values">The values of the parameter columns: record by record.</param>
/// <param name="Observed">What each record says of an observation.</param>
/// <param name="Outputs">What each record's DVID, or else its CMT, says as it is written; empty where it says nothing.</param>
public sealed record DataSubject(
    string Id, ImmutableArray<DoseRecord> Records, ImmutableArray<int> Lines, ImmutableArray<ImmutableArray<double>> Values,
        ImmutableArray<Measurement> Observed,
    ImmutableArray<string> Outputs)
{
    /// <summary>What stands in the columns of <see cref="DataSet.Kept"/>, record by record, as it is written.</summary>
    public ImmutableArray<ImmutableArray<string>> Kept { get; init; } = [];

    /// <summary>Some records that follow one another.</summary>
    /// <param name="first">The first of them, from 0.</param>
    /// <param name="count">How many.</param>
    internal DataSubject Slice(int first, int count) => this with
    {
        Records = Records.Slice(first, count),
        Lines = Lines.Slice(first, count),
        Values = Values.Slice(first, count),
        Observed = Observed.Slice(first, count),
        Outputs = Outputs.Slice(first, count),
        Kept = Kept.IsEmpty ? [] : Kept.Slice(first, count),
    };
}

/// <summary>How a data set is read where its rows leave it open.</summary>
/// <param name="Covariates">Which value a covariate has between two records.</param>
/// <param name="Order">What comes first at one time.</param>
public sealed record DataSetRules(CovariateInterpolation Covariates = CovariateInterpolation.NextRecord, RecordOrder Order = RecordOrder.Nonmem)
{
    /// <summary>
    /// Times at which values are asked in place of those of the records, ascending; those before a subject's first record have none. Empty for the
    /// records' own.
    /// </summary>
    public ImmutableArray<double> Points { get; init; } = [];
}

/// <summary>Which value a covariate has between two records.</summary>
public enum CovariateInterpolation
{
    /// <summary>That of the next record (next observation carried backward): NONMEM's.</summary>
    NextRecord,

    /// <summary>That of the last record (last observation carried forward).</summary>
    LastRecord,
}
