namespace PosBackup.SqlStandIn.Sql.Procedures;

/// <summary>Tells a backup file by its first bytes.</summary>
internal static class BackupFiles
{
    /// <summary>Whether a file begins as media of SQL Server do: TAPE (MTF) or MSSQLBAK.</summary>
    public static bool IsOne(string path)
    {
        Span<byte> start = stackalloc byte[8];
        using FileStream file = File.OpenRead(path);
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return read == start.Length && (start.StartsWith("TAPE"u8) || start.SequenceEqual("MSSQLBAK"u8));
    }
}
