using System.Globalization;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Procedures;

/// <summary>The extended procedures that look at the server's disks.</summary>
internal static class FileProcedures
{
    private const long Megabyte = 1024 * 1024;

    public static IReadOnlyList<SystemProcedure> All { get; } =
    [
        new("xp_fixeddrives", FixedDrives),
        new("xp_fileexist", FileExists),
        new("xp_create_subdir", CreateFolder),
        new("xp_delete_file", DeleteFile),
        new("xp_dirtree", Tree),
    ];

    private static Task<int> FixedDrives(ProcedureCall call)
    {
        call.Send([new TdsColumn("drive", new TdsType(SqlTypeCode.VarChar, 1)), new TdsColumn("MB free", TdsType.Int)],
            Catalog.FixedDrives.All().Select(drive => new object?[] { drive.Letter, (int)Math.Min(drive.Free / Megabyte, int.MaxValue) }));
        return Task.FromResult(0);
    }

    private static Task<int> FileExists(ProcedureCall call)
    {
        string path = call.Text(0, "@filename");
        int isFile = File.Exists(path) ? 1 : 0;
        if (call.Has(1, "@file_exists"))
        {
            call.SetOutput(1, "@file_exists", isFile, TdsType.Int);
            return Task.FromResult(0);
        }

        TdsType tiny = new(SqlTypeCode.TinyInt);
        call.Send([new TdsColumn("File Exists", tiny), new TdsColumn("File is a Directory", tiny), new TdsColumn("Parent Directory Exists", tiny)],
            [[(byte)isFile, (byte)(Directory.Exists(path) ? 1 : 0), (byte)(Directory.Exists(Path.GetDirectoryName(path)) ? 1 : 0)]]);
        return Task.FromResult(0);
    }

    private static Task<int> CreateFolder(ProcedureCall call)
    {
        RequireAdministrator(call);
        string path = call.Text(0, "@path");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SqlErrorException(new SqlMessage(22048, 16, 1, "Error executing extended stored procedure: xp_create_subdir() returned error 5, 'Access is denied.'"));
        }

        return Task.FromResult(0);
    }

    // Deletes a backup file (type 0), or all of an extension in a folder that are older than a date. A file that is no backup stays.
    private static Task<int> DeleteFile(ProcedureCall call)
    {
        RequireAdministrator(call);
        int type = Convert.ToInt32(call.Value(0, "@type", TdsType.Int) ?? 0, CultureInfo.InvariantCulture);
        string path = call.Text(1, "@path");
        if (type != 0 || call.Has(2, "@extension") || Directory.Exists(path))
            throw SqlErrors.NotKnown("xp_delete_file of anything but one backup file");
        if (File.Exists(path))
        {
            if (!BackupFiles.IsOne(path))
                throw new SqlErrorException(new SqlMessage(22049, 15, 0, "Error executing extended stored procedure: Invalid Parameter"));
            File.Delete(path);
        }

        return Task.FromResult(0);
    }

    private static Task<int> Tree(ProcedureCall call)
    {
        string root = call.Text(0, "@path");
        int depth = Convert.ToInt32(call.Value(1, "@depth", TdsType.Int) ?? 0, CultureInfo.InvariantCulture);
        bool files = Convert.ToInt32(call.Value(2, "@file", TdsType.Int) ?? 0, CultureInfo.InvariantCulture) != 0;
        List<TdsColumn> columns = [new("subdirectory", TdsType.NVarChar(512)), new("depth", TdsType.Int)];
        if (files)
            columns.Add(new TdsColumn("file", TdsType.Int));
        call.Send(columns, Directory.Exists(root) ? Entries(root, 1, depth, files) : []);
        return Task.FromResult(0);
    }

    private static IEnumerable<object?[]> Entries(string folder, int level, int deepest, bool files)
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.OrdinalIgnoreCase))
        {
            bool isFile = File.Exists(entry);
            if (isFile && !files)
                continue;
            yield return files ? [Path.GetFileName(entry), level, isFile ? 1 : 0] : [Path.GetFileName(entry), level];
            if (!isFile && (deepest == 0 || level < deepest))
            {
                foreach (object?[] inner in Entries(entry, level + 1, deepest, files))
                    yield return inner;
            }
        }
    }

    private static void RequireAdministrator(ProcedureCall call)
    {
        if (!call.Session.Permissions.IsSysAdmin)
            throw new SqlErrorException(new SqlMessage(229, 14, 5, $"The EXECUTE permission was denied on the object '{call.Name}', database 'mssqlsystemresource', schema 'sys'."));
    }
}
