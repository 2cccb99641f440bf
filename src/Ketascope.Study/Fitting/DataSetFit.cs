using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.DataSets;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Study.Fitting;

/// <summary>Fits a model to a data set in NONMEM's form.</summary>
public static class DataSetFit
{
    private static readonly ImmutableArray<string> Flags = ["BLQ", "BQL", "BLOQ", "BELOWLOQ", "CENSORED", "LOQ", "LOQFLAG", "BLQFLAG"];

    /// <summary>Fits.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">A name is not in the model, there is nothing to fit, or options contradict one another; the message names file and line where there is one.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static DataSetFitResult Run(FitRequest request, CancellationToken cancellation = default)
    {
        DataSet set = request.Data;
        RequireKnownColumns(set);
        OdeSystem system = request.Run.Model.System;
        ImmutableArray<(string Key, string Name)> observe = request.Observe.IsEmpty ? [("", OnlyQuantity(system))] : request.Observe;
        string[] names = [.. observe.Select(pair => pair.Name).Distinct()];
        RequireNames(request, names);
        request = TextPriors.Apply(Started(request));

        // A standard deviation of the residual error that the text computes is no parameter, and nothing that is solved needs it.
        int[] columns =
        [
            .. Enumerable.Range(0, request.Parameters.Length).Where(i => system.Parameters.Any(known => known.Name == request.Parameters[i].Name)),
        ];
        DataSetRun run = DataSetRun.Prepare(
            request.Run with { Show = [.. names], Times = [0], Subjects = null }, set with { Parameters = [.. set.Parameters, .. columns.Select(i => request.Parameters[i].Name)] }, request.Rules);
        ErrorModel[] errors = TextErrors.Models(request, names);
        (ImmutableArray<ObservedRecord> all, int skipped) = Observations(set, observe, names, errors);
        ILookup<int, ObservedRecord> bySubject = all.ToLookup(one => one.Subject);
        ImmutableArray<ImmutableArray<ObservedRecord>> units = request.Individual
            ? [.. set.Subjects.Select((_, subject) => bySubject[subject].ToImmutableArray())] : [all];
        ImmutableArray<FitProblem> problems = [.. units.Select((own, unit) =>
            new FitProblem(unit, request.Parameters, [.. own.Select(one => new FitObservation(one.Value, one.Output) { Range = one.Range })], [.. errors])
            {
                ErrorParameters = TextErrors.Parameters(request, names),
                PriorCorrelations = request.Correlations,
            })];
        FitCheck.Require(problems, request.Settings);
        DataSetPredictor predictor = new(run, set, (names.Length, columns), units);
        ImmutableArray<double[]> start =
            predictor.Solve([.. problems.Select(problem =>
            new ParameterRow(problem.Unit, [.. problem.Parameters.Select(parameter => parameter.Start)]))], cancellation);
        RequireStart(set, names, units, errors, start);
        ImmutableArray<FitResult> results = Fitter.Fit(problems, predictor, request.Settings, cancellation);
        if (results.All(result => result.PredictsNothing || result.Problem.Observations.IsEmpty))
        {
            throw NoPrediction(set, names);
        }

        return new DataSetFitResult(
            request,
            StoredQuantities.Select(system, [.. names]).Quantities,
            units,
            results,
            request.Individual ? [.. set.Subjects.Select(subject => subject.Id)] : [""],
            skipped);
    }

