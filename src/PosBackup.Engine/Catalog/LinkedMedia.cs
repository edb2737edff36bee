namespace PosBackup.Engine.Catalog;

/// <summary>Words about a media file in whose place a link stands.</summary>
public static class LinkedMedia
{
    /// <summary>What is the matter.</summary>
    public const string What = "a link stands in its place, and what is at the other end is not taken for the file that was backed up";

    /// <summary>What to do about it.</summary>
    public const string Hint = "bring the file back into its place; or let 'posbackup catalog rebuild' with its new folder expect it there, remove the link, and let 'posbackup catalog forget' with the path of the link stop expecting that";
}
