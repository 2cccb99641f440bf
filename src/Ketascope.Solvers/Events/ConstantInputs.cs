namespace Ketascope.Solvers.Events;

/// <summary>
/// The constant inputs (infusions) that run in each lane. An end takes back the start of the same rate, so that a state without a running infusion has exactly
/// no input.
/// </summary>
internal sealed unsafe class ConstantInputs
{
    private readonly List<(int Element, double Rate)> _running = [];

    /// <summary>Whether any runs.</summary>
    public bool Any => _running.Count > 0;

    /// <summary>Ends all.</summary>
    public void Clear() => _running.Clear();

    /// <summary>Changes the input into one element of the state buffer.</summary>
    /// <param name="element">Which element.</param>
    /// <param name="rate">The change of the rate.</param>
    /// <param name="input">The input buffer, where the new sum of the element's running rates goes.</param>
    public void Change(int element, double rate, double* input)
    {
        int started = _running.IndexOf((element, -rate));
        if (started >= 0)
        {
            _running.RemoveAt(started);
        }
        else
        {
            _running.Add((element, rate));
        }

        double sum = 0;
        foreach ((int other, double running) in _running)
        {
            sum += other == element ? running : 0;
        }

        input[element] = sum;
    }
}
