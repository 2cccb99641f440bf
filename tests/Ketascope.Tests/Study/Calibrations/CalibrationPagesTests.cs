using Ketascope.Ketamine;
using Ketascope.Study.Areas;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Requests;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Calibrations;

/// <summary>Numbers of calibrations are written once: texts, README tables and rows of the evidence are made from the files.</summary>
public sealed class CalibrationPagesTests
{
    private const string Free = """{ "name": "k", "parameters": { "k": 1, "twice": 2 }, "start": 3, "low": 0.5, "high": 20, "why": "a toy" }""";
    private const string Text = "model toy\n  s.k = 3 per_h; s.k isDescribedBy \"x\";\n  s.twice = 6 per_h;\n  s.other = 4 per_h;\nend\n";
    private const string Evidence =
        "model,parameter,value,source,note\ntoy,k,3,calibration/rate.json,\ntoy,k,3,a paper,\"read, as printed\"\ntoy,twice,6,calibration/rate.json,\n";
    private const string Readme = """
        # Toy

        <!-- rates: calibrate writes this table -->
        | rate | unit | Toy |
        |---|---|---|
        | k | /h | 1 |
        | other | /h | 1 |
        <!-- end -->

        <!-- calibrations: calibrate writes this table -->
        | calibration | rows | before | after | starts | estimates |
        |---|---|---|---|---|---|
        <!-- end -->

        """;

    /// <summary>Names of areas with calibrations that give numbers to texts.</summary>
    public static TheoryData<string> Areas => [.. House.Installed.Areas.Experiments.Where(one => one.CalibrationFolder is not null).Select(one => one.Area)];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Every_page_holds_what_the_files_say(string area)
    {
        AreaList areas = House.Installed.Areas;
        var pages = areas.PagesOf(areas.Find(area))!.All();
        Assert.True(pages.Length >= 3, "a text, the README and the evidence");
        Assert.All(pages, page => Assert.Equal(File.ReadAllText(page.Path), page.Text));
    }

    [Fact]
    public void An_estimate_goes_into_the_text_the_evidence_and_the_tables()
    {
        using TemporaryFolder folder = new();
        CalibrationPages pages = Toy(folder, Text);
        pages.Write();
        Assert.Equal(
            "model toy\n  s.k = 1.23 per_h; s.k isDescribedBy \"x\";\n  s.twice = 2.47 per_h;\n  s.other = 4 per_h;\nend\n",
            File.ReadAllText(folder["toy.ant"]));
        Assert.Equal("model,parameter,value,source,note\n" +
            "toy,k,1.23,calibration/rate.json,calibrated from 3; bounds 0.5 to 20\ntoy,k,3,a paper,\"read, as printed\"\n" +
            "toy,twice,2.47,calibration/rate.json,calibrated from 6; bounds 1 to 40\n", File.ReadAllText(folder["evidence/parameters.csv"]));
        string readme = File.ReadAllText(folder["README.md"]);
        Assert.Contains("| k | /h | **1.23** |\n| other | /h | 4 |\n<!-- end -->", readme, StringComparison.Ordinal);
        Assert.Contains("| [rate](calibration/rate.json) | 1 | 40.1 | 0 | 2 of 2 | k 1.23 ×/÷ 1.11 |\n<!-- end -->", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_without_a_place_is_told()
    {
        using TemporaryFolder folder = new();
        CalibrationPages pages = Toy(folder, Text.Replace("s.twice = ", "s.thrice = ", StringComparison.Ordinal));
        Assert.Contains("gives 's.twice' no number", Assert.Throws<UserErrorException>(() => pages.All()).Message, StringComparison.Ordinal);
    }

    private static CalibrationPages Toy(TemporaryFolder folder, string text)
    {
        Directory.CreateDirectory(folder["calibration"]);
        Directory.CreateDirectory(folder["evidence"]);
        File.WriteAllText(folder["toy.ant"], text);
        File.WriteAllText(folder["README.md"], Readme.ReplaceLineEndings("\n"));
        File.WriteAllText(folder["evidence/parameters.csv"], Evidence);
        File.WriteAllText(folder["calibration/rate.json"], $$"""
            {
              "title": "toy", "rows": ["1"], "betweenLaboratories": 0.1, "unstated": 0.1, "free": [{{Free}}], "starts": 2, "seed": 1,
              "text": { "file": "../toy.ant", "model": "toy", "prefix": "s." },
              "result": {
                "objectiveAtStart": 40.123, "objective": 1e-12, "startsThatAgree": 2,
                "estimates": [{ "name": "k", "value": 1.2345, "standardErrorOfLogarithm": 0.1, "atBound": false }],
                "rows": [{ "row": "1", "what": "x", "observed": 1, "deviation": 0.1, "before": 2, "after": 1 }],
                "notIdentified": []
              }
            }
            """);
        return new CalibrationPages(folder["calibration"], folder["evidence"]);
    }
}
