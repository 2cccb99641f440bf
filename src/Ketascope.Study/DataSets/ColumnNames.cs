using System.Collections.Immutable;
using Ketascope.Study.Requests;

namespace Ketascope.Study.DataSets;

/// <summary>
/// Other tools' names of columns. A column of such a name beside a model that lacks what it stands for is hardly meant to do nothing, so it is asked
/// about.
/// </summary>
internal static class ColumnNames
{
    private static readonly ImmutableArray<(string Item, string Meaning, bool OnlyAmongSeveral, string[] Names)> s_items =
    [
        ("AMT", "the amounts of doses", false, ["DOSE", "DOSES", "AMOUNT", "AMNT", "DOSAGE"]),
        ("CMT", "the compartment of each dose", true, ["ADM", "ADMID", "CMPT", "COMP", "COMPARTMENT"]),
        ("RATE", "the rates of infusions", false, ["INFRATE", "INFUSIONRATE", "RATEINF"]),
        ("DUR", "the durations of infusions", false, ["DURATION", "TINFUSION", "INFDUR"]),
        ("EVID", "the kinds of records", false, ["EVENT", "EVENTID"]),
    ];

    private static readonly ImmutableArray<string[]> s_covariates =
    [
        ["WT", "WEIGHT", "WGT", "BW", "BWT", "BODYWEIGHT", "WTKG", "TBW"],
        ["HT", "HEIGHT", "HGT", "HTCM"],
        ["AGE", "AGEYR", "AGEYRS"],
        ["SEX", "GENDER"],
        ["CRCL", "CLCR", "CLCREAT", "CREATCL"],
        ["SCR", "CREAT", "CREATININE", "SERCR"],
        ["ALB", "ALBUMIN"],
        ["BSA", "BODYSURFACE"],
        ["LBM", "LBW", "FFM"],
    ];

    /// <summary>Asks about columns that most likely stand for something that the model wants and nothing gives.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="columns">What the columns mean.</param>
    /// <param name="parameters">What a column may set.</param>
    /// <param name="compartments">How many compartments the model has.</param>
    /// <exception cref="UserErrorException">There is such a column.</exception>
    public static void Require(string path, DataColumns columns, IReadOnlySet<string> parameters, int compartments)
    {
        foreach (string column in columns.Others)
        {
            string upper = column.ToUpperInvariant();
            (string item, string meaning, bool severalOnly, _) = s_items.FirstOrDefault(one => one.Names.Contains(upper));
            bool isGiven = item is null || columns.Items.ContainsKey(item) || (item is "DUR" && columns.Items.ContainsKey("TINF"));
            if (!isGiven && compartments > (severalOnly ? 1 : 0))
            {
                throw Ask(path, column, item!, $"which would give {meaning}");
            }

            string[] group = s_covariates.FirstOrDefault(names => names.Contains(upper), []);
            string[] wanted = [.. parameters.Where(name => group.Contains(name.ToUpperInvariant())).Except(columns.Parameters.Select(one => one.Name))];
            if (wanted.Length == 1)
            {
                throw Ask(path, column, wanted[0], "which the model computes with");
            }
        }
    }

    private static UserErrorException Ask(string path, string column, string wanted, string why) => new(
        $"'{path}' has a column '{InputFile.Excerpt(column)}' and none called {wanted}, {why}: rename '{InputFile.Excerpt(column)}' to {wanted}, " +
            "or remove it if it is something else");
}
