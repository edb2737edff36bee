namespace PosBackup.Engine.Drills.Evidence.Report;

/// <summary>How the report looks, on a screen and on A4.</summary>
internal static class Style
{
    public static Markup Sheet { get; } = Markup.Of(
        $$"""
        :root { --ink: #1b2430; --soft: #5a6472; --line: #d8dde4; --wash: #f5f7f9; --tone: #8f1d22; }
        .passed { --tone: #12613c; }
        .cancelled { --tone: #5a6472; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #eceff2; color: var(--ink);
          font: 14px/1.45 "Segoe UI", "Helvetica Neue", "Noto Sans", "Microsoft YaHei", "Noto Sans CJK SC", Arial, sans-serif; }
        main { max-width: 210mm; margin: 24px auto; padding: 10mm 15mm 12mm; background: #fff; border-top: 5px solid var(--tone); }
        header { display: flex; justify-content: space-between; gap: 24px; color: var(--soft); font-size: 12px; }
        h1 { margin: 18px 0 14px; font-size: 26px; line-height: 1.2; font-weight: 600; }
        h1 small { display: block; margin-top: 4px; font-size: 13px; font-weight: 400; color: var(--soft); }
        h2 { margin: 20px 0 6px; font-size: 12px; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); }
        p { margin: 0; }
        .name, td, dd, .verdict p { overflow-wrap: anywhere; unicode-bidi: isolate; }
        .verdict { display: flex; align-items: center; gap: 18px; padding: 14px 18px; border: 2px solid var(--tone); }
        .sign { flex: none; font-size: 38px; line-height: 1; color: var(--tone); }
        .verdict strong { display: block; font-size: 28px; line-height: 1.15; letter-spacing: .01em; color: var(--tone); }
        .hint { margin-top: 4px; color: var(--soft); }
        .figures { display: grid; grid-template-columns: 1.15fr 1.3fr 1.15fr .8fr; margin: 16px 0 0; border: solid var(--line); border-width: 1px 0; }
        .figures div { padding: 10px 12px; border-left: 1px solid var(--line); }
        .figures div:first-child { padding-left: 0; border-left: 0; }
        .figures dt { font-size: 11px; color: var(--soft); }
        .figures dd { margin: 2px 0 0; font-size: 16px; font-weight: 600; line-height: 1.25; }
        .figures dd small { display: block; margin-top: 2px; font-size: 11px; font-weight: 400; color: var(--soft); }
        table { width: 100%; border-collapse: collapse; font-size: 12.5px; }
        th { padding: 3px 10px 3px 0; border-bottom: 1px solid var(--ink); text-align: left; font-size: 11px; font-weight: 600; color: var(--soft); }
        td { padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        tr { break-inside: avoid; }
        .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        .tight { white-space: nowrap; }
        .wrong { font-weight: 600; color: #8f1d22; }
        .reason { display: block; color: var(--soft); }
        .mono { font: 9.5px/1.5 Consolas, "DejaVu Sans Mono", monospace; color: var(--soft); overflow-wrap: anywhere; }
        .left { padding: 2px 0; font-size: 11px; color: var(--soft); }
        .bar { width: 45%; vertical-align: middle; }
        .bar i { display: block; height: 7px; min-width: 1px; background: #8a97a8; }
        dl.facts { display: grid; grid-template-columns: 38mm 1fr; gap: 3px 10px; margin: 0; font-size: 12.5px; }
        dl.facts dt { color: var(--soft); }
        dl.facts dd { margin: 0; }
        .two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; }
        .two dl.facts { grid-template-columns: 26mm 1fr; }
        footer { margin-top: 22px; padding-top: 8px; border-top: 1px solid var(--line); font-size: 11px; color: var(--soft); }
        @media (max-width: 640px) { .two { grid-template-columns: 1fr; } .figures { grid-template-columns: 1fr 1fr; } main { padding: 6mm; } }
        @page { size: A4; margin: 12mm 14mm; }
        @media print {
          body { background: #fff; font-size: 9.5pt; }
          main { margin: 0; padding: 0; max-width: none; border-top-width: 3px; padding-top: 4mm; }
          h1 { margin: 8px 0 10px; font-size: 18pt; }
          h2 { margin: 12px 0 4px; break-after: avoid; }
          table, dl.facts { font-size: 8.5pt; }
          .mono { font-size: 6.8pt; }
          td { padding-top: 2.5px; padding-bottom: 2.5px; }
          .verdict { padding: 9px 14px; break-inside: avoid; }
          .bar i, .verdict, main { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          footer { margin-top: 12px; break-inside: avoid; }
        }
        """);
}
