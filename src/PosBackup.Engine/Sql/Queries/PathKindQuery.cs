using System.Globalization;
using PosBackup.Engine.Backups.Planning;

namespace PosBackup.Engine.Sql.Queries;

/// <summary>What stands under a path.</summary>
internal enum PathKind
{
    /// <summary>Nobody who can be asked tells.</summary>
    Unknown = 0,

    File,
    Folder,

    /// <summary>Nothing, in a folder that is seen.</summary>
    Nothing,
}

/// <summary>What stands under a path of the instance's machine, as the instance sees it; this machine's own eyes help where it is the same.</summary>
internal static class PathKindQuery
{
    public static async Task<PathKind> ReadAsync(SqlSession session, InstanceFacts instance, string path, CancellationToken cancellationToken)
    {
        PathKind kind = await AskAsync(session, path, cancellationToken).ConfigureAwait(false);
        if (kind is PathKind.File or PathKind.Folder || !instance.IsOn(Environment.MachineName))
            return kind;

        return Directory.Exists(path) ? PathKind.Folder : File.Exists(path) ? PathKind.File : kind;
    }

    private static async Task<PathKind> AskAsync(SqlSession session, string path, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<PathKind> kinds = await session.QueryAsync($"EXEC master.dbo.xp_fileexist {SqlQuote.Text(path)};", Kind, cancellationToken).ConfigureAwait(false);
            return kinds is [var kind] ? kind : PathKind.Unknown;
        }
        catch (PosBackupException)
        {
            // The procedure may be locked away.
            return PathKind.Unknown;
        }
    }

    /// <summary>Its columns: file exists, file is a directory, parent directory exists.</summary>
    private static PathKind Kind(Microsoft.Data.SqlClient.SqlDataReader row) =>
        IsTrue(row, 1) ? PathKind.Folder : IsTrue(row, 0) ? PathKind.File : IsTrue(row, 2) ? PathKind.Nothing : PathKind.Unknown;

    private static bool IsTrue(Microsoft.Data.SqlClient.SqlDataReader row, int column) => Convert.ToInt32(row.GetValue(column), CultureInfo.InvariantCulture) != 0;
}
