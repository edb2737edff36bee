namespace PosBackup.Engine.Sql.Queries;

/// <summary>The files of all databases of the instance, open or not: a restore may not put its own in their place.</summary>
internal static class OccupiedPathsQuery
{
    public static Task<IReadOnlyList<string>> ReadAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.QueryAsync("SELECT physical_name FROM master.sys.master_files;", static row => row.Text("physical_name"), cancellationToken);
}
