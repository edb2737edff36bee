using PosBackup.Engine.Files;

namespace PosBackup.Engine.Backups.Healing;

/// <summary>Takes what a broken-off run left out of the way without deleting a byte: it is kept as <c>&lt;name&gt;.unfinished</c>.</summary>
internal static class SetAside
{
    public const string Extension = ".unfinished";

    /// <summary>Renames the files; a sentence that says why that was not possible, or null.</summary>
    public static string? Files(IReadOnlyList<string> files)
    {
        try
        {
            foreach (string file in files)
                File.Move(file, file + Extension, overwrite: false);

            foreach (string folder in files.Select(FolderOf).Distinct(StringComparer.Ordinal))
                FolderFlush.Flush(folder);

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"could not be set aside: {e.Message}";
        }
    }

    /// <summary>Copies the bytes behind an offset, before somebody cuts them off; a sentence that says why that was not possible, or null.</summary>
    public static async Task<string?> TailAsync(string file, long offset, CancellationToken cancellationToken)
    {
        string aside = file + Extension;
        bool isMade = false;
        try
        {
            var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            await using (from.ConfigureAwait(false))
            {
                from.Position = offset;
                var to = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                isMade = true;
                await using (to.ConfigureAwait(false))
                {
                    await from.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
                    to.Flush(flushToDisk: true);
                }
            }

            FolderFlush.Flush(FolderOf(file));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The copy is ours, and the bytes are still where they were.
            if (isMade)
                File.Delete(aside);

            return $"could not be set aside: {e.Message}";
        }
    }

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;
}
