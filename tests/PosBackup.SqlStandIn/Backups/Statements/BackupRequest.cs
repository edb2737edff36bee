using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>What a BACKUP statement asks for, with its literals and variables evaluated.</summary>
internal sealed record BackupRequest
{
    public required string Database { get; init; }

    public required BackupKind Kind { get; init; }

    /// <summary>Devices as they were named.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    public bool Initialize { get; init; }

    public bool Format { get; init; }

    /// <summary>SKIP: expiry is not looked at.</summary>
    public bool Skip { get; init; }

    public bool Checksum { get; init; }

    public bool ContinueAfterError { get; init; }

    /// <summary>COMPRESSION or NO_COMPRESSION; null = as the media has it, and plain on new media.</summary>
    public bool? Compress { get; init; }

    public bool CopyOnly { get; init; }

    /// <summary>NO_TRUNCATE: copy-only, and works on a damaged database.</summary>
    public bool NoTruncate { get; init; }

    /// <summary>The database is left restoring (tail-log).</summary>
    public bool NoRecovery { get; init; }

    /// <summary>Undo file of STANDBY; null without.</summary>
    public string? StandbyFile { get; init; }

    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public string MediaName { get; init; } = "";

    public string MediaDescription { get; init; } = "";

    public string? ExpireDate { get; init; }

    public int? RetainDays { get; init; }

    public int? BlockSize { get; init; }

    public int? MaxTransferSize { get; init; }

    /// <summary>A progress message every so many percent; 0 = none.</summary>
    public int Stats { get; init; }

    /// <summary>The statement as SQL Server's messages call it.</summary>
    public string Statement => Kind == BackupKind.Log ? "BACKUP LOG" : "BACKUP DATABASE";

    /// <summary>curCmd of its DONE tokens.</summary>
    public ushort Command => Kind == BackupKind.Log ? (ushort)235 : (ushort)228;

    /// <summary>Reads the statement.</summary>
    /// <exception cref="Tds.SqlErrorException">It asks for something that the stand-in does not know.</exception>
    public static BackupRequest Read(BackupStatement statement, StatementValues values)
    {
        RequireKnown(statement);
        var request = new BackupRequest
        {
            Database = values.Name(statement.DatabaseName),
            Kind = KindOf(statement),
            Devices = [.. statement.Devices.Select(device => DeviceName(device, values))],
        };
        return statement.Options.Aggregate(request, (so, option) => so.With(option, values));
    }

    private static BackupKind KindOf(BackupStatement statement)
    {
        if (statement is BackupTransactionLogStatement)
            return BackupKind.Log;
        return statement.Options.Any(option => option.OptionKind == BackupOptionKind.Differential) ? BackupKind.Differential : BackupKind.Full;
    }

    private static string DeviceName(DeviceInfo device, StatementValues values) => device switch
    {
        { LogicalDevice: { } logical } => throw StatementErrors.UnknownDevice(values.Name(logical)),
        { DeviceType: DeviceType.Disk } => values.Text(device.PhysicalDevice),
        _ => throw StatementErrors.NotInStandIn($"backup devices of type {device.DeviceType}"),
    };

    private static void RequireKnown(BackupStatement statement)
    {
        if (statement.MirrorToClauses.Count > 0)
            throw StatementErrors.NotInStandIn("BACKUP … MIRROR TO");
        if (statement is BackupDatabaseStatement { Files.Count: > 0 })
            throw StatementErrors.NotInStandIn("BACKUP DATABASE of single files or filegroups");
    }

    private BackupRequest With(BackupOption option, StatementValues values) => option.OptionKind switch
    {
        BackupOptionKind.Differential => this,
        BackupOptionKind.Init => this with { Initialize = true },
        BackupOptionKind.NoInit => this with { Initialize = false },
        BackupOptionKind.Format => this with { Format = true, Initialize = true, Skip = true },
        BackupOptionKind.Skip => this with { Skip = true },
        BackupOptionKind.Checksum => this with { Checksum = true },
        BackupOptionKind.NoChecksum => this with { Checksum = false },
        BackupOptionKind.ContinueAfterError => this with { ContinueAfterError = true },
        BackupOptionKind.StopOnError => this with { ContinueAfterError = false },
        BackupOptionKind.Compression => this with { Compress = true },
        BackupOptionKind.NoCompression => this with { Compress = false },
        BackupOptionKind.CopyOnly => this with { CopyOnly = true },
        BackupOptionKind.NoTruncate => this with { NoTruncate = true, CopyOnly = true },
        BackupOptionKind.NoRecovery => this with { NoRecovery = true },
        BackupOptionKind.Standby => this with { StandbyFile = values.Text(option.Value), NoRecovery = true },
        BackupOptionKind.Name => this with { Name = values.Text(option.Value) },
        BackupOptionKind.Description => this with { Description = values.Text(option.Value) },
        BackupOptionKind.MediaName => this with { MediaName = values.Text(option.Value) },
        BackupOptionKind.MediaDescription => this with { MediaDescription = values.Text(option.Value) },
        BackupOptionKind.ExpireDate => this with { ExpireDate = values.Text(option.Value) },
        BackupOptionKind.RetainDays => this with { RetainDays = (int?)values.Number(option.Value) },
        BackupOptionKind.BlockSize => this with { BlockSize = (int?)values.Number(option.Value) },
        BackupOptionKind.MaxTransferSize => this with { MaxTransferSize = (int?)values.Number(option.Value) },
        BackupOptionKind.Stats => this with { Stats = (int)(values.Number(option.Value) ?? 10) },
        BackupOptionKind.NoFormat or BackupOptionKind.NoSkip or BackupOptionKind.Rewind or BackupOptionKind.NoRewind
            or BackupOptionKind.Unload or BackupOptionKind.NoUnload or BackupOptionKind.BufferCount => this,
        BackupOptionKind.None when option is BackupEncryptionOption => this with { Encrypt = true },
        _ => throw StatementErrors.NotInStandIn($"the BACKUP option {option.OptionKind}"),
    };

    /// <summary>ENCRYPTION was asked for.</summary>
    public bool Encrypt { get; init; }
}
