using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Events;

/// <summary>
/// Sees whether a step has jumped over a pole: a denominator of the rates of change has another sign at its end than at its start, and right beside its zero
/// the rates are beyond all measure. Where a numerator passes 0 too, as in the rates of ion channels, they are not, and the step is as good as any.
/// </summary>
internal sealed unsafe class PoleSearch : IDisposable
{
    private const double BeyondMeasure = 1e5;
    private readonly LaneBlock _block = new();
    private readonly LaneWorkspace _work;
    private readonly int _count;
    private readonly double* _values;
    private readonly double* _rates;
    private readonly double[] _sides;

    /// <summary>Makes the buffers.</summary>
    /// <param name="work">The buffers of the batch.</param>
    public PoleSearch(LaneWorkspace work)
    {
        _work = work;
        _count = work.Kernel.DenominatorTexts.Length * work.Width;
        _values = _block.Take(_count);
        _rates = _block.Take(work.Size);
        _sides = new double[_count];
    }

    /// <summary>The denominator that was passed, and in which lane.</summary>
    public (string Text, int Lane) Passed { get; private set; } = ("", -1);

    /// <summary>Begins anew from states that may have jumped.</summary>
    /// <param name="time">The time.</param>
    public void Start(double time)
    {
        Evaluate(time, _work.State);
        Keep();
    }

    /// <summary>Whether the step tried last has jumped over a pole; if not, its end is the next start.</summary>
    /// <param name="stepper">What took the step.</param>
    /// <param name="time">Its start.</param>
    /// <param name="step">Its size.</param>
    public bool IsPassedBy(Stepper stepper, double time, double step)
    {
        Evaluate(time + step, _work.NewState);
        for (int i = 0; i < _count; i++)
        {
            if (HasChanged(i) && _work.Mask.Contains(i % _work.Width) && IsPole(stepper, time, step, i))
            {
                Passed = (_work.Kernel.DenominatorTexts[i / _work.Width], i % _work.Width);
                return true;
            }
        }

        Evaluate(time + step, _work.NewState);
        Keep();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();

    private bool HasChanged(int index) => _sides[index] != 0 && Math.Sign(_values[index]) == -_sides[index];

    private void Keep()
    {
        for (int i = 0; i < _count; i++)
        {
            // Exactly on the zero, the side is the one from which it came.
            _sides[i] = double.IsNaN(_values[i]) ? 0 : _values[i] == 0 ? _sides[i] : Math.Sign(_values[i]);
        }
    }

    private void Evaluate(double time, double* state)
    {
        _work.Past?.Fill(time, state);
        _work.SetTime(time);
        _work.Kernel.Denominators(_work.Time, state, _work.Context, _values);
    }

    private bool IsPole(Stepper stepper, double time, double step, int index)
    {
        (double before, double after) = (0, 1);
        while (true)
        {
            double middle = before + (0.5 * (after - before));
            if (middle <= before || middle >= after)
            {
                break;
            }

            stepper.Interpolate(middle, _work.Scratch);
            Evaluate(time + (middle * step), _work.Scratch);
            (before, after) = HasChanged(index) ? (before, middle) : (middle, after);
        }

        int lane = index % _work.Width;
        double usual = Math.Max(Rate(time, _work.State, lane), Rate(time + step, _work.NewState, lane));
        return Math.Max(Beside(stepper, time, step, before, lane), Beside(stepper, time, step, after, lane)) > BeyondMeasure * usual;
    }

    private double Beside(Stepper stepper, double time, double step, double fraction, int lane)
    {
        stepper.Interpolate(fraction, _work.Scratch);
        return Rate(time + (fraction * step), _work.Scratch, lane);
    }

    /// <summary>
    /// The largest rate of change of a lane, each beside the size of its state. One that is infinite or no number says nothing: exactly on the zero, 0/0 and
    /// 1/0 look alike.
    /// </summary>
    private double Rate(double time, double* state, int lane)
    {
        _work.Past?.Fill(time, state);
        _work.SetTime(time);
        _work.Kernel.Derivatives(_work.Time, state, _work.Context, _rates);
        double largest = 0;
        for (int element = lane; element < _work.Size; element += _work.Width)
        {
            double rate = Math.Abs(_rates[element]) / Math.Max(Math.Abs(_work.State[element]), _work.Scale.LeastSize(element));
            largest = double.IsFinite(rate) ? Math.Max(largest, rate) : largest;
        }

        return largest;
    }
}
