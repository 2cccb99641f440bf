namespace Ketascope.Study.Populations;

/// <summary>
/// Which subject's records virtual people have. Of M subjects in the file and N people for each, person number p from 1 to M N has the records of the
/// subject ((p - 1) mod M) + 1 in the order of the file, and is the replicate ((p - 1) div M) + 1 of it: the first M people are one whole study, the
/// next M another, and more replicates change nothing about those that were there.
/// </summary>
/// <param name="Index">The subject's place in the file, from 0.</param>
/// <param name="Id">Its ID.</param>
/// <param name="Subjects">How many subjects the file has.</param>
public sealed record DesignOrigin(int Index, string Id, int Subjects)
{
    /// <summary>Which of the people with these records a person is, from 1.</summary>
    /// <param name="number">The person's number, from 1.</param>
    public long Replicate(long number) => ((number - 1) / Subjects) + 1;
}
