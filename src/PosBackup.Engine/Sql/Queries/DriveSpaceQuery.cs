namespace PosBackup.Engine.Sql.Queries;

/// <summary>Free bytes of a local drive of the instance's machine, for instances whose disks this process does not see.</summary>
internal sealed record DriveSpace(char Letter, long FreeBytes)
{
    private const long Megabyte = 1 << 20;

    public static Task<IReadOnlyList<DriveSpace>> ReadAsync(SqlSession session, CancellationToken cancellationToken) => session.QueryAsync(
        "EXEC master.dbo.xp_fixeddrives;",
        row => new DriveSpace(
            char.ToUpperInvariant(row.GetString(0)[0]),
            Convert.ToInt64(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture) * Megabyte),
        cancellationToken);
}
