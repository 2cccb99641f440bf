using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Calibrations;

/// <summary>
/// The places where numbers of calibrations stand beside their files: the texts of models, the tables of the README, and the rows of the evidence. All are
/// made from the files, so that a number is written once. Estimates have three significant digits there.
/// </summary>
/// <param name="folder">The folder of calibrations; the README is in the folder above.</param>
/// <param name="evidence">The folder of the area's evidence, with its <c>parameters.csv</c>.</param>
public sealed class CalibrationPages(string folder, string evidence)
{
    private const string End = "<!-- end -->";

    private readonly ImmutableArray<(string Name, CalibrationFile File)> _calibrations =
        [.. CalibrationFile.Names(folder).Select(name => (name, CalibrationFile.Read(folder, name))).Where(one => one.Item2.Result is not null)];

    /// <summary>Every page as the calibrations want it, by its path. Pages that hold nothing of them are left out.</summary>
    /// <exception cref="UserErrorException">A text or a table lacks the place of a number.</exception>
    public ImmutableArray<(string Path, string Text)> All()
    {
        Dictionary<string, string> pages = [];
        string Read(string path) => pages.GetValueOrDefault(path) ?? InputFile.ReadText(path);
        string parameters = Path.Combine(evidence, "parameters.csv"), readme = Path.GetFullPath(Path.Combine(folder, "..", "README.md"));
        foreach ((string name, CalibrationFile file) in _calibrations.Where(one => one.File.Text is not null))
        {
            string text = TextOf(file);
            pages[text] = Numbers(Read(text), text, file);
            pages[parameters] = CalibratedEvidence.Of(Read(parameters), parameters, name, file);
        }

        if (File.Exists(readme))
        {
            string page = Filled(InputFile.ReadText(readme), "rates", table => Rates(table, path => pages.GetValueOrDefault(path)));
            pages[readme] = Filled(page, "calibrations", Calibrations);
        }

        return [.. pages.OrderBy(page => page.Key, StringComparer.Ordinal).Select(page => (page.Key, page.Value))];
    }

    /// <summary>Writes the pages that differ from what is there.</summary>
    /// <exception cref="UserErrorException">A text or a table lacks the place of a number.</exception>
    /// <exception cref="OutputException">A page cannot be written.</exception>
    public void Write()
    {
        foreach ((string path, string text) in All().Where(page => InputFile.ReadText(page.Path) != page.Text))
        {
            OutputFile.WriteText(path, writer => writer.Write(text));
        }
    }

    /// <summary>A number with so many significant digits, without zeros at its end.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">How many.</param>
    internal static string Rounded(double value, int digits = 3) =>
        NumberText.Exact(double.Parse(value.ToString(FormattableString.Invariant($"E{digits - 1}"),
            CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private string TextOf(CalibrationFile file) => Path.GetFullPath(Path.Combine(folder, file.Text!.File));

    /// <summary>The text of a model with the estimates in place of its numbers.</summary>
    private static string Numbers(string text, string path, CalibrationFile file)
    {
        foreach ((FreeParameter free, CalibratedParameter estimate) in file.Free.Zip(file.Result!.Estimates))
        {
            foreach ((string name, double factor) in free.Parameters)
            {
                string of = file.Text!.Prefix + name;
                Regex place = Assigned(of);
                text = place.IsMatch(text) ? place.Replace(text, match => match.Groups[1].Value + Rounded(estimate.Value * factor), 1)
                    : throw new UserErrorException($"{path} gives '{of}' no number, which the calibration wants to set: write for example '  {of} = 1 unit;'");
            }
        }

        return text;
    }

    /// <summary>The number of a statement <c>name = number unit</c> at the beginning of a line.</summary>
    private static Regex Assigned(string name) => new($@"(?m)^(\s*{Regex.Escape(name)}\s*=\s*)([-+.\deE]+)");

    /// <summary>A table between its marker and the end, made anew; the page as it is where it has no such marker.</summary>
    private static string Filled(string page, string marker, Func<string[], IEnumerable<string>> table)
    {
        string begin = $"<!-- {marker}: calibrate writes this table -->\n";
        int from = page.IndexOf(begin, StringComparison.Ordinal), to = from < 0 ? -1 : page.IndexOf(End, from, StringComparison.Ordinal);
        return to < 0 ? page
            : page[..(from + begin.Length)]
                + string.Concat(table(page[(from + begin.Length)..to].TrimEnd('\n').Split('\n')).Select(line => line + "\n")) + page[to..];
    }

    /// <summary>
    /// The numbers of models side by side: a row for each parameter (the name and the unit stay as they are), a column for each model, whose text is the
    /// heading in small letters. What was calibrated is bold.
    /// </summary>
    private IEnumerable<string> Rates(string[] table, Func<string, string?> page)
    {
        string[] headings = Cells(table[0]);
        (CalibrationFile? File, string Text)[] models = [.. headings.Skip(2).Select(heading =>
        {
            string name = heading.ToLowerInvariant();
            CalibrationFile? file = _calibrations.FirstOrDefault(one => one.File.Text?.Model == name).File;
            return file is null ? throw new UserErrorException(
                $"no calibration in {folder} gives numbers to '{heading}', which is a column of the README's table")
                : (file, page(TextOf(file)) ?? "");
        })];
        return [table[0], table[1], .. table.Skip(2).Select(line =>
        {
            string[] cells = Cells(line);
            return $"| {cells[0]} | {cells[1]} | {string.Join(" | ", models.Select(model => Rate(cells[0], model.File!, model.Text)))} |";
        })];
    }

    private static string Rate(string name, CalibrationFile file, string text)
    {
        string value = Assigned(file.Text!.Prefix + name).Match(text).Groups[2].Value;
        return file.Free.Any(free => free.Parameters.ContainsKey(name)) ? $"**{value}**" : value;
    }

    private IEnumerable<string> Calibrations(string[] table) => [table[0], table[1], .. _calibrations.Select(one => Row(one.Name, one.File, one.File.Result!))];

    private static string Row(string name, CalibrationFile file, CalibrationOutcome result) => string.Create(
        CultureInfo.InvariantCulture,
        $"| [{name}](calibration/{name}.json) | {result.Rows.Length} | {Objective(result.ObjectiveAtStart)} | {Objective(result.Objective)} | " +
        $"{result.StartsThatAgree} of {file.Starts} | {string.Join(", ", result.Estimates.Select(Text))} |");

    /// <summary>A sum of squares; what is below 1e-6 is the noise of the measures.</summary>
    private static string Objective(double value) => value < 1e-6 ? "0" : Rounded(value);

    private static string Text(CalibratedParameter estimate) => $"{estimate.Name} {Rounded(estimate.Value)} " +
        (estimate.StandardErrorOfLogarithm is { } error ? $"×/÷ {NumberText.Short(Math.Exp(error))}" : "not determined")
            + (estimate.AtBound ? " at its bound" : "");

    private static string[] Cells(string line) => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);
}
