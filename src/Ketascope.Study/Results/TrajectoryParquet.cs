using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace Ketascope.Study.Results;

/// <summary>
/// Writes trajectories as a Parquet file in long form, one row a subject, time and quantity: <c>subject</c> (64-bit integer), <c>time</c>,
/// <c>name</c>, <c>value</c>,
/// <c>unit</c> (null where none is known). Blocks are appended one after another; memory holds two row groups, however many subjects there are: one
/// is encoded while the next fills.
/// </summary>
public sealed class TrajectoryParquet : IDisposable
{
    /// <summary>The most rows of a row group: about 6 MB of numbers before encoding.</summary>
    public const int RowGroupRows = 1 << 18;

    private readonly WatchedStream _stream;
    private readonly ManagedOutputStream _output;
    private readonly ParquetFileWriter _writer;
    private RowGroup _filling = new();
    private RowGroup _waiting = new();
    private RepeatedNames? _names;
    private Task _encoding = Task.CompletedTask;
    private bool _isComplete;

    /// <summary>Starts a file.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public TrajectoryParquet(Stream stream)
    {
        _stream = new WatchedStream(stream);
        _output = new ManagedOutputStream(_stream, leaveOpen: true);
        using LogicalType text = LogicalType.String();
        using GroupNode schema = new("schema", Repetition.Required,
        [
            new PrimitiveNode("subject", Repetition.Required, LogicalType.None(), PhysicalType.Int64),
            new PrimitiveNode("time", Repetition.Required, LogicalType.None(), PhysicalType.Double),
            new PrimitiveNode("name", Repetition.Required, text, PhysicalType.ByteArray),
            new PrimitiveNode("value", Repetition.Required, LogicalType.None(), PhysicalType.Double),
            new PrimitiveNode("unit", Repetition.Optional, text, PhysicalType.ByteArray),
        ]);

        // Zstandard takes far longer for a few per cent: the values are noise to it, and what repeats is a dictionary's index already.
        using WriterPropertiesBuilder builder = new();
        builder.Compression(Compression.Snappy).DisableDictionary("value").DisableDictionary("subject")
            .Encoding("subject", Encoding.DeltaBinaryPacked).DisableStatistics();
        using WriterProperties properties = builder.Build();
        _writer = new ParquetFileWriter(_output, schema, properties);
    }

    /// <summary>Adds the rows of a block.</summary>
    /// <param name="block">The values.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Append(TrajectoryBlock block) => Append(TrajectoryColumns.Of(block));

    /// <summary>Adds rows.</summary>
    /// <param name="columns">The rows.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Append(TrajectoryColumns columns)
    {
        if (_names is null || !_names.Quantities.SequenceEqual(columns.Quantities))
        {
            WriteRowGroup();
            _names = new RepeatedNames(columns.Quantities, Math.Max(RowGroupRows, columns.Quantities.Length));
        }

        // The values of one time stay together, so that each row group begins with the first quantity.
        int together = columns.Quantities.Length, steps = columns.Subjects.Length * columns.Times.Length, room = _names.Rows / together;
        for (int step = 0; step < steps;)
        {
            if (_filling.Rows + together > _names.Rows)
            {
                WriteRowGroup();
            }

            int count = Math.Min(steps - step, room - (_filling.Rows / together));
            _filling.Add(columns, step, count);
            step += count;
        }
    }

    /// <summary>Writes the rows that wait and the end of the file, without which it cannot be read. Nothing may be appended afterwards.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Complete()
    {
        WriteRowGroup();
        Await();
        _isComplete = true;
        Guarded(_writer.Close);
    }

    /// <summary>Frees the buffers; a file that was not completed cannot be read.</summary>
    public void Dispose()
    {
        try
        {
            _encoding.Wait();
            _writer.Dispose();
            _output.Dispose();
        }
        catch (Exception exception) when (!_isComplete && exception is AggregateException or ParquetException or IOException)
        {
            // The end of a file that failed cannot be written either; what failed has been told.
        }
    }

    private void WriteRowGroup()
    {
        if (_filling.Rows == 0)
        {
            return;
        }

        Await();
        (_filling, _waiting) = (_waiting, _filling);
        (RowGroup group, RepeatedNames names) = (_waiting, _names!);
        _encoding = Task.Run(() => Guarded(() => Encode(group, names)));
    }

    private void Await() => _encoding.GetAwaiter().GetResult();

    private void Encode(RowGroup group, RepeatedNames names)
    {
        using (RowGroupWriter writer = _writer.AppendBufferedRowGroup())
        {
            ColumnWriter<long> subject = (ColumnWriter<long>)writer.Column(0);
            ColumnWriter<double> time = (ColumnWriter<double>)writer.Column(1), value = (ColumnWriter<double>)writer.Column(3);
            ColumnWriter<ByteArray> name = (ColumnWriter<ByteArray>)writer.Column(2), unit = (ColumnWriter<ByteArray>)writer.Column(4);

            // Columns keep what they have encoded until all are whole, so that two threads may fill them.
            Parallel.Invoke(
                () =>
                {
                    subject.WriteBatch(group.Subjects);
                    time.WriteBatch(group.Times);
                    value.WriteBatch(group.Values);
                },
                () =>
                {
                    name.WriteBatch(names.Names(group.Rows));
                    unit.WriteBatch(group.Rows, names.UnitLevels(group.Rows), [], names.Units(group.Rows));
                });
            writer.Close();
        }

        group.Clear();
    }

    /// <summary>Does something with the file; what the stream threw is thrown as it was.</summary>
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (_stream.Failure is not null && exception is ParquetException or AggregateException)
        {
            throw new IOException(_stream.Failure.Message, _stream.Failure) { HResult = _stream.Failure.HResult };
        }
    }

    /// <summary>The numbers of a row group.</summary>
    private sealed class RowGroup
    {
        private long[] _subjects = [];
        private double[] _times = [];
        private double[] _values = [];

        public int Rows { get; private set; }

        public ReadOnlySpan<long> Subjects => _subjects.AsSpan(0, Rows);

        public ReadOnlySpan<double> Times => _times.AsSpan(0, Rows);

        public ReadOnlySpan<double> Values => _values.AsSpan(0, Rows);

        public void Clear() => Rows = 0;

        /// <summary>Adds the rows of some times of subjects, counted through from the first of the first subject.</summary>
        public void Add(TrajectoryColumns columns, int step, int count)
        {
            int together = columns.Quantities.Length;
            Reserve(Rows + (count * together));
            columns.Values.Span.Slice(step * together, count * together).CopyTo(_values.AsSpan(Rows));
            for (int i = step; i < step + count; i++)
            {
                _subjects.AsSpan(Rows, together).Fill(columns.Subjects[i / columns.Times.Length]);
                _times.AsSpan(Rows, together).Fill(columns.Times[i % columns.Times.Length]);
                Rows += together;
            }
        }

        private void Reserve(int rows)
        {
            if (_values.Length < rows)
            {
                int length = Math.Max(rows, Math.Min(RowGroupRows, 2 * _values.Length));
                Array.Resize(ref _subjects, length);
                Array.Resize(ref _times, length);
                Array.Resize(ref _values, length);
            }
        }
    }
}
