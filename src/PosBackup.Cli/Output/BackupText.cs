using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Cli.Output;

/// <summary>The report of a backup for a person.</summary>
internal static class BackupText
{
    public static IEnumerable<string> Describe(BackupReport report)
    {
        foreach (string healed in report.Healed)
            yield return "put right: " + healed;

        foreach (BackupResult result in report.Results)
        {
            yield return $"{EnumName.Of(result.Outcome)}: {result.Database}, {Summary(result)}";
            foreach (string detail in Details(result))
                yield return "  " + detail;
        }
    }

    private static string Summary(BackupResult result)
    {
        string kind = EnumName.Of(result.TakenKind ?? result.RequestedKind);
        if (result.Outcome != RunOutcome.Succeeded)
            return $"{kind}: {EnumName.Of(result.Code)}";

        string rate = result.BytesPerSecond is { } bytes ? $" at {Quantity.Rate(bytes)}" : "";
        return $"{kind}{(result.Compressed ? " compressed" : "")}, {Quantity.Size(result.Bytes)} in {Quantity.Duration(result.BackupDuration)}{rate}";
    }

    private static IEnumerable<string> Details(BackupResult result)
    {
        foreach (string reason in Reasons(result.RequestedKind, result.Promotions, result.RollOver))
            yield return reason;
        foreach (BackupResultFile file in result.Files)
            yield return file.Path;
        if (result.Set is { } set)
            yield return string.Create(CultureInfo.InvariantCulture, $"set {set.SetGuid} at position {set.Position}, LSN {set.FirstLsn} to {set.LastLsn}");
        if (result.Verification is { } verification)
            yield return $"verified: {EnumName.Of(verification.Verdict)} ({EnumName.Of(verification.Level)}) in {Quantity.Duration(result.VerifyDuration)}";
        if (result.VerifiedOnInstance is { } confirmed)
            yield return confirmed ? "RESTORE VERIFYONLY passed on the instance" : "RESTORE VERIFYONLY failed on the instance";
        foreach (Finding finding in result.Verification?.Findings ?? [])
            yield return MediaText.Describe(finding);
        foreach (BackupNote note in result.Notes)
            yield return Describe(note);
    }

    /// <summary>Why it is not as it was asked for.</summary>
    internal static IEnumerable<string> Reasons(BackupKind requested, IReadOnlyList<Promotion> promotions, RollOver? rollOver)
    {
        foreach (Promotion promotion in promotions)
            yield return $"not a {EnumName.Of(requested)} ({EnumName.Of(promotion.Reason)}): {promotion.Message}";
        if (rollOver is not null)
            yield return $"a new file ({EnumName.Of(rollOver.Reason)}): {rollOver.Message}";
    }

    internal static string Describe(BackupNote note) => NoteText.Of(note.Message, note.Hint);
}
