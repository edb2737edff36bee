using System.Text;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>
/// The files that a run is about to make, written down beside them under the folder lock before BACKUP begins and struck out when they
/// are whole or gone. Whoever holds the lock and finds a file named here knows that the run that made it is over. Nothing else proves
/// that: a copy that somebody is making has the same name, and its length may stand still for a while.
/// </summary>
/// <remarks>What cannot be written down is not known later, so its file is left alone: errors are no reason to stop a backup.</remarks>
internal sealed class WriteIntent(string folder, string databaseText)
{
    /// <summary>The intent for a database's files in a folder.</summary>
    public static WriteIntent Of(string folder, string database) => new(folder, FileNameText.Of(database));

    /// <summary>The file that keeps it, one path a line.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, $".{databaseText}.posbackup.writing");

    /// <summary>Files that a run wanted to make and did not strike out.</summary>
    public IReadOnlySet<string> Read()
    {
        try
        {
            return File.Exists(Path) ? File.ReadAllLines(Path).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }
    }

    /// <summary>Writes files down, those of an earlier run kept.</summary>
    public void Add(IEnumerable<string> files) => Write([.. Read().Union(files, StringComparer.Ordinal)]);

    /// <summary>Strikes files out.</summary>
    public void Remove(IEnumerable<string> files)
    {
        IReadOnlySet<string> before = Read();
        string[] rest = [.. before.Except(files, StringComparer.Ordinal)];
        if (rest.Length < before.Count)
            Write(rest);
    }

    private void Write(string[] files)
    {
        try
        {
            if (files.Length == 0)
            {
                File.Delete(Path);
                return;
            }

            using (var stream = new FileStream(Path, FileMode.Create, FileAccess.Write, FileShare.Read))
            {
                stream.Write(Encoding.UTF8.GetBytes(string.Concat(files.Select(file => file + "\n"))));
                stream.Flush(flushToDisk: true);
            }

            FolderFlush.Flush(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // See the remarks.
        }
    }
}
