using System.Collections.Immutable;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Parts;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What can be asked of a patient: <c>patient --list</c>.</summary>
public sealed record PatientListRequest : StudyRequest;

/// <summary>Lists conditions, outputs, switches, settings and alternatives of the patient.</summary>
/// <param name="library">The parts of the patient, and people in pain.</param>
public sealed class PatientListStudy(KetamineLibrary library)
    : Study<PatientListRequest>("patient list", () => KetamineRequests.Default.PatientListRequest)
{
    private const string Pain = "pain";

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(PatientListRequest request, StudyContext context, CancellationToken cancellation)
    {
        PainFile pain = library.Pain.File;
        ImmutableArray<PartFile> parts = library.Parts.All;
        return Task.FromResult(new StudyResult
        {
            Title = "What can be asked of a patient",
            Sections =
            [
                Table("Conditions (--condition)", [new("name"), new("part"), new("followed for"), new("what it is")],
                    pain.Conditions.Select(one => Row(string.Join(", ", one.Names), Pain, one.Follow, one.Title))
                        .Concat(parts.SelectMany(part => part.Conditions.Select(one => Row(one.Key, part.Part, one.Value.Follow, one.Value.Title))))),
                Table("Outputs (--show); pain is shown with its conditions", [new("name"), new("part"), new("unit"), new("what it is")],
                    parts.SelectMany(part => part.Outputs.Select(one => Row(one.Key, part.Part, one.Value.Unit, one.Value.Title)))),
                Table("What can be knocked out (--knock-out)", [new("name"), new("part"), new("what is out then")],
                    library.Cord.File.Switches.Keys.Select(name => Row(name, "cord", $"{name} of the cord"))
                        .Concat(parts.SelectMany(part => part.Switches.Select(one => Row(one.Key, part.Part, one.Value.Title))))),
                Table("Settings (--set NAME=VALUE)", [new("name"), new("part"), new("value"), new("what it is")],
                    parts.SelectMany(part => part.Settings.Select(one => Row(one.Key, part.Part, "a number", $"{part.Part}.{one.Value}"))
                        .Concat(part.Choices.SelectMany(choice => choice.Value.Select(one => Row(choice.Key, part.Part, one.Key, one.Value.Title)))))),
                Table("Other views of the same matter (--alternative)", [new("name"), new("part"), new("what it is")],
                    library.Cord.File.Alternatives.Select(one => Row(one.Name, "cord", one.Title))
                        .Concat(parts.SelectMany(part => part.Alternatives.Select(one => Row(one.Key, part.Part, one.Value.Title))))),
                Table("What ketamine does in the brain to pain (--relief)", [new("name"), new("what it is")],
                    pain.Reliefs.Select(one => Row(one.Name, one.Title))),
            ],
        });
    }

    private static TableSection Table(string heading, ImmutableArray<ResultColumn> columns, IEnumerable<ImmutableArray<Cell>> rows) =>
        new(heading, new ResultTable(columns, [.. rows]));

    private static ImmutableArray<Cell> Row(params IEnumerable<string> cells) => [.. cells.Select(Cell.FromString)];
}
