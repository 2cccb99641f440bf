namespace Ketascope.Tests.Cli.OptionEffects;

/// <summary>A try of an option, taken apart.</summary>
internal sealed record OptionTry(string Option, string[] With, string[] Around, bool OnErrorStream, bool ChangesNothing, string? EndsWith)
{
    public static OptionTry Read(string text)
    {
        string[] halves = text.TrimStart('~', '=').Split(" => ");
        string[] parts = halves[0].Split(" | ");
        string[] with = OptionMode.Words(parts[0]);
        return new OptionTry(with[0], with, parts.Length > 1 ? OptionMode.Words(parts[1]) : [], text[0] == '~', text[0] == '=', halves.Length > 1
            ? halves[1] : null);
    }
}
