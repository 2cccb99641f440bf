using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>How well a pump holds its targets in virtual people, who are not the typical person of its model.</summary>
internal static class TargetPerformance
{
    // Before a first target is reached, errors are of how fast the pump may be, and not of how well it predicts.
    private const double FirstHours = 1.0 / 60;

    /// <summary>The errors as a table: median and 5th to 95th percentile over people.</summary>
    /// <param name="control">The pump.</param>
    /// <param name="request">What is simulated of its drug.</param>
    /// <param name="settings">The people.</param>
    /// <param name="library">The models to choose from.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">The people's model does not predict what the pump does.</exception>
    public static ResultTable Of(TargetControl control, DoseRequest request, PopulationSettings settings, ModelLibrary library, CancellationToken cancellation)
    {
        (double[] hours, double[] predicted) = Samples(control);
        ModelFolder model = DoseSimulation.Plan(request, library).Choice.Model;
        ModelAnalyte measured = Measured(model, control);
        RunQuestion question = new(DosePopulation.Request(request, library, [0, .. hours]), measured.Variable);
        PopulationSimulation people = PopulationSimulation.Prepare(question.Run, settings with
        {
            Covariates = [.. CovariateSpread.Drawn(request, model), .. settings.Covariates],
        });
        List<PerformanceErrors> errors = [];
        foreach (PerformanceErrors[] some in people.Chunks(chunk => question.Errors(chunk, hours, predicted), null, cancellation))
        {
            errors.AddRange(some);
        }

        return Table(control.Scheme.Drug, errors);
    }

    /// <summary>What the errors are of, in a sentence.</summary>
    /// <param name="control">The pump.</param>
    public static string Basis(TargetControl control) => string.Create(CultureInfo.InvariantCulture,
        $"Errors are (concentration - predicted)/predicted of {control.PlasmaAnalyte.Name} in plasma at each minute of targets above 0; "
        + $"each person's median (MDPE), median size (MDAPE), wobble and divergence, then over people.");

    private static (double[] Hours, double[] Predicted) Samples(TargetControl control)
    {
        int every = Math.Max(1, (int)Math.Round(60 / control.StepSeconds));
        int[] steps = [.. Enumerable.Range(0, control.Targets.Length)
            .Where(step => (step + 1) % every == 0 && control.Targets[step] > 0 && control.Plasma[step] > 0
                && (step + 1) * control.StepSeconds / 3600 >= FirstHours)];
        return steps.Length > 0
            ? ([.. steps.Select(step => (step + 1) * control.StepSeconds / 3600)], [.. steps.Select(step => control.Plasma[step])])
            : throw new UserErrorException("targets that are held for less than a minute are too short for errors in virtual people");
    }

    /// <summary>The same analyte in the people's model, at the site of the pump's model where both say one.</summary>
    private static ModelAnalyte Measured(ModelFolder model, TargetControl control) =>
        model.Analytes.Where(analyte => !analyte.IsEffectSite && analyte.Name == control.PlasmaAnalyte.Name)
            .OrderByDescending(analyte => analyte.SamplingSite == control.PlasmaAnalyte.SamplingSite).FirstOrDefault()
        ?? throw new UserErrorException(
            $"the pump predicts {control.PlasmaAnalyte.Name}, which the people's model '{model.Id}' does not; "
            + $"it has {string.Join(", ", model.Analytes.Select(one => one.Name))}");

    private static ResultTable Table(Drug drug, List<PerformanceErrors> errors)
    {
        ImmutableArray<Cell> Row(string measure, Func<PerformanceErrors, double> of)
        {
            double[] sorted = [.. errors.Select(of).Where(double.IsFinite).Order()];
            return [drug.Name, measure, SampleQuantile.Of(sorted, 0.5), SampleQuantile.Of(sorted, 0.05), SampleQuantile.Of(sorted, 0.95),
                errors.Count.ToString(CultureInfo.InvariantCulture)];
        }

        return new ResultTable([new("drug"), new("measure"), new("median"), new("5 %"), new("95 %"), new("subjects")],
        [
            Row("MDPE, %", one => one.Bias), Row("MDAPE, %", one => one.Inaccuracy), Row("wobble, %", one => one.Wobble),
            Row("divergence, %/h", one => one.Divergence), Row("time within 20 %, %", one => 100 * one.ShareWithin20),
        ]);
    }

    /// <summary>A run whose courses are compared with what a pump predicts.</summary>
    private sealed record RunQuestion(Ketascope.Study.Running.RunRequest Run, string Variable)
    {
        public PerformanceErrors[] Errors(PopulationChunk chunk, double[] hours, double[] predicted)
        {
            int quantity = chunk.Observed.Names.IndexOf(Variable);
            PerformanceErrors[] errors = [.. Enumerable.Range(0, chunk.Observed.SubjectCount)
                .Select(subject => PerformanceErrors.Of(hours, chunk.Observed.Course(subject, quantity)[1..], predicted))];
            chunk.Release();
            return errors;
        }
    }
}
