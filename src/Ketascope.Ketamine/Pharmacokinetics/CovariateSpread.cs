using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Populations;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>How weight, age, height and sex of a request differ between virtual people, in terms of a model's parameters.</summary>
internal static class CovariateSpread
{
    /// <summary>What is drawn of the parameters that the model has for people.</summary>
    public static IEnumerable<Covariate> Drawn(DoseRequest request, ModelFolder model)
    {
        if (request.WeightSpread is { } weight)
        {
            yield return new Covariate(model.Weight.Parameter, weight);
        }

        foreach (ModelCovariate covariate in model.Covariates)
        {
            if (covariate.Parameter is { } parameter && Spread(request, covariate.Name) is { } spread)
            {
                yield return new Covariate(parameter, spread);
            }
        }
    }

    /// <summary>What was studied of each: weight, age, height.</summary>
    public static IEnumerable<ParameterRange> Studied(ModelFolder model) => model.Covariates
        .Where(one => one.Parameter is not null && one.Name != ModelCovariate.Sex)
        .Select(one => new ParameterRange(one.Parameter!, one.Name, one.Unit, one.Minimum, one.Maximum))
        .Prepend(new ParameterRange(model.Weight.Parameter, "weight", model.Weight.Unit, model.Weight.Minimum, model.Weight.Maximum));

    private static RandomDistribution? Spread(DoseRequest request, string name) => name switch
    {
        ModelCovariate.Age => request.AgeSpread,
        ModelCovariate.Height => request.HeightSpread,
        _ => request.IsSexMixed ? new CategoricalDistribution(((double)Sex.Male, 0.5), ((double)Sex.Female, 0.5)) : null,
    };
}