    /// <summary>
    /// The one quantity that follows from the state and that nothing else follows from (so no reaction's rate); of a model without any the one
    /// variable, or the one formula.
    /// </summary>
    private static string OnlyQuantity(OdeSystem system)
    {
        HashSet<string> moving = [.. system.States.Select(state => state.Name)];
        HashSet<string> used = [.. system.States.SelectMany(state => state.Derivative.Names()), .. DosePlan.OutputsOf(system, system.States.Select(state => state.Species ?? state.Name))];
        foreach (Assignment assignment in system.Assignments)
        {
            IReadOnlyList<string> names = assignment.Expression.Names();
            used.UnionWith(names);
            if (names.Any(moving.Contains))
            {
                moving.Add(assignment.Name);
            }
        }

        string[] candidates = [.. system.Assignments.Select(assignment => assignment.Name).Where(name => moving.Contains(name) && !used.Contains(name))];
        candidates = candidates.Length > 0 ? candidates
            : !system.States.IsEmpty ? [.. system.States.Select(state => state.Species ?? state.Name)]
            : [.. system.Assignments.Select(assignment => assignment.Name).Where(name => !used.Contains(name) && !ResidualError.IsDeviation(name))];
        return candidates.Length == 1 ? candidates[0] : throw new UserErrorException(
            $"say with --output which quantity DV is; the model computes {string.Join(", ", candidates.Take(12))}{(candidates.Length > 12 ? " ..." : "")}");
    }

