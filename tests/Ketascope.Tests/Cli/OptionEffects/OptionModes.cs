using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli.OptionEffects;

/// <summary>The ways to use each command, with the files that their lines name.</summary>
internal static class OptionModes
{
    private const string Model = """
        model m
          compartment c; c = 1; species GUT in c, CENT in c
          WT = 70; HT = 170; FAST = 50
          CL = 2*(WT/70)*(HT/170)*exp(eta_CL + kappa_CL); V = 15*exp(eta_V); KA = 1
          eta_CL = 0; eta_CL.distribution = normal(0, 0.3)
          eta_V = 0; eta_V.distribution = normal(0, 0.2)
          kappa_CL = 0; kappa_CL.distribution = normal(0, 0.2)
          sigma_proportional_CP = 0.2
          GUT = 100; CENT = 0
          J0: GUT -> CENT; KA*GUT
          J1: CENT -> ; CL/V*CENT
          q = 1; q' = FAST*(cos(time) - q)
          CP := CENT/V
        end
        """;

    /// <summary>All commands and modes.</summary>
    public static IReadOnlyList<(string Command, OptionMode Mode)> All { get; } =
    [
        .. RunModes.All.Select(mode => ("run", mode)),
        .. SimulateModes.All.Select(mode => ("simulate", mode)),
        .. FitModes.All.Select(mode => ("fit", mode)),
        .. ChannelModes.All,
        .. CordModes.All,
        .. OtherModes.All,
    ];

    /// <summary>
    /// What is tried by a test of its own: <c>calibrate receptor</c> takes a minute (its <c>--keep-estimates</c> is tried on the toy of ExtendingTests), and <c>--write</c> writes among the models that come with the
    /// program (<see cref="CalibrateTests"/>).
    /// </summary>
    public static IReadOnlyList<string> Elsewhere { get; } = ["--keep-estimates", "--write", "--request", "--json"];

