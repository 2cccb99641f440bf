namespace Ketascope.Study.Reports;

/// <summary>The style sheet of reports; it has no character that XML would write otherwise, so that it reads the same as HTML and as XML.</summary>
internal static class ReportStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """

        :root { color-scheme: light; }
        body { margin: 0 auto; max-width: 54rem; padding: 2rem 1.5rem 3rem; background: #fff; color: #222;
          font: 16px/1.55 Inter, system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif; }
        header { border-bottom: 3px solid #0072B2; margin-bottom: 1.5rem; padding-bottom: .5rem; }
        .kicker { margin: 0; color: #666; font-size: .85rem; letter-spacing: .04em; text-transform: uppercase; }
        h1 { margin: .2rem 0 .4rem; font-size: 1.8rem; line-height: 1.2; }
        .lead { margin: 0 0 .6rem; font-size: 1.08rem; color: #444; }
        h2 { margin: 2rem 0 .6rem; font-size: 1.15rem; }
        .warning { margin: 1.2rem 0; padding: .7rem 1.1rem; background: #FFF4E5; border-left: 5px solid #D55E00; }
        .warning h2 { margin: 0 0 .2rem; color: #A34700; font-size: 1rem; }
        ul { margin: 0; padding-left: 1.2rem; }
        figure { margin: 0; }
        figure svg { display: block; width: 100%; height: auto; }
        figcaption { color: #555; font-size: .88rem; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
        thead { border-top: 2px solid #222; border-bottom: 1px solid #222; }
        tbody { border-bottom: 2px solid #222; }
        th, td { padding: .35rem .8rem .35rem 0; text-align: left; vertical-align: top; }
        th { font-weight: 600; }
        tbody tr + tr td { border-top: 1px solid #e4e4e4; }
        .number { text-align: right; }
        td.number { white-space: nowrap; }
        dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .25rem 1.2rem; margin: 0; font-size: .92rem; }
        dt { color: #666; }
        dd { margin: 0; overflow-wrap: anywhere; }
        footer { margin-top: 2.5rem; padding-top: .7rem; border-top: 1px solid #ccc; color: #555; font-size: .88rem; }
        @media print { body { max-width: none; padding: 0; font-size: 11pt; } section { break-inside: avoid; } }

        """;
}
