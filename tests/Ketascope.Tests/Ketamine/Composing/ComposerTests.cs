using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Ketamine.Composing;

/// <summary>A new kind of action at the receptor from three files (those of docs/extending.md), and what is said of mistakes in them.</summary>
public sealed class ComposerTests : IDisposable
{
    private const string Target = "models/targets/nmda-desensitized.json", Drug = "models/drugs/holdfast.json";
    private readonly TemporaryFolder _folder = new();

    public ComposerTests()
    {
        foreach (string part in (string[])["models/receptors/nmda", "models/targets", "models/drugs", "models/common"])
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, part), "*", SearchOption.AllDirectories))
            {
                Write(Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file));
            }
        }

        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "extending.md"));
        foreach (Match file in Regex.Matches(page, @"^`(models/(?:targets|drugs)/[^`]+)`\n+```\w*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline))
        {
            Write(file.Groups[1].Value, file.Groups[2].Value);
        }
    }

    [Theory]
    [InlineData("holdfast")]
    [InlineData("holdfast ketamine")]
    public void A_new_kind_of_action_needs_no_code(string names)
    {
        KetamineLibrary library = new(_folder.Root);
        ImmutableArray<Ketascope.Ketamine.Drugs.DrugFile> drugs = [.. names.Split(' ').SelectMany(name => library.Drugs.Parts(library.Drugs.Find(name))).Select(part => part.Drug)];
        TransitionRates rates = TransitionRates.Of(
            library.ReceptorText.Load("2A", drugs),
            drugs.ToImmutableSortedDictionary(ReceptorText.Concentration, _ => 2.0).Add("receptor.nmda.glutamate_step", 10),
            ReceptorText.IsReceptorState);
        ImmutableArray<double> shares = rates.Equilibrium();

        // The law of mass action: 3 /(uM s) x 2 uM over 0.5 /s.
        Assert.Equal(12, shares[rates.States.IndexOf("holdfast_holder.held")] / shares[rates.States.IndexOf("receptor.nmda.free.D1")], 1e-9);
        Recording recording = library.Receptor.Record("test", "glutamate 1 mM for 2 s; wash 1 s; holdfast 2 uM; glutamate 1 mM for 2 s", TestContext.Current.CancellationToken);
        Assert.True(recording.Open.Values[^1] < 0.8 * recording.Open.At(1.99), "the held receptors do not conduct");
        Assert.InRange(recording.Occupied.Values[^1], 0.1, 0.9);
    }

    [Theory]
    [InlineData(Target, "\"state\": \"receptor", "\"stat\": \"receptor", "wires the port 'stat' of holdfast_holder; holder has concentration, state; did you mean 'state'?")]
    [InlineData(Target, ", \"state\": \"receptor.nmda.free.D1\"", "", "does not wire the port 'state' of holdfast_holder")]
    [InlineData(Target, "\"model\": \"holder\"", "\"model\": \"holdr\"", "did you mean 'holder'?")]
    [InlineData(Target, "modules/holder.ant", "modules/nothing.ant", "nothing.ant', which is not there")]
    [InlineData(Target, "{drug}_holder.held", "{dug}_holder.held", "{dug} in \"{dug}_holder.held\" stands for nothing; words are {drug}, {title}, {concentration}, {target}, {variant}")]
    [InlineData(Target, "\"name\": \"occupied\"", "\"name\": \"elsewhere\"", "adds to the sum elsewhere, of which no file says the unit")]
    [InlineData(Target, "\"name\": \"{drug}_holder\"", "\"name\": \"receptor\"", "names an instance 'receptor', which there is already")]
    [InlineData(Target, "receptor.nmda.free.D1", "receptor.nmda.free.D7", "wires 'receptor.nmda.free.D7'; nmda_arm has no 'D7'; did you mean 'D1'?")]
    [InlineData(Target, "receptor.nmda.free.D1", "receptr.nmda.free.D1", "there is no instance 'receptr'; did you mean 'receptor'?")]
    [InlineData(Target, "{drug}_holder.held", "{drug}_holder.hold7", "holder has no 'hold7'")]
    [InlineData(Target, "per_uM_s", "per_min", "per_min")]
    [InlineData(Target, "\"id\": \"nmda-desensitized\"", "\"id\": \"nmda-held\"", "the name of the file and 'id' must be one")]
    [InlineData(Target, "\"ports\"", "\"prts\"", "nmda-desensitized.json' does not describe a target")]
    [InlineData(Drug, "\"bindingRate\"", "\"bindngRate\"", "the file of 'holdfast' gives no 'bindingRate' at desensitized NMDA receptor; it has bindngRate, unbindingRate")]
    [InlineData(Drug, "\"module\": \"holder\"", "\"module\": \"holdr\"", "wires holder; did you mean 'holder'?")]
    [InlineData(Drug, "\"target\": \"nmda-desensitized\"", "\"target\": \"mu-opioid\"", "the file of 'holdfast' gives no action at the NMDA receptor")]
    public void A_mistake_is_told(string file, string correct, string wrong, string expected)
    {
        string text = File.ReadAllText(_folder[file]);
        Assert.Contains(correct, text, StringComparison.Ordinal);
        Write(file, text.Replace(correct, wrong, StringComparison.Ordinal));
        KetamineLibrary library = new(_folder.Root);
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => library.ReceptorText.Load("2A", [library.Drugs.Find("holdfast")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Drugs_that_disagree_on_what_a_site_has_once_are_refused()
    {
        string file = File.ReadAllText(_folder["models/drugs/r-ketamine.json"]);
        Write("models/drugs/r-ketamine.json", file.Replace("\"gatingFactor\": 2.38", "\"gatingFactor\": 8", StringComparison.Ordinal));
        KetamineLibrary library = new(_folder.Root);
        string message = Assert.Throws<UserErrorException>(
            () => library.ReceptorText.Load("2A", [library.Drugs.Find("s-ketamine"), library.Drugs.Find("r-ketamine")], withOptional: true)).Message;
        Assert.Contains("'S-ketamine' and 'R-ketamine' differ in 'gatingFactor'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subtype_that_is_none_is_refused()
    {
        KetamineLibrary library = new(_folder.Root);
        Assert.Contains("has no variant '2E'", Assert.Throws<UserErrorException>(() => library.ReceptorText.Compose("2E", [])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string file, string text)
    {
        string path = _folder[file];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