    /// <summary>Writes the files that lines name.</summary>
    public static void WriteFiles(TemporaryFolder folder)
    {
        void Write(string name, string text) => File.WriteAllText(folder[name], text);
        Write("m.ant", Model);
        Write("random.ant", "model random; k = gamma(2, 3); CL = 1; x = 1; x' = -k*x^3 + sin(CL*time); end");
        Write("uncertain.ant", "model u; k = 1; k.standardError = 0.2; CL = 1; x = 1; x' = -k*x^3 + sin(CL*time); end");
        Write("stiff.ant", "model stiff; a = 1; b = 0; a' = -0.04*a + 1e4*b; b' = 0.04*a - 1e4*b; end");
        Write("bare.ant", "model bare\n  k_units = 1; x = 1; x' = -k_units*x\nend");
        Write("rows.csv", "ID,CL\n1,1\n2,3\n");
        Write("people.csv", "WT,HT\n60,160\n80,180\n100,190\n");
        Write("starts.csv", "ID,A\n1,4\n2,6\n");
        Write("into.csv", "ID,TIME,EVID,AMT,CMT\n1,0,1,5,A\n1,3,0,0,0\n");
        Write("weights.csv", "WT\n60\n80\n90\n");
        Write("intox.csv", "ID,TIME,EVID,AMT,CMT\n1,0,1,5,x\n1,3,0,0,0\n");
        Write("heights.csv", "HT\n160\n180\n190\n");
        Write("times.txt", "0 1 2 5\n");
        Write("doses.csv", "ID,TIME,EVID,AMT,CMT,WT,SITE\n1,0,1,50,GUT,70,1\n1,2,0,0,0,60,1\n1,4,1,50,GUT,50,1\n1,4,0,0,0,50,1\n" +
            "2,0,1,50,GUT,90,2\n2,3,0,0,0,80,2\n");
        Write("fast.ant", "model m; A = 10; B = 0; C = 0; fast reaction J; J: A -> B; A - B; K: B -> C; 0.1*B; end");
        Write("levels.csv", "ID,TIME,EVID,AMT,CMT,WT,DV,DVID\n1,0,1,100,GUT,70,.,0\n1,1,0,0,0,70,4.1,1\n1,3,0,0,0,60,4.6,1\n1,6,1,30,CENT,70,.,0\n" +
            "1,6,0,0,0,70,4.9,1\n1,12,0,0,0,70,1.5,1\n"
            + "2,0,1,100,GUT,70,.,0\n2,1,0,0,0,70,3.7,1\n2,3,0,0,0,80,5.2,1\n2,6,0,0,0,70,3.6,1\n2,12,0,0,0,70,1.2,1\n");
        Write("other.csv", "ID,TIME,EVID,AMT,CMT,DV\n1,0,1,100,GUT,.\n1,1,0,0,0,4.1\n1,4,0,0,0,4.4\n1,9,0,0,0,2.0\n1,20,0,0,0,0.4\n");
        Write("pk.csv", "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\nA,ketamine 0.5 mg/kg iv over 40 " +
            "min,,ketamine,max,mean,185,,,20,10,ng/mL,here,read,validation\n");
        Write("fitrows.csv", "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\n"
            + "A,esketamine 0.5 mg/kg iv over 40 min,site=venous,S-ketamine,max,mean,185,,,20,10,ng/mL,here,read,calibration\nA,esketamine 0.5 " +
                "mg/kg iv over 40 min,site=venous,S-ketamine,2 h,mean,60,,,9,10,ng/mL,here,read,calibration\n"
            + "A,esketamine 0.5 mg/kg iv over 40 min,site=venous,S-ketamine,4 h,mean,33,,,9,10,ng/mL,here,read,calibration\n"
            + "B,esketamine 0.5 mg/kg iv over 40 min,site=venous,S-ketamine,max,mean,150,,,20,10,ng/mL,here,read,validation\nB,esketamine 0.5 " +
                "mg/kg iv over 40 min,site=venous,S-ketamine,3 h,mean,30,,,5,10,ng/mL,here,read,validation\n");
        Write("otherrows.csv", "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\n"
            + "A,esketamine 0.5 mg/kg iv over 40 min,site=venous,S-ketamine,max,mean,120,,,20,10,ng/mL,here,read,calibration\nA,esketamine 0.5 " +
                "mg/kg iv over 40 min,site=venous,S-ketamine,2 h,mean,50,,,9,10,ng/mL,here,read,calibration\n");
        Write("patch.csv", "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\nA,glutamate 1 mM for 5 ms; " +
            "wait 1 s,subunits=2A,current,rise,mean,4,,,1,5,ms,here,read,validation\n");
        Write("affinities.csv", "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\n" +
            "A,ketamine,,mu-opioid,half,mean,41.7,,,,,uM,nobody,assumed,validation\n");
        Write("body.csv", "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\n" +
            "A,ketamine 0.5 mg/kg iv over 40 min,,MAP,40 min,change,15,,,,20,mmHg,nobody,assumed,validation\n");
        Write("mood.csv", "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\n" +
            "A,ketamine 0.5 mg/kg iv over 40 min,control=saline,MADRS,24 h,change,-16,,,,20,dimensionless,nobody,assumed,validation\n");
        Write("mind.csv", "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\n" +
            "A,ketamine 0.5 mg/kg iv over 40 min,,CADSS,40 min,mean,7.7,,,,20,dimensionless,nobody,assumed,validation\n");
        Write("cord.csv", "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\nA,shocks 1 Hz x 5,,shock " +
            "response,end,mean,1,,,0.1,5,dimensionless,here,read,validation\n"
            + "B,0.3 mg/kg iv over 4 min,condition=acute,NRS,15 min,mean,3.2,,,,45,dimensionless,here,read,validation\n");
        Write("dose.json", """{ "study": "simulate", "regimen": "0.5 mg/kg iv over 40 min", "for": "2h" }""");
        Write("injury.txt", "injury for 1 min\nwait 5 min\ntest\n");
        Write("capsaicin.txt", "capsaicin\nwait 5 min\ntest\n");
        Write("steps.txt", "wait 10 ms\nketamine 1 uM\nglutamate 1 mM for 5 ms\nwait 50 ms\n");
        Write("other.txt", "wait 10 ms\nketamine 1 uM\nglutamate 1 mM for 9 ms\nwait 50 ms\n");
        Write("clearances.csv", "S.CL_70,S.V1_70\n80,120\n100,140\n");
        Directory.CreateDirectory(folder["models"]);
        Write("models/fast.ant", "model f; A = 10; B = 0; fast reaction J; J: A -> B; A^2 - B; end");
        Write("models/a.ant", "model a; x = 1; x' = -x; end");
        Write("models/b.ant", "model b; w = 1e4; x = 1; v = 0; x' = v; v' = -w^2*sin(x); end");
        foreach (string name in (string[])["cases/00001/00001", "cases/00002/00002"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            Write($"{name}-sbml-l3v2.xml", Case);
            Write($"{name}-settings.txt", "start: 0\nduration: 1\nsteps: 1\nvariables: x\nabsolute: 0.001\nrelative: 0.001\namount:\nconcentration:\n");
            Write($"{name}-results.csv", "time,x\n0,1\n1,2\n");
            Write($"{name}-model.m", "(*\ncategory:      Test\nsynopsis:      x\ncomponentTags: Parameter\ntestTags:      NonConstantParameter\n*)\n");
        }
    }

    private const string Case = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m">
        <listOfParameters><parameter id="x" value="1" constant="false"/></listOfParameters>
        <listOfRules><rateRule variable="x"><math xmlns="http://www.w3.org/1998/Math/MathML"><cn>1</cn></math></rateRule></listOfRules></model></sbml>
        """;
}
