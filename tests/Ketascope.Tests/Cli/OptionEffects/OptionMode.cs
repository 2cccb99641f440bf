using System.Text;

namespace Ketascope.Tests.Cli.OptionEffects;

/// <summary>
/// A command in one of its ways to be used: a line that runs fast, and for every option of the command a try. A try begins with the option and its
/// value; what follows a bar is added to both lines, the one with the option and the one without. A try must change what is printed or written, or be
/// refused by the option's name. Three signs say more: <c>~</c> in front, that what changes is on the error stream; <c>=</c> in front, that nothing
/// may change (how a result is made, not what it is: threads), while a value that cannot be is refused; <c>=></c> behind, that the run ends with code
/// 1 and these words.
/// </summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Line">The command line.</param>
/// <param name="Tries">The tries.</param>
public sealed record OptionMode(string Name, string Line, params string[] Tries)
{
    /// <summary>The words of a line; quotes hold several together.</summary>
    public static string[] Words(string line)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool isQuoted = false, isBegun = false;
        foreach (char sign in line)
        {
            if (sign == '"')
            {
                (isQuoted, isBegun) = (!isQuoted, true);
            }
            else if (sign == ' ' && !isQuoted)
            {
                if (isBegun)
                {
                    words.Add(word.ToString());
                }

                word.Clear();
                isBegun = false;
            }
            else
            {
                word.Append(sign);
                isBegun = true;
            }
        }

        return isBegun ? [.. words, word.ToString()] : [.. words];
    }

    /// <summary>A line without an option and its value.</summary>
    public static string[] Without(string[] words, string option)
    {
        int at = Array.IndexOf(words, option);
        if (at < 0)
        {
            return words;
        }

        int next = Array.FindIndex(words, at + 1, word => word.StartsWith("--", StringComparison.Ordinal));
        return [.. words[..at], .. next < 0 ? [] : words[next..]];
    }
}
