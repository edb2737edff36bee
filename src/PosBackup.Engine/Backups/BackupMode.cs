namespace PosBackup.Engine.Backups;

/// <summary>Where a new backup set goes.</summary>
public enum BackupMode
{
    /// <summary>A file of its own, with a name that no other backup has.</summary>
    NewFile = 0,

    /// <summary>Behind the sets of a media file that we own; rolls over to a new file when it does not fit, and says why.</summary>
    Append,

    /// <summary>In the place of a file: the new one is written and verified before it takes the old one's name.</summary>
    Overwrite,
}

/// <summary>Whether SQL Server compresses the set.</summary>
public enum CompressionMode
{
    /// <summary>Compressed where the instance can, which is found by trying.</summary>
    Auto = 0,

    /// <summary>Compressed; an instance that cannot is an error.</summary>
    On,

    /// <summary>Plain.</summary>
    Off,
}
