using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>What a kind of RESTORE is called, and what its DONE tokens say.</summary>
/// <param name="Text">In 3013 and 3014.</param>
/// <param name="Request">command of sys.dm_exec_requests.</param>
/// <param name="Command">curCmd of the statement's last DONE.</param>
internal sealed record RestoreVerb(string Text, string Request, ushort Command)
{
    /// <summary>curCmd of the DONE behind the rows of a listing.</summary>
    public const ushort Rows = 230;

    public static RestoreVerb Database { get; } = new("RESTORE DATABASE", "RESTORE DATABASE", 229);

    /// <remarks>Its curCmd is not in the published captures; BACKUP LOG is 235.</remarks>
    public static RestoreVerb Log { get; } = new("RESTORE LOG", "RESTORE LOG", 236);

    public static RestoreVerb HeaderOnly { get; } = new("RESTORE HEADERONLY", "RESTORE HEADERON", 250);

    public static RestoreVerb FileListOnly { get; } = new("RESTORE FILELIST", "RESTORE FILELIST", 376);

    public static RestoreVerb VerifyOnly { get; } = new("VERIFY DATABASE", "RESTORE VERIFYON", 377);

    /// <remarks>Its curCmd is not in the published captures.</remarks>
    public static RestoreVerb LabelOnly { get; } = new("RESTORE LABELONLY", "RESTORE LABELONL", 378);

    /// <summary>The verb of a statement; null for one that the stand-in does not know.</summary>
    public static RestoreVerb? Of(RestoreStatementKind kind) => kind switch
    {
        RestoreStatementKind.Database => Database,
        RestoreStatementKind.TransactionLog => Log,
        RestoreStatementKind.HeaderOnly => HeaderOnly,
        RestoreStatementKind.FileListOnly => FileListOnly,
        RestoreStatementKind.VerifyOnly => VerifyOnly,
        RestoreStatementKind.LabelOnly => LabelOnly,
        _ => null,
    };
}
