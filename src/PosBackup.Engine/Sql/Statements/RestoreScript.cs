using System.Collections.Specialized;
using Microsoft.SqlServer.Management.Common;
using Smo = Microsoft.SqlServer.Management.Smo;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>The T-SQL of a command as it would be sent, without a connection.</summary>
internal static class RestoreScript
{
    /// <summary>RESTORE.</summary>
    public static string Of(RestoreCommand command) => Text(SmoRestoreBuilder.Build(command).Script(Unconnected()));

    /// <summary>BACKUP, of the tail-log that goes before a restore.</summary>
    public static string Of(BackupCommand command) => Text(SmoBackupBuilder.Build(command).Script(Unconnected()));

    private static string Text(StringCollection lines) => string.Join(Environment.NewLine, lines.Cast<string>());

    private static string Text(string script) => script;

    /// <summary>All three together keep SMO from asking a server who it is. Nothing in our commands is written differently for another version.</summary>
    private static Smo.Server Unconnected() => new(new ServerConnection
    {
        ServerVersion = new ServerVersion(major: 16, minor: 0),
        DatabaseEngineType = DatabaseEngineType.Standalone,
        DatabaseEngineEdition = DatabaseEngineEdition.Standard,
    });
}
