using System.Globalization;
using PosBackup.Engine.Retention.Planning.Holdings;
using PosBackup.Engine.Retention.Planning.Times;

namespace PosBackup.Engine.Retention.Planning.Guards;

/// <summary>
/// Something of a database is older than is allowed, and stays. Its oldest stands for all. Where the database is backed up, somebody has to decide between the two; of one that is not any more what the
/// window and the newest chain keep never grows younger, and no policy mends it: that is told, and how it can go.
/// </summary>
/// <param name="place">Where it lies.</param>
/// <param name="database">The database.</param>
/// <param name="time">What time it is.</param>
internal sealed class AgeConflict(PlaceFacts place, DatabaseHoldings database, StoreTime time)
{
    private readonly FamilyHoldings _family = database.Family;

    /// <summary>What is kept of it and too old; null when nothing is.</summary>
    /// <param name="isBackedUp">Whether the database is still backed up by that name.</param>
    /// <returns>A refusal, or where the database is not backed up any more a note.</returns>
    public (RetentionRefusal? Refusal, RetentionNote? Note) Find(bool isBackedUp)
    {
        if (place.Policy.MaximumAge is not { } age || OldestKept() is not { } oldest || time.Clock - _family.Times[oldest] <= age)
            return default;

        bool isBelieved = time.Now - _family.Times[oldest] > age;
        bool isOver = !isBackedUp || time.Now - _family.Times[database.NewestFirst[0]] > age;
        return isBelieved && isOver && Cause(oldest) is (KeepRule.MinimumChains or KeepRule.Window or KeepRule.WindowBase)
            ? (null, new RetentionNote(ErrorCode.None, string.Create(CultureInfo.InvariantCulture, $"{What(oldest, age)}; nothing of it was backed up since {_family.Times[database.NewestFirst[0]]:yyyy-MM-dd HH:mmK}"), LetGo))
            : (Refuse(oldest, age, isBelieved), null);
    }

    private int? OldestKept() => Array.FindLastIndex(database.NewestFirst, _family.IsKept) is >= 0 and var at ? database.NewestFirst[at] : null;

    private RetentionRefusal Refuse(int oldest, TimeSpan age, bool isBelieved) => new(
        RefusalReason.Conflict,
        What(oldest, age),
        isBelieved ? Hint(Cause(oldest)) : $"nothing was backed up for long, and a clock that jumped would let it go too early: {time.Hint}")
    {
        Database = database.Name,
        SetGuid = _family.Sets[oldest].SetGuid,
    };

    private string What(int oldest, TimeSpan age) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_family.Known(oldest)} of {database.Name} {place.Place.Where} is older than the {age.TotalDays:0.#} days that are allowed, and stays: {RetentionText.Of(_family.Keeps(oldest)[0])}");

    /// <summary>The rule that keeps it, or the set that needs it.</summary>
    private KeepRule Cause(int index)
    {
        KeepReason reason = _family.Keeps(index)[0];
        for (int i = 0; i < _family.Sets.Length && reason.For is { } needing && _family.IndexOf(needing) is { } other && _family.IsKept(other); i++)
            reason = _family.Keeps(other)[0];
        return reason.Rule;
    }

    private static string Hint(KeepRule cause) => cause switch
    {
        KeepRule.Hold => "end the hold with 'posbackup hold remove', or allow a greater age",
        KeepRule.Foreign => "let sets of other tools go as all others do, --foreign asOthers (\"foreign\": \"asOthers\" in the policy), or allow a greater age",
        KeepRule.CopyOnly => "let copy-only sets go as all others do, --copy-only asOthers (\"copyOnly\": \"asOthers\" in the policy), or allow a greater age",
        KeepRule.Refused => "see what else is refused of it",
        _ => "allow a greater age than the window, with the full before it, needs; or take fulls more often",
    };

    private string LetGo => place.Place.IsHere
        ? "If its last backups are to go as well, move their files away, and let 'posbackup catalog forget' with their paths stop expecting them"
        : "If its last backups are to go as well, let them go here first, then remove the files there with their manifests, and run 'posbackup sync --accept-loss'";
}
