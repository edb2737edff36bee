using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Media;

namespace PosBackup.Engine.Tests.Catalog.Chains;

/// <summary>A set of a <see cref="ShopHistory"/>, and what became of its media.</summary>
internal sealed class TakenSet(int number, BackupSet set, DateTimeOffset begun)
{
    public int Number => number;

    public BackupSet Set { get; set; } = set;

    /// <summary>When it was begun in truth.</summary>
    public DateTimeOffset Begun => begun;

    public Fate Fate { get; set; }

    public RestoreMoment End => new RestoreMoment.EndOfSet(Set.SetGuid);

    public IEnumerable<SetSighting> Sightings()
    {
        string path = $"/backup/{number}.bak";
        return Fate switch
        {
            Fate.Present => [Sighting(path)],
            Fate.Twice => [Sighting(path), Sighting($"/other/{number}.bak")],
            Fate.Damaged => [Sighting(path, Verdict.Damaged)],
            Fate.Suspect => [Sighting(path, Verdict.Suspect)],
            Fate.Unfinished => [Sighting(path) with { Set = Set with { FinishedAt = null } }],
            Fate.StripeLost => [Sighting(path) with { Stripes = 2 }],
            Fate.Gone => [Sighting(path) with { Source = SetSource.Manifest, File = null, Devices = [path] }],
            Fate.Foreign => [new SetSighting { Set = Set with { User = @"DOMAIN\bob", Machine = "PC7" }, Source = SetSource.History, Devices = ["NUL"] }],
            _ => [],
        };
    }

    private SetSighting Sighting(string path, Verdict? verdict = null) => new()
    {
        Set = Set,
        Source = SetSource.Media,
        MediaSetId = Set.SetGuid,
        File = new SetFile { Path = path, Verdict = verdict },
    };
}

/// <summary>What became of the media of a set.</summary>
internal enum Fate
{
    Present,

    /// <summary>It lies in two places.</summary>
    Twice,
    Suspect,
    Damaged,
    Unfinished,
    StripeLost,

    /// <summary>A manifest knows it; the file is gone.</summary>
    Gone,

    /// <summary>Only msdb knows it: another tool's.</summary>
    Foreign,

    /// <summary>Nobody knows it any more.</summary>
    Forgotten,
}
