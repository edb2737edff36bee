namespace PosBackup.Engine.Targets.Ftp.Listing;

/// <summary>A line of a listing.</summary>
/// <param name="Name">The name, to the letter.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes of a file.</param>
/// <param name="ModifiedAt">Time stamp; null when the line has none.</param>
internal sealed record ListedName(string Name, ListedKind Kind, long Length, DateTimeOffset? ModifiedAt)
{
    /// <summary>The same below a folder of the target; null when no path can have such a name.</summary>
    public TargetEntry? In(TargetPath folder) =>
        TargetPath.IsName(Name) ? new TargetEntry(folder.Child(Name), Kind == ListedKind.Folder, Kind == ListedKind.Folder ? 0 : Length, ModifiedAt) : null;
}

/// <summary>What a line of a listing stands for.</summary>
internal enum ListedKind
{
    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A link; what it leads to has to be asked.</summary>
    Link,
}
