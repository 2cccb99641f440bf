using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary>
/// What may stand at the place of a result, as an ordinary user finds it and as root does: nothing of it is lost, and nothing else is left behind.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class OutputKindTests(UserShell shell) : IClassFixture<UserShell>
{
    private const string Run = "$K run m.ant --points 0:1:2";
    private const string Table = "time,x\n0,10\n1,6.065306597126334\n2,3.678794411714423\n";

    public static TheoryData<bool> Users => UserShell.Users;

    [Theory]
    [MemberData(nameof(Users))]
    public void A_file_is_replaced_and_keeps_its_permissions(bool ordinary)
    {
        using TemporaryFolder folder = Folder();
        ProgramResult result =
            shell.Run(folder, ordinary, $"echo old > t.csv; chmod 640 t.csv; {Run} --table t.csv && cat t.csv && stat -c '%a %U' t.csv && id -un");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] owners = result.Output[Table.Length..].Split('\n', ' ');
        Assert.Equal(Table, result.Output[..Table.Length]);
        Assert.Equal(("640", owners[2]), (owners[0], owners[1]));
        Assert.Equal(["m.ant", "t.csv"], folder.Entries());
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void A_link_stays_a_link_and_its_target_is_replaced(bool ordinary)
    {
        using TemporaryFolder folder = Folder();
        ProgramResult result = shell.Run(folder, ordinary, $"""
            mkdir deep deep/er; ln -s deep/er way; echo old > deep/real.csv; ln -s ../real.csv deep/er/link; ln -s deep/new.svg plot.svg
            {Run} --table way/link --plot plot.svg && readlink deep/er/link plot.svg && cat deep/real.csv && head -c 4 deep/new.svg && ls -A . deep deep/er | tr '\n' ' '
            """);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal($"../real.csv\ndeep/new.svg\n{Table}<svg.: deep m.ant plot.svg way  deep: er new.svg real.csv  deep/er: link ", result.Output);
    }

    [Theory]
    [InlineData("--table f", "head -n 1", "time,x\n")]
    [InlineData("--plot f", "head -c 4", "<svg")]
    [InlineData("--plot f.png", "head -c 4 | tail -c 3", "PNG")]
    public void A_fifo_takes_the_results_as_a_stream(string option, string reader, string expected)
    {
        foreach (bool ordinary in Users.Select(row => row.Data))
        {
            using TemporaryFolder folder = Folder();
            string name = option.Split(' ')[1];
            ProgramResult result =
                shell.Run(folder, ordinary, $"mkfifo {name}; {Run} {option} & cat {name} | {reader}; wait $!; code=$?; test -p {name} && exit $code");
            Assert.Equal((0, "", expected), (result.ExitCode, result.Error, result.Output));
            Assert.Equal([name, "m.ant"], folder.Entries());
        }
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void A_reader_that_stops_early_is_no_error(bool ordinary)
    {
        using TemporaryFolder folder = Folder();
        ProgramResult result = shell.Run(folder, ordinary, """
            mkfifo f; $K run m.ant --points 0:1e-4:20 --table f & head -n 1 f; wait $!; echo $?
            { $K run m.ant --points 0:1e-4:20 --table -; echo $? >&2; } | head -n 1
            { $K run m.ant --points 0:1:2; echo $? >&2; } | head -n 1
            { $K --help; echo $? >&2; } | head -n 0
            """);
        Assert.Equal((0, "0\n0\n0\n", "time,x\n0\ntime,x\nmodel decay, 0 to 2\n"), (result.ExitCode, result.Error, result.Output));
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void A_device_is_written_to_and_stays(bool ordinary)
    {
        using TemporaryFolder folder = Folder();
        ProgramResult result =
            shell.Run(folder, ordinary, $"ln -s /dev/null null.png; {Run} --table /dev/null --plot null.png && test -c /dev/null && readlink null.png");
        Assert.Equal((0, "", "/dev/null\n"), (result.ExitCode, result.Error, result.Output));
    }

    [Theory]
    [InlineData("$K run m.ant --points 0:1:2 --table /dev/full", "error: cannot write '/dev/full': no space is left on the device")]
    [InlineData("$K run m.ant --points 0:1:2 --plot full.png", "error: cannot write 'full.png': no space is left on the device")]
    [InlineData("$K convert m.ant full.xml", "error: cannot write 'full.xml': no space is left on the device")]
    [InlineData("$K run m.ant --points 0:1:2 > /dev/full", "error: cannot write to standard output: no space is left on the device")]
    [InlineData("$K run m.ant --points 0:1:2 --table - > /dev/full", "error: cannot write to standard output: no space is left on the device")]
    [InlineData("$K model show m.ant > /dev/full", "error: cannot write to standard output: no space is left on the device")]
    [InlineData("$K > /dev/full", "error: cannot write to standard output: no space is left on the device")]
    [InlineData("$K model show m.ant >&-", "error: cannot write to standard output: it is closed, or only open for reading")]
    [InlineData("$K model show none.ant 2> /dev/full", "")]
    public void A_full_disk_ends_with_code_1_and_one_sentence(string line, string expected)
    {
        foreach (bool ordinary in Users.Select(row => row.Data))
        {
            using TemporaryFolder folder = Folder();
            ProgramResult result =
                shell.Run(folder, ordinary, $"ln -s /dev/full full.png; ln -s /dev/full full.xml; {line}; code=$?; test -c /dev/full && exit $code");
            Assert.Equal((1, expected, ""), (result.ExitCode, result.Error.TrimEnd('\n'), result.Output));
            Assert.Equal(["full.png", "full.xml", "m.ant"], folder.Entries());
        }
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void Standard_output_takes_a_file_unmixed_by_all_its_names(bool ordinary)
    {
        using TemporaryFolder folder = Folder();
        ProgramResult result = shell.Run(folder, ordinary, $$"""
            {{Run}} --table - --timing
            { {{Run}} --table /dev/stdout; echo next; } > both; cat both
            {{Run}} --table /dev/fd/3 3> third; cat third
            {{Run}} --plot - | head -c 4; echo
            $K convert m.ant - | $K convert /dev/stdin - | head -n 1
            """);
        Assert.Equal((0, $"{Table}{Table}next\n{Table}<svg\nmodel *decay\n"), (result.ExitCode, result.Output));
        Assert.Contains("solve_s=", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$K run m.ant --points 0:1:2 --table f")]
    [InlineData("$K run m.ant --points 0:1:2 --plot f")]
    [InlineData("$K convert m.ant f")]
    public void An_interrupt_ends_the_waiting_for_a_reader(string line)
    {
        using TemporaryFolder folder = Folder();

        // Beside the heaviest tests the program has taken more than 4 s to start, and an interrupt before that finds nobody who could tell of it.
        ProgramResult result = shell.Run(folder, ordinary: true, $"mkfifo f; timeout --preserve-status -s INT 12 {line}");
        Assert.Equal((130, "interrupted; nothing was written\n", ""), (result.ExitCode, result.Error, result.Output));
        Assert.Equal(["f", "m.ant"], folder.Entries());
    }

    [Theory]
    [InlineData("echo old > t.csv; chmod 444 t.csv", "error: cannot write 't.csv': access is denied\n")]
    [InlineData("mkdir d; echo old > d/t.csv; ln -s d/t.csv t.csv; chmod 555 d",
        "error: cannot write 't.csv': a new file takes its place, and its folder takes none (access is denied); '-' and '> t.csv' write into the old one\n")]
    [InlineData("mkdir d; ln -s d/t.csv t.csv; chmod 555 d", "error: cannot write 't.csv': access is denied\n")]
    [InlineData("mkfifo t.csv; chmod 444 t.csv", "error: cannot write 't.csv': access is denied\n")]
    public void What_an_ordinary_user_may_not_write_is_kept(string before, string expected)
    {
        using TemporaryFolder folder = Folder();
        ProgramResult result =
            shell.Run(folder, ordinary: true, $"{before}; ls -lR > .before; {Run} --table t.csv; code=$?; ls -lR | diff .before - && exit $code");
        Assert.Equal((1, expected, ""), (result.ExitCode, result.Error, result.Output));
        shell.Run(folder, ordinary: true, "chmod -R u+w .");
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void A_run_folder_behind_a_link_is_replaced_and_the_link_stays(bool ordinary)
    {
        using TemporaryFolder folder = Folder();
        ProgramResult result = shell.Run(folder, ordinary, """
            mkdir real; chmod 750 real; ln -s real run
            $K run m.ant --subjects 2 --points 0:1:2 --out run > first && $K run m.ant --subjects 2 --points 0:1:2 --out run/ > second
            echo $?; readlink run; stat -c %a real; ls real | tr '\n' ' '; $K run m.ant --subjects 2 --points 0:1:2 --out -
            """);
        Assert.Equal("0\nreal\n750\nmanifest.json percentiles.csv plot.png plot.svg report.html subjects.csv summary.csv trajectories.parquet ", result.Output);
        Assert.Equal((1, "error: results are a folder of files here, which cannot go to standard output; name a folder\n"), (result.ExitCode, result.Error));
        Assert.Equal(["first", "m.ant", "real", "run", "second"], folder.Entries());
    }

    [Fact]
    public void Root_leaves_a_file_to_its_owner()
    {
        using TemporaryFolder folder = Folder();
        bool isRoot = Environment.IsPrivilegedProcess;
        ProgramResult result = shell.Run(folder, ordinary: false, $"echo old > t.csv; {(isRoot ? "chown 65534:65533 t.csv; " : "")}chmod 604 t.csv; before=$(stat -c '%u %g %a' t.csv); {Run} --table t.csv; test \"$(stat -c '%u %g %a' t.csv)\" = \"$before\" && echo $before");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.EndsWith(isRoot ? "65534 65533 604\n" : " 604\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--table m.ant", "MODEL and --table name the same file 'm.ant'")]
    [InlineData("--table link.ant", "MODEL and --table name the same file 'link.ant'")]
    [InlineData("--table t.svg --plot ./t.svg", "--table and --plot name the same file 't.svg'")]
    [InlineData("--table - --plot /dev/stdout", "only one file can go to standard output")]
    [InlineData("--table loop", "cannot write 'loop': its links lead in a circle")]
    public void Two_results_in_one_place_or_in_that_of_the_model_are_refused(string options, string expected)
    {
        using TemporaryFolder folder = Folder();
        ProgramResult result = shell.Run(folder, ordinary: true, $"ln -s m.ant link.ant; ln -s loop loop; {Run} {options}");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"error: {expected}", result.Error, StringComparison.Ordinal);
        Assert.Equal(["link.ant", "loop", "m.ant"], folder.Entries());
    }

    private static TemporaryFolder Folder()
    {
        TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], "model decay\n  k = 0.5; x = 10; x' = -k*x\nend\n");
        return folder;
    }
}
