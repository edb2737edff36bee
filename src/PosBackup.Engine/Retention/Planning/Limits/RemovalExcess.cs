using System.Globalization;
using PosBackup.Engine.Retention.Planning.Judging;

namespace PosBackup.Engine.Retention.Planning.Limits;

/// <summary>More would go at once than is allowed.</summary>
/// <param name="Place">Where.</param>
/// <param name="Databases">Whose it is: of one that is counted by itself, or of all others.</param>
/// <param name="Share">How much.</param>
internal sealed record RemovalExcess(PlaceFacts Place, DatabaseShare[] Databases, RemovalShare Share)
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"];

    /// <summary>On which day it is told, from 1; 0 where it never passes.</summary>
    public required int Day { get; init; }

    /// <summary>What is to be written down where it is refused; null where it was on this day.</summary>
    public required RefusedRemoval? Told { get; init; }

    /// <summary>Whether it was refused for long enough, and goes.</summary>
    public bool Passes => Day >= RemovalLimit.DaysToPass;

    /// <summary>The database that is counted by itself, and alone held back; null where it is all of the place.</summary>
    public DatabaseShare? Apart => Databases is [{ IsApart: true } database] ? database : null;

    /// <summary>Why it is refused.</summary>
    public RetentionRefusal Refusal() => new(
        RefusalReason.TooMuch,
        $"{What} would go at once, which is {Percent}; {Allowed} are allowed{Most}",
        Day == 0
            ? "'posbackup expire --dry-run --max-delete 100' shows what would go; whoever removes there decides"
            : $"'posbackup expire --dry-run --max-delete 100' shows what would go, 'posbackup expire --max-delete 100' lets it go now; else it goes on the {Ordinals[^1]} day on which a run says this with the same policy, and this is the {Ordinals[Day - 1]}")
    {
        Database = Apart?.Name,
        SetGuid = Apart?.NewestSet,
        Removal = Told,
    };

    /// <summary>That it goes.</summary>
    public RetentionNote Note() => new(ErrorCode.None, string.Create(CultureInfo.InvariantCulture, $"{What} go at once, which is {Percent}, and {Allowed} are allowed: this was refused on {RemovalLimit.DaysToPass - 1} days{Most}"));

    private string What => Apart is { } apart ? $"{Count(Share)} of {apart.Name} on {apart.Instance} {Place.Place.Where}" : $"{Count(Share)} {Place.Place.Where}";

    /// <summary>Rounded up, so that it does not look like what is allowed.</summary>
    private string Percent => PercentText.Of(Math.Ceiling(Share.Going / Share.Chains * 1000) / 1000);

    private string Allowed => PercentText.Of(Place.Policy.MaximumDelete);

    private string Most => Apart is not null ? "; it is not backed up any more by that name" : Databases.MaxBy(database => database.Removal.Going) is { } most ? $"; {Count(most.Removal)} of {most.Name} on {most.Instance}" : "";

    private static string Count(RemovalShare share) => string.Create(CultureInfo.InvariantCulture, $"{share.Going:0.#} of {CountText.Of(share.Chains, "chain")}");
}
