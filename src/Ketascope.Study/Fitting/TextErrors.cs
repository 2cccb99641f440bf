using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Fitting;

/// <summary>
/// What a model's text and a request say of the residual error of what is observed: <c>sigma_proportional_X</c>, <c>sigma_additive_X</c> and
/// <c>sigma_log_X</c> of a quantity <c>X</c>. One that is to be held or estimated by its name takes the place of the standard deviation that is
/// otherwise estimated beside the parameters.
/// </summary>
internal static class TextErrors
{
    private const int Log = 0, Proportional = 1, Additive = 2;

    /// <summary>The error models of the quantities that are observed.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="outputs">The quantities.</param>
    /// <exception cref="UserErrorException">A standard deviation is named that is not of these errors.</exception>
    public static ErrorModel[] Models(FitRequest request, string[] outputs)
    {
        RequireNamed(request, outputs);
        return [.. outputs.Select(output => ModelOf(request, output))];
    }

    /// <summary>Which parameters of the request are the standard deviations of the errors.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="outputs">The quantities that are observed.</param>
    public static ImmutableArray<ErrorParameters> Parameters(FitRequest request, string[] outputs)
    {
        string[] names = [.. request.Parameters.Select(parameter => parameter.Name)];
        return [.. outputs.Select(output =>
        {
            string?[] own = ResidualError.NamesOf(request.Run.Model.System, output);
            return new ErrorParameters(Math.Max(Array.IndexOf(names, own[Additive] ?? ""), Array.IndexOf(names, own[Log] ?? "")),
                Array.IndexOf(names, own[Proportional] ?? ""));
        })];
    }

    /// <summary>The name that the text has for a standard deviation of a quantity's error; null where it has none.</summary>
    /// <param name="system">The model.</param>
    /// <param name="output">The quantity.</param>
    /// <param name="error">Its error model.</param>
    /// <param name="isProportional">Which of its standard deviations is meant.</param>
    public static string? NameOf(OdeSystem system, string output, ErrorModel error, bool isProportional) =>
        ResidualError.NamesOf(system, output)[isProportional ? Proportional : error == ErrorModel.Log ? Log : Additive];

    private static ErrorModel ModelOf(FitRequest request, string output)
    {
        string?[] names = ResidualError.NamesOf(request.Run.Model.System, output);
        bool[] isNamed = [.. names.Select(name => request.Parameters.Any(parameter => parameter.Name == name))];
        ErrorModel model = Asked(request, output) ?? OfText(request, names, isNamed)
            ?? (request.Settings.Method == FitMethod.OrdinaryLeastSquares ? ErrorModel.Additive : ErrorModel.Proportional);
        int wrong = Enumerable.Range(0, names.Length).FirstOrDefault(
            kind => isNamed[kind] && !(kind switch { Log => model == ErrorModel.Log, Additive => model is ErrorModel.Additive or ErrorModel.Combined, _ => model.HasProportional() }), -1);
        if (wrong >= 0)
        {
            string right = wrong == Log ? "log" : model is ErrorModel.Additive or ErrorModel.Proportional ? "combined" : wrong == Additive
                ? "additive" : "proportional";
            throw new UserErrorException($"the error of {output} is {model.ToString().ToLowerInvariant()}, which has no part '{names[wrong]}'; write --error {right}, or leave '{names[wrong]}' out");
        }

        return isNamed.Contains(true) && request.Settings.Method != FitMethod.MaximumLikelihood
            ? throw new UserErrorException($"'{names[Array.IndexOf(isNamed, true)]}' is held or estimated under maximum likelihood only (--method " +
                "ml): least squares take the size of the error from the residuals")
            : model;
    }

    private static ErrorModel? Asked(FitRequest request, string output) =>
        request.Errors.TryGetValue(output, out ErrorModel own) || request.Errors.TryGetValue("", out own) ? own : null;

    /// <summary>
    /// The error model whose standard deviations the text gives; one that is 0 there, and not named in the request, is no part of it. Null where the
    /// method has no such model.
    /// </summary>
    private static ErrorModel? OfText(FitRequest request, string?[] names, bool[] isNamed)
    {
        double[] values = StartNumbers.Of(request.Run.Model.System, request.Run.Overrides,
            [.. names.OfType<string>().Select(name => new Language.Expressions.NameExpression(name))]);
        Queue<double> next = new(values);
        bool[] has = [.. names.Select((name, kind) => name is not null && (next.Dequeue() != 0 || isNamed[kind]))];
        ErrorModel? model = (has[Log], has[Proportional], has[Additive]) switch
        {
            (true, false, false) => ErrorModel.Log,
            (false, true, false) => ErrorModel.Proportional,
            (false, false, true) => ErrorModel.Additive,
            (false, true, true) => ErrorModel.Combined,
            (true, _, _) when isNamed.Contains(true) =>
                throw new UserErrorException(
                $"the text gives {string.Join(" and ", names.Where((_, kind) => has[kind]))}, which no one error model has; say with --error which to use"),
            _ => null,
        };
        bool suits = request.Settings.Method switch
        {
            FitMethod.MaximumLikelihood => true,
            FitMethod.WeightedLeastSquares =>
            model is not ErrorModel.Combined,
            _ => model is ErrorModel.Additive
        };
        return suits ? model : null;
    }

    /// <summary>A standard deviation that is named must be of an error that is fitted, else the name would do nothing.</summary>
    private static void RequireNamed(FitRequest request, string[] outputs)
    {
        OdeSystem system = request.Run.Model.System;
        HashSet<string> own = [.. outputs.SelectMany(output => ResidualError.NamesOf(system, output)).OfType<string>()];
        HashSet<string> used = NamesInUse.Of(system, ResidualError.IsDeviation);
        string[] named = [.. request.Parameters.Select(parameter => parameter.Name)];
        string others = own.Count > 0 ? $" ({string.Join(", ", own)})" : "";
        if (named.FirstOrDefault(name => ResidualError.IsDeviation(name) && !own.Contains(name) && !used.Contains(name)) is { } other)
        {
            string meant = NearestName.Find(other, own) is { } near ? $"; did you mean '{near}'?"
                : $"; the errors fitted are those of {string.Join(", ", outputs)}{others}";
            throw new UserErrorException($"'{other}' is not the residual error of what DV is{meant}");
        }

        if (!named.Any(ResidualError.IsDeviation)
            && request.Run.Overrides.Keys.FirstOrDefault(name => ResidualError.IsDeviation(name) && !used.Contains(name)) is { } set)
        {
            throw new UserErrorException(own.Contains(set)
                ? $"'{set}' is estimated with the parameters, so --set does not hold it; write --fix " +
                    $"{set}={Results.NumberText.Exact(request.Run.Overrides[set])}"
                : $"'{set}' is not the residual error of what DV is, so --set {set} would do nothing; the errors fitted are those of {string.Join(", ", outputs)}{others}");
        }
    }
}
