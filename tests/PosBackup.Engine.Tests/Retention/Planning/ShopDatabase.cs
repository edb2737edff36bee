using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Tests.Catalog.Chains;

namespace PosBackup.Engine.Tests.Retention.Planning;

/// <summary>One of several databases of a shop: what is taken of it has GUIDs that no other has.</summary>
/// <param name="number">Which of them it is.</param>
/// <param name="name">Its name.</param>
internal sealed class ShopDatabase(byte number, string name)
{
    /// <summary>What happens to it.</summary>
    public ShopHistory History { get; } = new() { Name = name };

    /// <summary>Takes a backup, by the clock of a zone.</summary>
    public BackupSet Take(BackupKind kind, DateTimeOffset at, TimeZoneInfo zone)
    {
        (History.Now, History.Offset) = (at, zone.GetUtcOffset(at));
        History.Work(3);
        BackupSet set = History.Take(kind).Set;
        return set with
        {
            SetGuid = Own(set.SetGuid),
            FamilyGuid = Own(set.FamilyGuid),
            RecoveryForkGuid = Own(set.RecoveryForkGuid),
            FirstRecoveryForkGuid = Own(set.FirstRecoveryForkGuid),
            DifferentialBaseGuid = set.DifferentialBaseGuid is { } full ? Own(full) : null,
            Description = SetMark.Describe(words: null, Own(set.SetGuid)),
        };
    }

    private Guid Own(Guid guid)
    {
        byte[] bytes = guid.ToByteArray();
        bytes[^1] = number;
        return new Guid(bytes);
    }
}
