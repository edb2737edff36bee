using System.Globalization;
using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Restores.Facts;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Restores.Planning;

/// <summary>
/// Where the files of a restored database go.
/// <code>
/// a file that the overwritten database has      stays where it is, unless a folder was asked for
/// else, folder                                  as asked for; else the instance's default for data or log
/// else, name                                    target.mdf, target_logicalname.ndf, target_log.ldf; _2, _3 … when it is taken
/// </code>
/// </summary>
internal sealed class FilePlacement(RestoreOptions options, RestoreFacts facts)
{
    private const int PrimaryFile = 1;

    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where counting goes on for a name that was taken before.</summary>
    private readonly Dictionary<string, int> _next = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Places the files.</summary>
    /// <param name="files">Files as a set lists them.</param>
    /// <param name="keeps">Files of the database that is overwritten or gone on with; empty for a new one.</param>
    /// <exception cref="PosBackupException">InvalidOption: there is no folder.</exception>
    public IReadOnlyList<RestoredFile> Place(IEnumerable<DatabaseFile> files, IReadOnlyList<TargetFile> keeps)
    {
        foreach (TargetFile kept in keeps)
            _given.Add(kept.PhysicalName);

        return [.. files.OrderBy(file => file.FileId).Select(file => Place(file, keeps))];
    }

    private RestoredFile Place(DatabaseFile file, IReadOnlyList<TargetFile> keeps)
    {
        string? asked = file.IsLog ? options.LogFolder : options.DataFolder;
        TargetFile? kept = keeps.FirstOrDefault(one => one.FileId == file.FileId && one.IsLog == file.IsLog);
        string path = asked is null && kept is not null ? kept.PhysicalName : Free(asked ?? Default(file.IsLog), NameOf(file), kept?.PhysicalName);
        _given.Add(path);
        return new RestoredFile(file.LogicalName, file.IsLog, file.PhysicalName, path, file.Size);
    }

    private string Default(bool isLog) => (isLog ? facts.Folders.Log : facts.Folders.Data) ?? throw new PosBackupException(
        ErrorCode.InvalidOption,
        $"{facts.Instance.Name} does not tell where it puts {(isLog ? "log" : "data")} files",
        "Name folders for data and log files.");

    private string NameOf(DatabaseFile file)
    {
        string target = FileNameText.Of(options.TargetName);
        return file.IsLog ? $"{target}{(file.FileId == PrimaryFile + 1 ? "_log" : $"_{FileNameText.Of(file.LogicalName)}")}.ldf"
            : file.FileId == PrimaryFile ? $"{target}.mdf"
            : $"{target}_{FileNameText.Of(file.LogicalName)}.ndf";
    }

    private string Free(string folder, string name, string? own)
    {
        string plain = ServerPath.Join(folder, name);
        int n = _next.GetValueOrDefault(plain, 1);
        string path;
        do
        {
            path = n == 1 ? plain : ServerPath.BeforeExtension(plain, string.Create(CultureInfo.InvariantCulture, $"_{n}"));
            n++;
        }
        while (IsTaken(path, own));

        _next[plain] = n;
        return path;
    }

    private bool IsTaken(string path, string? own) =>
        (own is null || !ServerPath.Same(path, own)) && (_given.Contains(path) || facts.OccupiedPaths.Contains(path) || facts.IsInTheWay(path));
}
