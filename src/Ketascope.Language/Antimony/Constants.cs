namespace Ketascope.Language.Antimony;

/// <summary>Words that stand for a number.</summary>
internal static class Constants
{
    /// <summary>Avogadro's number as SBML Level 3 fixes it (CODATA 2006), in 1/mol.</summary>
    public const double Avogadro = 6.02214179e23;

    /// <summary>The number that a word stands for, or null.</summary>
    public static double? Find(string word) => word switch
    {
        "true" or "True" or "TRUE" => 1,
        "false" or "False" or "FALSE" => 0,
        "pi" => Math.PI,
        "exponentiale" => Math.E,
        "avogadro" => Avogadro,
        "inf" or "INF" or "infinity" => double.PositiveInfinity,
        "nan" or "NaN" or "NAN" or "notanumber" => double.NaN,
        _ => null,
    };
}
