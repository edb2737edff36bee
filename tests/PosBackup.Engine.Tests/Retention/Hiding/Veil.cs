using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Tests.Retention.Hiding;

/// <summary>What a target does not show of what it has.</summary>
internal sealed class Veil
{
    /// <summary>Files and folders that are not there for any call; what lies in such a folder is not either.</summary>
    public HashSet<TargetPath> Gone { get; } = [];

    /// <summary>Files and folders that listings leave out, and that other calls find.</summary>
    public HashSet<TargetPath> Unlisted { get; } = [];

    /// <summary>Files that nobody may read.</summary>
    public HashSet<TargetPath> Unreadable { get; } = [];

    /// <summary>Whether nothing can be written.</summary>
    public bool IsFull { get; set; }

    /// <summary>Whether deleting fails in a way that nobody has foreseen.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether deletions are acknowledged and nothing is deleted: a write-once disk.</summary>
    public bool IsWriteOnce { get; set; }

    /// <summary>Calls until the line is lost for good; null for never.</summary>
    public int? CallsLeft { get; set; }

    /// <summary>Shows everything again.</summary>
    public void Lift()
    {
        Gone.Clear();
        Unlisted.Clear();
        Unreadable.Clear();
        IsFull = false;
        IsBroken = false;
        IsWriteOnce = false;
        CallsLeft = null;
    }

    public bool IsGone(TargetPath path)
    {
        for (TargetPath at = path; !at.IsRoot; at = at.Folder)
        {
            if (Gone.Contains(at))
                return true;
        }

        return Gone.Contains(TargetPath.Root) && !path.Name.EndsWith(".part", StringComparison.Ordinal);
    }

    public bool IsListed(TargetPath path) => !IsGone(path) && !Unlisted.Contains(path);
}
