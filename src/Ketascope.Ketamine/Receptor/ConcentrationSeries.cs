using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Receptor;

/// <summary>Makes protocols that differ in one concentration out of one protocol.</summary>
internal static class ConcentrationSeries
{
    /// <summary>The protocol with another concentration of a substance wherever it has one; its course over time stays.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="knob">The substance.</param>
    /// <param name="drugs">For a drug, itself or its parts with their fractions; else empty.</param>
    /// <param name="highest">The highest concentration that is to be there, in the knob's unit.</param>
    /// <exception cref="UserErrorException">The protocol does not have it.</exception>
    public static ChannelProtocol With(ChannelProtocol protocol, ProtocolKnob knob, IReadOnlyDictionary<string, double> drugs, double highest)
    {
        bool IsIt(ProtocolChange change) => change.Knob == knob && (knob != ProtocolKnob.Drug || drugs.ContainsKey(change.Drug!.Id));
        double now = protocol.Before.Concat(protocol.Changes).Where(IsIt).Select(change => change.Value / (knob == ProtocolKnob.Drug ? drugs[change.Drug!.Id] : 1)).DefaultIfEmpty(0).Max();
        return now > 0
            ? protocol with
            {
                Before = [.. protocol.Before.Select(change => IsIt(change) ? change with { Value = change.Value * highest / now } : change)],
                Changes = [.. protocol.Changes.Select(change => IsIt(change) ? change with { Value = change.Value * highest / now } : change)],
            }
            : throw new UserErrorException("the substance that is varied has to be in the regimen, at any concentration: glutamate 1 uM for 10 s");
    }
}
