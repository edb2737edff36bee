using Microsoft.SqlServer.Management.Common;
using Smo = Microsoft.SqlServer.Management.Smo;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>The T-SQL of a <see cref="RestoreCommand"/> as it would be sent, without a connection.</summary>
internal static class RestoreScript
{
    public static string Of(RestoreCommand command)
    {
        // All three together keep SMO from asking a server who it is. No part of a RestoreCommand is written differently for another version.
        var connection = new ServerConnection
        {
            ServerVersion = new ServerVersion(major: 16, minor: 0),
            DatabaseEngineType = DatabaseEngineType.Standalone,
            DatabaseEngineEdition = DatabaseEngineEdition.Standard,
        };
        return string.Join(Environment.NewLine, SmoRestoreBuilder.Build(command).Script(new Smo.Server(connection)).Cast<string>());
    }
}
