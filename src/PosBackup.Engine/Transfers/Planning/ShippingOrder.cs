using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Transfers.Planning;

/// <summary>
/// Which file goes first.
/// <list type="number">
/// <item>The oldest that is not protected. What is only due to be read back comes last.</item>
/// <item>But when an RPO is set, the speed of the line is known, and in that order a log would reach the target later than the RPO after it
/// was taken, then all logs go before everything else, the oldest first - those at least that mean something without what they overtake: whose database
/// has an older full that is proven there already.</item>
/// </list>
/// </summary>
internal sealed record ShippingOrder(IReadOnlyList<SyncItem> Items, IReadOnlyList<SyncNote> Notes)
{
    /// <summary>When the last set on a media file was taken.</summary>
    public static DateTimeOffset TakenAt(Manifest manifest) =>
        manifest.Media.Sets.Count == 0 ? DateTimeOffset.MinValue : manifest.Media.Sets.Max(set => (set.FinishedAt ?? set.StartedAt).AsUtc());

    /// <summary>Puts the items of a plan in order.</summary>
    /// <param name="items">The items, in any order.</param>
    /// <param name="proven">The sets that are proven at the target.</param>
    /// <param name="bytesPerSecond">Speed of the line; null when nobody knows.</param>
    /// <param name="rpo">How old a log may be before it is off-site; null for no matter.</param>
    /// <param name="now">The time.</param>
    public static ShippingOrder Of(IReadOnlyList<SyncItem> items, IReadOnlyList<BackupSet> proven, double? bytesPerSecond, TimeSpan? rpo, DateTimeOffset now)
    {
        SyncItem[] oldest = [.. items.OrderBy(item => item is { Action: SyncAction.Prove, Known: not null }).ThenBy(item => TakenAt(item.Manifest))];
        if (rpo is not { } limit || bytesPerSecond is not { } rate || rate <= 0)
            return new ShippingOrder(oldest, []);

        BackupSet[] fulls = [.. proven.Where(set => set is { Kind: BackupKind.Full, IsCopyOnly: false })];
        HashSet<SyncItem> overtaking = [.. oldest.Where(item => IsLog(item) && fulls.Any(full => IsBase(full, item.Manifest.Media.Sets[0])))];
        if (!IsInDanger(oldest, overtaking, rate, limit, now))
            return new ShippingOrder(oldest, []);

        string note = string.Create(CultureInfo.InvariantCulture, $"the line is slow (about {rate / 1024:N0} KiB a second): {CountText.Of(overtaking.Count, "log goes first, or it", "logs go first, or they")} would be off-site later than {SpanText.Of(limit)} after {(overtaking.Count == 1 ? "it was" : "they were")} taken");
        return new ShippingOrder([.. oldest.Where(overtaking.Contains), .. oldest.Where(item => !overtaking.Contains(item))], [new SyncNote(ErrorCode.None, note)]);
    }

    /// <summary>Whether a log comes too late, and earlier if it overtakes.</summary>
    private static bool IsInDanger(SyncItem[] order, HashSet<SyncItem> overtaking, double rate, TimeSpan rpo, DateTimeOffset now)
    {
        double before = 0;
        double logsBefore = 0;
        foreach (SyncItem item in order)
        {
            before += item.Bytes;
            if (!overtaking.Contains(item))
                continue;

            logsBefore += item.Bytes;
            TimeSpan age = now - TakenAt(item.Manifest);
            if (before > logsBefore && age.TotalSeconds + (before / rate) > rpo.TotalSeconds)
                return true;
        }

        return false;
    }

    private static bool IsLog(SyncItem item) => item.Manifest.Media.Sets.Count > 0 && item.Manifest.Media.Sets.All(set => set.Kind == BackupKind.Log);

    private static bool IsBase(BackupSet full, BackupSet log) =>
        full.FamilyGuid == log.FamilyGuid && full.StartedAt.AsUtc() < (log.FinishedAt ?? log.StartedAt).AsUtc();
}
