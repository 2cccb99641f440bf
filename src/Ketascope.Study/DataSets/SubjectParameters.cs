using System.Collections.Immutable;
using Ketascope.Kernels;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.Requests;

namespace Ketascope.Study.DataSets;

/// <summary>The parameters of one subject at each record, with all that follows from them: start values, and the dosing parameters of each compartment.</summary>
internal sealed class SubjectParameters : IDoseTargets
{
    private readonly CompiledKernel _kernel;
    private readonly DataSubject _subject;
    private readonly CovariateInterpolation _interpolation;
    private readonly ImmutableDictionary<string, int> _states;
    private readonly StartValues[] _values;

    /// <summary>Computes them.</summary>
    /// <param name="kernel">The kernel; its outputs hold the dosing parameters of the compartments.</param>
    /// <param name="columns">The places of the data set's parameter columns among the kernel's parameters.</param>
    /// <param name="defaults">The parameters that hold where no column says otherwise.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="interpolation">Which record rules between two records.</param>
    /// <param name="states">The state variable of each compartment.</param>
    public SubjectParameters(
        CompiledKernel kernel, int[] columns, double[] defaults, DataSubject subject, CovariateInterpolation interpolation, ImmutableDictionary<string, int> states)
    {
        _kernel = kernel;
        _subject = subject;
        _interpolation = interpolation;
        _states = states;
        _values = new StartValues[subject.Records.Length];
        for (int i = 0; i < _values.Length; i++)
        {
            bool same = i > 0 && subject.Records[i].EventId is EventId.Observation && subject.Values[i].AsSpan().SequenceEqual(subject.Values[i - 1].AsSpan());
            _values[i] = same ? _values[i - 1] : Compute(columns, defaults, i);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Compartments => _states.Keys;

    /// <summary>The number of lanes of the values, all alike.</summary>
    public int Width => _kernel.Width;

    /// <summary>What holds at a record; all lanes are alike.</summary>
    /// <param name="record">Which record, from 0.</param>
    public StartValues this[int record] => _values[record];

    /// <inheritdoc/>
    public DoseTarget? Find(DoseRecord record, int index) => !_states.TryGetValue(record.Compartment, out int state) ? null : new DoseTarget(state)
    {
        Bioavailability = Value(index, "F", record.Compartment) ?? 1,
        Lag = Value(index, "ALAG", record.Compartment) ?? 0,
        Rate = Value(index, "R", record.Compartment),
        Duration = Value(index, "D", record.Compartment),
    };

    /// <inheritdoc/>
    public double BioavailabilityAt(DoseRecord record, int index, double time)
    {
        ImmutableArray<DoseRecord> records = _subject.Records;
        int ruling = index;
        if (_interpolation == CovariateInterpolation.NextRecord)
        {
            while (ruling < records.Length - 1 && records[ruling].Time < time)
            {
                ruling++;
            }
        }
        else
        {
            while (ruling < records.Length - 1 && records[ruling + 1].Time <= time)
            {
                ruling++;
            }
        }

        return Value(ruling, "F", record.Compartment) ?? 1;
    }

    private StartValues Compute(int[] columns, double[] defaults, int record)
    {
        int width = _kernel.Width;
        double[] parameters = new double[defaults.Length * width];
        for (int i = 0; i < defaults.Length; i++)
        {
            parameters.AsSpan(i * width, width).Fill(defaults[i]);
        }

        for (int i = 0; i < columns.Length; i++)
        {
            parameters.AsSpan(columns[i] * width, width).Fill(_subject.Values[record][i]);
        }

        return StartValues.Of(_kernel, _subject.Records[record].Time, parameters);
    }

    private double? Value(int record, string kind, string compartment) =>
        _kernel.OutputIndex(DosingParameters.Name(kind, compartment)) is >= 0 and var index ? _values[record].Outputs[index * _kernel.Width] : null;
}
