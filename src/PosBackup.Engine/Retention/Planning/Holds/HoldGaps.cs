using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Retention.Planning.AcrossPlaces;
using PosBackup.Engine.Retention.Planning.Holdings;

namespace PosBackup.Engine.Retention.Planning.Holds;

/// <summary>Holds that hold nothing that could be restored, by all that lies anywhere: whoever relies on one is told.</summary>
internal static class HoldGaps
{
    /// <param name="facts">Everything.</param>
    /// <param name="now">What time it is.</param>
    /// <param name="isAll">Whether all databases are in it, so that a set that is not there lies nowhere.</param>
    public static IEnumerable<RetentionNote> Of(RetentionFacts facts, DateTimeOffset now, bool isAll)
    {
        RetentionHold[] holds = [.. facts.Holds.Where(hold => hold.IsInForce(now)).DistinctBy(hold => hold.SetGuid)];
        if (holds.Length == 0)
            return [];

        HashSet<Guid> held = [.. holds.Select(hold => hold.SetGuid)];
        HashSet<(Guid, string)> families = [.. facts.Media.SelectMany(media => media.Sets).Where(set => held.Contains(set.SetGuid)).Select(SetFamily.KeyOf)];
        HeldMedia[] media = [.. facts.Media.Where(one => one.Sets.Any(set => families.Contains(SetFamily.KeyOf(set))))];
        var all = new PlaceHoldings([.. media, .. MendedMedia.Of(media)], facts.Policy.Zone);
        return holds.Select(hold => Note(hold, all, isAll)).OfType<RetentionNote>();
    }

    private static RetentionNote? Note(RetentionHold hold, PlaceHoldings all, bool isAll)
    {
        if (all.Families.FirstOrDefault(family => family.IndexOf(hold.SetGuid) is not null) is not { } family)
        {
            return isAll
                ? new RetentionNote(ErrorCode.BackupSetNotFound, string.Create(CultureInfo.InvariantCulture, $"the hold on set {hold.SetGuid} ({hold.Reason}) holds nothing: the set lies in no place that was looked at"), "see whether it lies on a target or drive that was not reached; else 'posbackup hold remove' it")
                : null;
        }

        BackupSet set = family.Sets[family.IndexOf(hold.SetGuid)!.Value];
        var sets = new SetFamily { FamilyGuid = family.FamilyGuid, Sets = [.. Enumerable.Range(0, family.Sets.Length).Select(family.Known)] };
        return ChainFinder.Find([sets], new RestoreMoment.EndOfSet(hold.SetGuid), new ChainOptions { Database = set.Database, Instance = set.Instance }).Gap is { } gap
            ? new RetentionNote(ErrorCode.ChainBroken, string.Create(CultureInfo.InvariantCulture, $"the hold on set {hold.SetGuid} of {set.Database} ({hold.Reason}) keeps what cannot be restored: {gap.Message}"), "bring back what is missing, or hold another set, 'posbackup list' shows them")
            : null;
    }
}
