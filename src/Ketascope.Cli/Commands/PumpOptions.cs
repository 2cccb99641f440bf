using System.CommandLine;

namespace Ketascope.Cli.Commands;

/// <summary>The options of pumps that hold target concentrations; each command makes its own.</summary>
internal sealed class PumpOptions
{
    private readonly Option<string?> _model = new("--tci-model")
    {
        Description = "Of targets: the model that the pump calculates with; several names, separated by commas, for several drugs "
            + "(default: the one that suits)",
        HelpName = "NAME",
    };

    private readonly Option<string?> _step = new("--tci-step")
    {
        Description = "Of targets: how long the pump's rate stays as it is (default: 10s)",
        HelpName = "TIME",
    };

    private readonly Option<double?> _rate = Shared.Number<double?>(
        "--tci-max-rate", "Of targets: the pump's highest rate (default: 12000 mg/h, which is 1200 mL/h of 10 mg/mL)", "MG/H", null);

    private readonly Option<double?> _bolus = Shared.Number<double?>(
        "--tci-max-bolus", "Of targets: the most that the pump gives in the first minute after a target changes (default: no limit)", "MG", null);

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_model, _step, _rate, _bolus])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The model of the pump.</summary>
    public string? Model(ParseResult parsed) => parsed.GetValue(_model);

    /// <summary>The length of a step.</summary>
    public string? Step(ParseResult parsed) => parsed.GetValue(_step);

    /// <summary>The highest rate, mg/h.</summary>
    public double? MaxRate(ParseResult parsed) => parsed.GetValue(_rate);

    /// <summary>The most in the first minute, mg.</summary>
    public double? MaxBolus(ParseResult parsed) => parsed.GetValue(_bolus);
}
