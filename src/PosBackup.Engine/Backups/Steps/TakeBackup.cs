using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>Runs BACKUP as planned.</summary>
internal sealed class TakeBackup(RunContext run)
{
    public Task<StatementOutcome> RunAsync(BackupPlan plan, Operation operation, CancellationToken cancellationToken) => new SmoBackup(run.Clock).RunAsync(
        run.Options.Instance,
        Command(plan),
        run.Options.StallTimeout,
        percent => run.Observer.Progressed(operation, new OperationProgress(percent)),
        () => run.Visible ? FileLength.Of(plan.Media.Written) : null,
        cancellationToken);

    private BackupCommand Command(BackupPlan plan)
    {
        BackupOptions options = run.Options;
        return new BackupCommand
        {
            Database = plan.Database.Name,
            Kind = plan.Kind.Kind,
            Files = plan.Media.Written,
            Overwrite = plan.Media.Placing == Placing.Init,
            CopyOnly = options.CopyOnly,
            Compress = run.Folder.Compress,
            Encryption = options.Encryption,
            Checksum = options.Checksum,
            Name = options.Name ?? DefaultName(plan.Database.Name, plan.Kind.Kind),
            Description = SetMark.Describe(options.Description, plan.Mark),
            RetainDays = options.RetainDays,
            BlockSize = plan.Media.Placing == Placing.Append ? null : options.BlockSize,
            BufferCount = options.BufferCount,
            MaxTransferSize = options.MaxTransferSize,
        };
    }

    private static string DefaultName(string database, BackupKind kind)
    {
        string tail = kind switch
        {
            BackupKind.Differential => " differential",
            BackupKind.Log => " log",
            _ => " full",
        };
        return database.Length + tail.Length <= BackupOptionsRules.LongestName ? database + tail : database[..(BackupOptionsRules.LongestName - tail.Length)] + tail;
    }
}
