using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Plots;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Cli.Terminal;

/// <summary>What <c>run</c> is asked to give.</summary>
/// <param name="Table">Where to write all values as CSV, or null.</param>
/// <param name="Plot">Where to write the plot, or null.</param>
/// <param name="Logarithmic">Whether plots have a logarithmic value axis.</param>
/// <param name="Timing">Whether to print times and work counters.</param>
internal sealed record RunReportOptions(string? Table, string? Plot, bool Logarithmic, bool Timing);

/// <summary>Prints and writes what a run gave.</summary>
internal static class RunReport
{
    public static int Write(RunRequest request, RunOutcome outcome, RunReportOptions options, CancellationToken cancellation)
    {
        TrajectoryBlock block = outcome.Block();
        if (options.Table is { } table)
        {
            OutputFile.WriteText(table, writer => TrajectoryCsv.WriteWide(writer, block, cancellation), cancellation);
        }

        string title = request.Model.System.Name;
        if (options.Plot is { } plot)
        {
            CoursePlot.Write(plot, Figure(title, request, block), new PlotSettings { Logarithmic = options.Logarithmic }, cancellation);
        }

        LogAxisText.Write(Figure(title, request, block), options.Logarithmic);

        // Where every subject failed at the very start there is nothing to show but the reason.
        bool isEmpty = outcome.Failures.Length == outcome.SubjectIds.Length && outcome.Failures.All(failed => failed.Failure.Time <= request.Times[0]);
        if (options.Table is null && options.Plot is null && !options.Timing && !isEmpty)
        {
            Console.Out.WriteLine(TextWrap.Paragraph(Heading(request, outcome)));
            TerminalPlotText.Write(Figure(title, request, block), options.Logarithmic);
            Console.Out.WriteLine();
            TableText.Write(Extremes(block));
        }

        if (options.Timing)
        {
            WriteTiming(outcome, request.Repetitions);
        }

        DoubtText.Write(outcome.Doubts);
        int code = FailureText.Write(outcome.Failures, subject => outcome.SubjectIds[subject].ToString(CultureInfo.InvariantCulture));
        if (code != ExitCode.Success && request.Model.System.States.Any(state => state.Fast is not null))
        {
            Console.Error.WriteLine(TextWrap.Paragraph("note: reactions of this model are marked fast and so at equilibrium at every moment; if that is not meant, --ignore-fast makes ordinary reactions of them", indent: 2));
        }

        return code;
    }

    private static CourseFigure Figure(string title, RunRequest request, TrajectoryBlock block) =>
        CourseFigure.Of(title, block, request.Model.System.TimeUnit);

    private static string Heading(RunRequest request, RunOutcome outcome)
    {
        OdeSystem system = request.Model.System;
        int subjects = outcome.SubjectIds.Length;
        string unit = system.TimeUnit is { } time ? $" {time}" : "";
        string who = subjects == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {subjects} subjects: the plot shows the median and the 5th to 95th percentile");
        return string.Create(CultureInfo.InvariantCulture, $"model {system.Name}, {request.Times[0]:G6} to {request.Times[^1]:G6}{unit}{who}");
    }

    /// <summary>
    /// For each quantity its values at the first and last time (in many subjects: their means) and its extremes, over the subjects that were solved;
    /// of one subject as far as it was solved.
    /// </summary>
    private static ResultTable Extremes(TrajectoryBlock block)
    {
        bool many = block.Subjects.Length > 1;
        string last = many ? "mean at last time" : double.IsFinite(block.Values[0, 0, block.Values.Times.Length - 1]) ? "at last time" : "at last time solved";
        ImmutableArray<ResultColumn> columns = [new("name"), new("unit"), new(many ? "mean at first time" : "at first time"), new(last), new("lowest"), new("highest")];
        return new ResultTable(columns, [.. block.Quantities.Select((quantity, index) =>
        {
            IEnumerable<double[]> all = Enumerable.Range(0, block.Values.SubjectCount).Select(subject => block.Values.Course(subject, index));
            double[][] courses = [.. all.Select(course => many ? course : [.. course.TakeWhile(double.IsFinite)]).Where(course => course.Length > 0 && double.IsFinite(course[^1])).DefaultIfEmpty([double.NaN])];
            return (ImmutableArray<Cell>)
            [
                quantity.Label, quantity.Unit ?? "", courses.Average(course => course[0]), courses.Average(course => course[^1]),
                courses.Min(course => course.Min()), courses.Max(course => course.Max()),
            ];
        })]);
    }

    private static void WriteTiming(RunOutcome outcome, int repetitions)
    {
        WorkCounters work = outcome.Counters;
        int subjects = outcome.Trajectories.SubjectCount;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"compile_s={outcome.CompileSeconds:F4} solve_s={outcome.SolveSeconds:F4} solve_cpu_s={outcome.SolveProcessorSeconds:F4} subjects={subjects} subjects_per_s={subjects / outcome.SolveSeconds:F1} threads={outcome.Threads} width={outcome.Width} repetitions={repetitions}"));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"batches={outcome.Trajectories.BatchCount} steps={work.AcceptedSteps} rejected={work.RejectedSteps} derivatives={work.DerivativeCalls} jacobians={work.JacobianCalls} factorizations={work.Factorizations} solves={work.LinearSolves} switches={work.MethodSwitches} restarts={work.Restarts}"));
    }
}
