using System.Globalization;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup list --copies</c>: what was proven on which target, by the catalog; the targets are not asked.</summary>
internal static class ListCopies
{
    public static int Run(BackupCatalog catalog, Screen screen)
    {
        IReadOnlyList<BackupCopy> copies = catalog.Copies();
        foreach (string line in TextTable.Lines([["target", "proven", "how", "size", "path"], .. copies.Select(Row)]))
            screen.Line(line);

        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{CountText.Of(copies.Count, "copy", "copies")} in {catalog.Path}; 'sync' looks whether {(copies.Count == 1 ? "it is" : "they are")} still there"));
        screen.Document([.. copies.Select(CopyRecordJson.Of)], CliJson.Default.IReadOnlyListCopyRecordJson);
        return ExitCode.Done;
    }

    private static string[] Row(BackupCopy copy) =>
    [
        copy.Medium.Length > 0 ? $"{copy.Target} ({copy.Medium})" : copy.Target,
        copy.ProvenAt <= DateTimeOffset.UnixEpoch ? "lost" : copy.ProvenAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        copy.WholeAt is { } whole && whole != copy.ProvenAt ? $"{EnumName.Of(copy.Depth)}, whole {whole.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : EnumName.Of(copy.Depth),
        Quantity.Size(copy.Length),
        copy.Path,
    ];
}
