using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Draws;

namespace Ketascope.Ketamine.Cord;

/// <summary>
/// A draw of the parameters of circuits that are known with an error: those that were calibrated, with the covariances that the calibrations kept, and
/// those whose text gives an error.
/// </summary>
/// <param name="calibrations">The folder of the cord's calibrations.</param>
/// <param name="draw">The draw, which is told what was drawn.</param>
public sealed class CordDraw(string calibrations, ParameterDraw draw)
{
    /// <summary>The parameters of a circuit that have another value than its text gives.</summary>
    /// <param name="circuit">The circuit.</param>
    public ImmutableSortedDictionary<string, double> Values(CordCircuit circuit)
    {
        ImmutableSortedDictionary<string, double>.Builder values = UncertainText.Values(circuit.Model, draw).ToBuilder();
        foreach (string name in CalibrationFile.Names(calibrations))
        {
            CalibrationFile file = CalibrationFile.Read(calibrations, name);
            if (file.Result is null || file.Text is not { } text || Path.GetFullPath(Path.Combine(calibrations, text.File)) != circuit.Origin)
            {
                continue;
            }

            UncertainCalibration uncertain = new(name, file);
            draw.Tell(uncertain.Source);
            foreach ((FreeParameter free, double factor) in uncertain.Draw(draw))
            {
                values.AddRange(free.Parameters.Keys.Select(parameter => KeyValuePair.Create(parameter, factor * Number(circuit, parameter))));
            }
        }

        return values.ToImmutable();
    }

    private static double Number(CordCircuit circuit, string parameter) =>
        ((NumberExpression)circuit.Model.System.Parameters.First(one => one.Name == parameter).Initial).Value;
}
