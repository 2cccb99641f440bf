using System.Collections.Immutable;

namespace Ketascope.Study.Studies;

/// <summary>A run of any model: one subject, a table of subjects, a data set, virtual people: <c>run</c>.</summary>
public sealed record RunModelRequest : UncertainRequest
{
    /// <summary>The file of the model: Antimony text or SBML.</summary>
    public required string Model { get; init; }

    /// <summary>Until when, in the model's unit of time; later points are left out. Null for the last point.</summary>
    public double? For { get; set; }

    /// <summary>The times of the values: <c>START:STEP:END</c> or a list <c>0,0.5,1</c>; null for 200 steps, or the records of a data set.</summary>
    public string? Points { get; set; }

    /// <summary>A file with the times of the values, in place of <see cref="Points"/>.</summary>
    public string? PointsFile { get; set; }

    /// <summary>Parameters with other values than the text's.</summary>
    public ImmutableSortedDictionary<string, double> Set { get; set; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>What is reported; empty for all variables that are integrated.</summary>
    public ImmutableArray<string> Show { get; set; } = [];

    /// <summary>A CSV table with one row a subject, or null.</summary>
    public string? SubjectsFile { get; set; }

    /// <summary>A data set in NONMEM's form, or null.</summary>
    public string? Data { get; set; }

    /// <summary>Columns of the data set that are copied into the table.</summary>
    public ImmutableArray<string> Carry { get; set; } = [];

    /// <summary>
    /// Which value a covariate has between two records of a data set: <c>nocb</c> (that of the next one) or <c>locf</c>; null for <c>nocb</c>.
    /// </summary>
    public string? Interpolation { get; set; }

    /// <summary>How the records of a data set at one time come: <c>nonmem</c> (as they stand) or <c>observations-first</c>; null for <c>nonmem</c>.</summary>
    public string? RecordOrder { get; set; }

    /// <summary>The virtual people; null for the subjects as they are.</summary>
    public PeopleRequest? People { get; set; }

    /// <summary>Windows of areas of virtual people, in the model's unit of time: <c>0:12</c>.</summary>
    public ImmutableArray<string> Auc { get; set; } = [];

    /// <summary>The seed of random start values where there are no virtual people, whose seed is their own; null for 1.</summary>
    public ulong? Seed { get; set; }

    /// <summary>The relative tolerance of a step.</summary>
    public double Rtol { get; set; } = 1e-6;

    /// <summary>The absolute tolerance of a step, in each variable's unit; null for one from the size of each.</summary>
    public double? Atol { get; set; }

    /// <summary>The solver: <c>auto</c>, <c>tsit5</c>, <c>rodas5p</c> or <c>linear</c>; null for <c>auto</c>.</summary>
    public string? Method { get; set; }

    /// <summary>The longest step, in the model's unit of time; null for no limit.</summary>
    public double? MaxStep { get; set; }

    /// <summary>The most steps for a subject; null for what suits the model.</summary>
    public int? MaxSteps { get; set; }

    /// <summary>Whether the first subjects are solved again more tightly.</summary>
    public bool Check { get; set; } = true;

    /// <summary>Whether reactions that are marked fast are taken for ordinary ones.</summary>
    public bool IgnoreFast { get; set; }

    /// <summary>How many threads work; 0 for one a processor.</summary>
    public int Threads { get; set; }

    /// <summary>How many subjects share a vector: 1, 2, 4 or 8; 0 for what suits.</summary>
    public int Width { get; set; }

    /// <summary>How many times all is solved, the last of which is timed.</summary>
    public int Repeat { get; set; } = 1;
}
