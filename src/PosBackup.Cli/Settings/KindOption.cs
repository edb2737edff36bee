using System.CommandLine;
using System.CommandLine.Parsing;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Settings;

/// <summary><c>--kind full|differential|log</c>, with <c>diff</c> for short.</summary>
internal static class KindOption
{
    public static Option<BackupKind?> Create(string description) => new("--kind")
    {
        Description = description,
        HelpName = "full|differential|log",
        CustomParser = Parse,
    };

    private static BackupKind? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        switch (text.ToLowerInvariant())
        {
            case "full":
                return BackupKind.Full;
            case "differential" or "diff":
                return BackupKind.Differential;
            case "log":
                return BackupKind.Log;
            default:
                result.AddError($"'{text}' is no backup kind: it may be full, differential or log");
                return null;
        }
    }
}
