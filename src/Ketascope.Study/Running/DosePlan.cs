using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Running;

/// <summary>
/// Where the doses of a request go in a model. For a species <c>X</c> the text may give <c>F_X</c> (bioavailability), <c>ALAG_X</c> (lag), <c>R_X</c> (rate) and
/// <c>D_X</c> (duration), in a submodel <c>A</c> as <c>A.F_X</c>; each may differ between subjects.
/// </summary>
internal sealed class DosePlan
{
    private readonly ImmutableArray<DoseRecord> _records;
    private readonly ImmutableArray<(string Compartment, int State)> _targets;
    private readonly ImmutableDictionary<string, int> _outputs;
    private IReadOnlyList<Discontinuity>? _sameForAll;

    private DosePlan(ImmutableArray<DoseRecord> records, ImmutableArray<(string Compartment, int State)> targets, ImmutableArray<string> outputs, int firstOutput)
    {
        _records = records;
        _targets = targets;
        Outputs = outputs;
        _outputs = outputs.Select((name, i) => (name, i)).ToImmutableDictionary(pair => pair.name, pair => firstOutput + pair.i);
    }

    /// <summary>The doses of each subject, by its number; null where all are given the same.</summary>
    private Func<long, SubjectDoses>? Own { get; init; }

    /// <summary>Which doses differ between subjects by a parameter; null when none does.</summary>
    private DoseScaling? Scaling { get; init; }

    /// <summary>The dosing parameters that the text gives, to be computed by the kernel.</summary>
    public ImmutableArray<string> Outputs { get; }

    /// <summary>Whether there is any dose.</summary>
    public bool IsEmpty => _records.IsEmpty;

    /// <summary>Finds the doses' places.</summary>
    /// <param name="system">The model.</param>
    /// <param name="records">The doses.</param>
    /// <param name="firstOutput">Which of the kernel's outputs <see cref="Outputs"/> begin with.</param>
    /// <param name="scaling">Which doses are in proportion to a parameter, or null.</param>
    /// <param name="own">The doses of each subject, by its number, into the same compartments; null where all are given the same.</param>
    /// <exception cref="UserErrorException">A dose names what is no integrated variable of the model.</exception>
    public static DosePlan For(
        OdeSystem system, ImmutableArray<DoseRecord> records, int firstOutput, DoseScaling? scaling, Func<long, SubjectDoses>? own)
    {
        List<(string, int)> targets = [];
        foreach (string compartment in records.Select(record => record.Compartment).Distinct())
        {
            int state = system.States.IndexOf(system.States.FirstOrDefault(candidate => candidate.Species == compartment || candidate.Name == compartment)!);
            targets.Add(state >= 0 ? (compartment, state) : throw new UserErrorException(
                $"a dose goes into '{compartment}', which the model '{system.Name}' does not integrate{NearestName.Hint(compartment, system.States.Select(one => one.Species ?? one.Name))}"));
        }

        ImmutableArray<string> outputs = OutputsOf(system, targets.Select(target => target.Item1));
        return new DosePlan(records, [.. targets], [.. outputs, .. scaling is null ? [] : (string[])[scaling.Parameter]], firstOutput)
        {
            Scaling = scaling,
            Own = own,
        };
    }

    /// <summary>The dosing parameters that a text gives for compartments.</summary>
    /// <param name="system">The model.</param>
    /// <param name="compartments">The compartments.</param>
    public static ImmutableArray<string> OutputsOf(OdeSystem system, IEnumerable<string> compartments)
    {
        HashSet<string> known = [.. system.Parameters.Select(parameter => parameter.Name), .. system.Assignments.Select(assignment => assignment.Name)];
        return [.. compartments.SelectMany(DosingParameters.Of).Where(known.Contains)];
    }

    /// <summary>What happens to one subject, and when.</summary>
    /// <param name="subject">The subject's number.</param>
    /// <param name="outputs">The kernel's outputs at the start, for a batch.</param>
    /// <param name="lane">The subject's lane.</param>
    /// <param name="width">The number of lanes.</param>
    /// <exception cref="UserErrorException">A record is wrong, or the model gives it an impossible fraction, lag, rate or duration.</exception>
    public IReadOnlyList<Discontinuity> Schedule(long subject, double[] outputs, int lane, int width)
    {
        if (_sameForAll is { } same)
        {
            return same;
        }

        Dictionary<string, DoseTarget> targets = Targets(outputs, lane, width);
        try
        {
            IReadOnlyList<Discontinuity> schedule = DoseSchedule.Expand(Records(subject, outputs, lane, width), targets);
            _sameForAll = Outputs.IsEmpty && Own is null ? schedule : null;
            return schedule;
        }
        catch (DoseRecordException e)
        {
            throw new UserErrorException(e.Message, e);
        }
    }

    /// <summary>The doses of one subject whose dosing parameters change between occasions: a dose has those of the occasion on which it is given.</summary>
    /// <param name="subject">The subject's number.</param>
    /// <param name="starts">When the occasions after the first begin.</param>
    /// <param name="outputs">The kernel's outputs for a batch, on the first occasion and on each after it.</param>
    /// <param name="lane">The subject's lane.</param>
    /// <param name="width">The number of lanes.</param>
    /// <exception cref="UserErrorException">A record is wrong, or the model gives it an impossible fraction, lag, rate or duration.</exception>
    public IReadOnlyList<Discontinuity> Schedule(
        long subject, ImmutableArray<double> starts, IReadOnlyList<double[]> outputs, int lane, int width)
    {
        // Repeats of a dose may fall on other occasions, so each stands alone.
        ImmutableArray<DoseRecord> single = [.. Records(subject, outputs[0], lane, width).SelectMany(record => Enumerable.Range(0, 1 + record.AdditionalDoses)
            .Select(k => record with { Time = record.Time + (k * record.Interval), Interval = 0, AdditionalDoses = 0 })).OrderBy(record => record.Time)];
        try
        {
            return DoseSchedule.Expand(single, new OccasionTargets(starts, [.. outputs.Select(one => Targets(one, lane, width))]));
        }
        catch (DoseRecordException e)
        {
            throw new UserErrorException(e.Message, e);
        }
    }

    private Dictionary<string, DoseTarget> Targets(double[] outputs, int lane, int width)
    {
        double? Value(string kind, string compartment) =>
            _outputs.TryGetValue(DosingParameters.Name(kind, compartment), out int index) ? outputs[(index * width) + lane] : null;
        return _targets.ToDictionary(target => target.Compartment, target => new DoseTarget(target.State)
        {
            Bioavailability = Value("F", target.Compartment) ?? 1,
            Lag = Value("ALAG", target.Compartment) ?? 0,
            Rate = Value("R", target.Compartment),
            Duration = Value("D", target.Compartment),
        });
    }

    private ImmutableArray<DoseRecord> Records(long subject, double[] outputs, int lane, int width)
    {
        SubjectDoses? own = Own?.Invoke(subject);
        ImmutableArray<DoseRecord> records = own?.Records ?? _records;
        if (Scaling is not { } scaling)
        {
            return records;
        }

        ImmutableArray<bool> scaled = own?.Scaled ?? scaling.Scaled;
        double factor = outputs[(_outputs[scaling.Parameter] * width) + lane] / scaling.Reference;
        return [.. records.Select((record, i) => scaled[i] ? record.Convert(1, factor) : record)];
    }
}
