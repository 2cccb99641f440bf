namespace Ketascope.Study.Conformance;

/// <summary>Which way a case's model goes before it is run.</summary>
public enum ModelRoute
{
    /// <summary>It is run as it was read.</summary>
    Direct,

    /// <summary>It is written in Antimony and read back.</summary>
    Antimony,

    /// <summary>It is written as SBML and read back.</summary>
    Sbml,
}
