using Ketascope.Solvers.Contract;

namespace Ketascope.Solvers.LinearAlgebra;

/// <summary>
/// The instruction lists of a factorization and of the two substitutions. All places are offsets into buffers in numbers (slot times lanes).
/// </summary>
internal sealed class LuPrograms
{
    /// <summary>In the place of a scale: the target is a pivot.</summary>
    public const int Pivot = -2;

    private const int None = -1;
    private readonly EliminationPlan _plan;
    private readonly int _width;
    private readonly int[] _position;

    /// <summary>Writes the programs.</summary>
    /// <param name="plan">The symbolic factorization.</param>
    /// <param name="pattern">The pattern of the Jacobian.</param>
    /// <param name="width">The number of lanes.</param>
    public LuPrograms(EliminationPlan plan, SparsityPattern pattern, int width)
    {
        _plan = plan;
        _width = width;
        _position = new int[pattern.Size];
        for (int i = 0; i < pattern.Size; i++)
        {
            _position[plan.Order[i]] = i;
        }

        Factor = WriteFactor(pattern);
        Forward = WriteSubstitution(forward: true);
        Backward = WriteSubstitution(forward: false);
    }

    /// <summary>
    /// For each stored place: target, place in the Jacobian or -1, scale (a pivot's slot, <see cref="Pivot"/> or -1), number of terms, and for each term two
    /// slots whose product is subtracted.
    /// </summary>
    public int[] Factor { get; }

    /// <summary>For each state that others feed: target, -1, number of terms, and for each term a slot and a state whose product is subtracted.</summary>
    public int[] Forward { get; }

    /// <summary>As <see cref="Forward"/> in reverse order, each scaled by its pivot's slot.</summary>
    public int[] Backward { get; }

    private int[] WriteFactor(SparsityPattern pattern)
    {
        Dictionary<(int, int), int> sources = [];
        for (int i = 0; i < pattern.Entries.Length; i++)
        {
            sources[pattern.Entries[i]] = i * _width;
        }

        List<int> program = [];
        foreach (int row in _plan.Order)
        {
            foreach (int column in _plan.Order.Where(column => _plan.Slot(row, column) >= 0))
            {
                bool lower = _position[row] > _position[column];
                int scale = row == column ? Pivot : lower ? Offset(column, column) : None;
                program.AddRange([Offset(row, column), sources.GetValueOrDefault((row, column), None), scale]);
                AddTerms(program, row, column);
            }
        }

        return [.. program];
    }

    private void AddTerms(List<int> program, int row, int column)
    {
        int count = program.Count;
        program.Add(0);
        for (int k = 0; k < Math.Min(_position[row], _position[column]); k++)
        {
            int inner = _plan.Order[k];
            if (_plan.Slot(row, inner) >= 0 && _plan.Slot(inner, column) >= 0)
            {
                program.AddRange([Offset(row, inner), Offset(inner, column)]);
                program[count]++;
            }
        }
    }

    private int[] WriteSubstitution(bool forward)
    {
        List<int> program = [];
        foreach (int row in forward ? _plan.Order : _plan.Order.Reverse())
        {
            int[] columns = [.. _plan.Order.Where(column => _plan.Slot(row, column) >= 0 && column != row && _position[column] < _position[row] == forward)];
            if (!forward || columns.Length > 0)
            {
                program.AddRange([row * _width, forward ? None : Offset(row, row), columns.Length]);
                program.AddRange(columns.SelectMany(column => new[] { Offset(row, column), column * _width }));
            }
        }

        return [.. program];
    }

    private int Offset(int row, int column) => _plan.Slot(row, column) * _width;
}
