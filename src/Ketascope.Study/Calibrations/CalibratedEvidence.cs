using System.Globalization;
using CsvHelper;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Calibrations;

/// <summary>The rows of <c>parameters.csv</c> whose numbers a calibration gave: those of its model that name its file as their source.</summary>
internal static class CalibratedEvidence
{
    /// <summary>The table with the values of a calibration, and with where each began and between which bounds it was searched.</summary>
    /// <param name="text">The table.</param>
    /// <param name="path">Where it is, for messages.</param>
    /// <param name="name">The name of the calibration.</param>
    /// <param name="file">The calibration, with a result.</param>
    /// <exception cref="UserErrorException">A parameter has no such row.</exception>
    public static string Of(string text, string path, string name, CalibrationFile file)
    {
        using CsvParser csv = new(new StringReader(text), CultureInfo.InvariantCulture);
        List<string[]> rows = [];
        while (csv.Read())
        {
            rows.Add(csv.Record!);
        }

        Dictionary<string, int> columns = rows[0].Index().ToDictionary(column => column.Item, column => column.Index);
        string source = $"calibration/{name}.json";
        foreach ((FreeParameter free, CalibratedParameter estimate) in file.Free.Zip(file.Result!.Estimates))
        {
            foreach ((string parameter, double factor) in free.Parameters)
            {
                string[] row = rows.Find(
                    one => one[columns["model"]] == file.Text!.Model && one[columns["parameter"]] == parameter && one[columns["source"]] == source)
                    ?? throw new UserErrorException(
                        $"{path} has no row of '{parameter}' of {file.Text!.Model} with the source {source}: its estimate needs one");
                row[columns["value"]] = CalibrationPages.Rounded(estimate.Value * factor);
                row[columns["note"]] = string.Create(CultureInfo.InvariantCulture,
                    $"calibrated from {Chosen(free.Start * factor)}; bounds {Chosen(free.Low * factor)} to {Chosen(free.High * factor)}");
            }
        }

        return string.Concat(rows.Select(row => string.Join(',', row.Select(CsvText.Field)) + "\n"));
    }

    /// <summary>A start or a bound, of which people write no more than four digits.</summary>
    private static string Chosen(double value) => CalibrationPages.Rounded(value, digits: 4);
}
