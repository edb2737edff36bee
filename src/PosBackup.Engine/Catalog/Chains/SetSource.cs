namespace PosBackup.Engine.Catalog.Chains;

/// <summary>Who told of a set. A later member knows the set better than an earlier one.</summary>
public enum SetSource
{
    /// <summary>msdb: proves that the set was taken, not that its media still exists.</summary>
    History = 0,

    /// <summary>RESTORE HEADERONLY: the instance read the media.</summary>
    Header,

    /// <summary>A manifest beside the media.</summary>
    Manifest,

    /// <summary>The media file itself.</summary>
    Media,
}
