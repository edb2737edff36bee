namespace PosBackup.Engine.Backups.Placement;

/// <summary>How long files are that another process writes.</summary>
internal static class FileLength
{
    /// <summary>Bytes in all; null when this process does not see one of them.</summary>
    public static long? Of(IReadOnlyList<string> files)
    {
        long bytes = 0;
        foreach (string file in files)
        {
            var one = new FileInfo(file);
            if (!one.Exists)
                return null;

            bytes += one.Length;
        }

        return bytes;
    }
}