    private static void RequireNames(FitRequest request, string[] outputs)
    {
        OdeSystem system = request.Run.Model.System;
        string[] known = [.. system.Parameters.Select(parameter => parameter.Name)];
        foreach (FitParameter parameter in request.Parameters)
        {
            bool isComputed = system.Assignments.Any(assignment => assignment.Name == parameter.Name);
            if (!known.Contains(parameter.Name) && !(isComputed && parameter.IsFixed && ResidualError.IsDeviation(parameter.Name)))
            {
                throw new UserErrorException(isComputed
                    ? $"'{parameter.Name}' follows from other values in the model and cannot be estimated"
                    : $"the model has no parameter '{parameter.Name}'{NearestName.Suggest(parameter.Name, known)}");
            }

            if (request.Data.Parameters.Contains(parameter.Name))
            {
                throw new UserErrorException($"'{parameter.Name}' is a column of '{request.Data.Path}', which sets it, so it cannot be estimated; remove one of them");
            }
        }

        if (request.Parameters.GroupBy(parameter => parameter.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UserErrorException($"'{twice.Key}' is named twice among the parameters to estimate");
        }

        if (request.Errors.Keys.FirstOrDefault(name => name.Length > 0 && !outputs.Contains(name)) is { } other)
        {
            throw new UserErrorException($"an error model is given for '{other}', which is not observed{NearestName.Suggest(other, outputs)}");
        }
    }

    /// <summary>The request with a start value for each parameter: what it says, else what the text gives.</summary>
    private static FitRequest Started(FitRequest request)
    {
        OdeSystem system = request.Run.Model.System;
        string[] held =
        [
            .. request.Parameters.Select(parameter => parameter.Name)
                .Where(name => request.Run.Overrides.ContainsKey(name) && system.Assignments.Any(assignment => assignment.Name == name)),
        ];
        ImmutableSortedDictionary<string, double> given = request.Run.Overrides, overrides = given.RemoveRange(held);
        double[] values = StartNumbers.Of(system, overrides, [.. request.Parameters.Select(parameter => new NameExpression(parameter.Name))]);
        return request with
        {
            Run = request.Run with { Overrides = overrides },
            Parameters =
            [
                .. request.Parameters.Select((parameter, i) => !double.IsNaN(parameter.Start) ? parameter
                    : parameter with { Start = held.Contains(parameter.Name) ? given[parameter.Name] : values[i] }),
            ],
        };
    }

    private static (ImmutableArray<ObservedRecord> Observations, int Skipped) Observations(DataSet set, ImmutableArray<(string Key, string Name)> observe, string[] names, ErrorModel[] errors)
    {
        Dictionary<string, int> outputs = observe.ToDictionary(pair => pair.Key, pair => Array.IndexOf(names, pair.Name));
        ImmutableArray<ObservedRecord>.Builder list = ImmutableArray.CreateBuilder<ObservedRecord>();
        int skipped = 0;
        for (int subject = 0; subject < set.Subjects.Length; subject++)
        {
            DataSubject one = set.Subjects[subject];
            for (int record = 0; record < one.Records.Length; record++)
            {
                if (one.Records[record].EventId != EventId.Observation)
                {
                    continue;
                }

                string place = SubjectCourse.Place(set, one, record);
                if (ObservedRange.Of(one.Observed[record], place) is not var (value, range))
                {
                    skipped++;
                    continue;
                }

                int output = outputs.TryGetValue("", out int only) || outputs.TryGetValue(one.Outputs[record], out only) ? only : throw new UserErrorException(
                    $"{place}: nothing says which quantity DVID or CMT '{InputFile.Excerpt(one.Outputs[record])}' is; --observe names {string.Join(", ", outputs.Keys)}");
                if (errors[output] is ErrorModel.Log && !(value > 0))
                {
                    throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{place}, column DV: {value} has no logarithm, which the log error needs; set MDV to 1 there, or use another error model"));
                }

                if (errors[output] is ErrorModel.Proportional && range is { High: <= 0 })
                {
                    throw new UserErrorException(
                        string.Create(CultureInfo.InvariantCulture,
                        $"{place}: nothing is below {value} under a proportional error; write a limit above 0, or use --error additive or combined"));
                }

                list.Add(new ObservedRecord(subject, record, output, value, range));
            }
        }

        return list.Count > 0 ? (list.ToImmutable(), skipped) : throw new UserErrorException($"'{set.Path}' has no observation: no record with EVID 0 has a value in a column DV (with MDV 0 where that column is there)");
    }

    /// <summary>A column that flags values below a limit, but by a name that is not read, would let them count as measured.</summary>
    private static void RequireKnownColumns(DataSet set)
    {
        if (set.Unused.FirstOrDefault(column => Flags.Contains(column.Split(' ')[0].ToUpperInvariant())) is { } flag)
        {
            throw new UserErrorException(
                $"'{set.Path}' has a column {flag.Split(' ')[0]}, which is not read; name it CENS (1 below the limit) and give the limit in DV or " +
                    "in a column LLOQ, or set MDV to 1 there and leave the column away");
        }
    }

    /// <summary>Predictions that are all 0 are no fit, though nothing better could be found.</summary>
    private static UserErrorException NoPrediction(DataSet set, string[] names)
    {
        string[] into =
        [
            .. set.Subjects.SelectMany(subject => subject.Records).Where(record => record.EventId is EventId.Dose or EventId.ResetAndDose)
                .Select(record => record.Compartment).Distinct(),
        ];
        string reason = into.Length == 0
            ? $"'{set.Path}' has no dose (EVID 1 with AMT)"
            : $"no dose into {string.Join(", ", into)} reaches it at the times observed, or the start values hold it at 0; check CMT and TIME, or " +
                "start elsewhere with --set";
        return new UserErrorException($"every prediction of {string.Join(", ", names)} is 0: {reason}");
    }

    private static void RequireStart(DataSet set, string[] names, ImmutableArray<ImmutableArray<ObservedRecord>> units, ErrorModel[] errors,
        ImmutableArray<double[]> predictions)
    {
        if (errors.All(error => error is ErrorModel.Proportional or ErrorModel.Log) && predictions.All(own => own.All(value => value == 0)))
        {
            throw NoPrediction(set, names);
        }

        for (int unit = 0; unit < units.Length; unit++)
        {
            for (int i = 0; i < units[unit].Length; i++)
            {
                ObservedRecord one = units[unit][i];
                double predicted = predictions[unit][i];
                string place = SubjectCourse.Place(set, set.Subjects[one.Subject], one.Record);
                if (!double.IsFinite(predicted))
                {
                    throw new UserErrorException($"{place}: the model cannot be solved up to here with the start values");
                }

                bool isBelow = one.Range is { } range && range.Low <= predicted && predicted < range.High;
                if (errors[one.Output] is ErrorModel.Proportional or ErrorModel.Log && !(predicted > 0) && !isBelow)
                {
                    throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                        $"{place}: the prediction at the start values is {predicted}, where a proportional or log error allows no observation; set MDV to 1 there (before the first dose, for example), or use --error combined or additive"));
                }
            }
        }
    }
}
