using System.Security.Cryptography;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Repositories;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers;

namespace PosBackup.Targets.Tests.Transfers;

/// <summary>Media that grew or were overwritten, and runs that were broken off while they brought it to the target, one after the other.</summary>
public sealed class BrokenOffTests : IDisposable
{
    private const int Length = 400_000;
    private const int Tail = 200_000;
    private static readonly TargetPath Home = TargetPath.Parse("0042/TILL~005cSQLEXPRESS/Shop/2026/03/shop.bak");

    private readonly Shop _shop = new();

    /// <summary>What happened to the media file here after it was shipped.</summary>
    public enum Change
    {
        Grown,
        OverwrittenLonger,
        OverwrittenShorter,
        OverwrittenAsLong,
    }

    /// <summary>Where a run is killed: at its next call after so many changes at the target, or in the middle of the next put after them.</summary>
    private sealed record Kill(int AfterChanges, bool InTheNextPut);

    [Theory]
    [InlineData(Change.Grown)]
    [InlineData(Change.OverwrittenLonger)]
    [InlineData(Change.OverwrittenShorter)]
    [InlineData(Change.OverwrittenAsLong)]
    public async Task Run_EndsWellWhereverTheTwoRunsBeforeWereKilled(Change change)
    {
        Kill[] kills = await KillsAsync(change);
        Assert.InRange(kills.Length, 6, 8);
        foreach (Kill first in kills)
        {
            foreach (Kill second in kills)
            {
                using var shop = new Shop();
                string when = $"{change}, {first} and then {second}";
                Manifest changed = await ShipAndChangeAsync(shop, change);
                await ShipKilledAsync(shop, first);
                await RequireRestorableAsync(shop, when);
                await ShipKilledAsync(shop, second);
                await RequireRestorableAsync(shop, when);

                await RequireEndsWellAsync(shop, changed, when);
            }
        }
    }

    [Fact]
    public async Task Append_IsGoneOnWithAfterARunForAnotherDatabase()
    {
        Manifest log = _shop.Backup("shop.bak", 2 * Length);
        _shop.Backup("other.bak", Length, database: "Other");
        await _shop.ShipOnceAsync();
        Manifest grown = _shop.Append(log, Length);
        bool isCut = false;
        _shop.Target.Refuse = (call, _) =>
        {
            if (isCut)
                return new TargetException(TargetFailure.Unknown, "killed");
            if (call == "Put")
                _shop.Target.Line.CutAfter(Length / 2);
            isCut = call == "Put";
            return null;
        };
        Assert.Equal(SyncOutcome.Failed, (await _shop.ShipOnceAsync()).Outcome);
        _shop.Target.Refuse = null;

        TargetSyncResult other = Assert.Single((await _shop.ShipAsync("Other")).Targets);
        CopyResult copy = Assert.Single((await _shop.ShipOnceAsync()).Copies);

        Assert.Empty(other.Notes);
        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Append, Home), (copy.Outcome, copy.Item.Action, copy.Path));
        Assert.InRange(copy.BytesSent, 1, Length - 1);
        Assert.Equal(_shop.Here(grown), _shop.At(Home));
    }

    [Theory]
    [InlineData(Change.OverwrittenLonger)]
    [InlineData(Change.OverwrittenShorter)]
    [InlineData(Change.OverwrittenAsLong)]
    public async Task Replace_SendsNothingAgainWhenOnlyTheManifestHasNotItsName(Change change)
    {
        Manifest changed = await ShipAndChangeAsync(_shop, change);
        bool isRenamed = false;
        _shop.Target.Refuse = (call, path) =>
        {
            isRenamed |= call == "Rename" && path.Name.EndsWith(".part", StringComparison.Ordinal) && path.Name.Contains("manifest", StringComparison.Ordinal);
            return isRenamed ? new TargetException(TargetFailure.Unknown, "killed") : null;
        };
        await _shop.ShipOnceAsync();
        _shop.Target.Refuse = null;
        Assert.Equal(_shop.Here(changed), _shop.At(Home));
        Assert.Equal(changed.Sha256, Assert.Single((await LookAsync(_shop)).Media).Manifest!.Sha256);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        CopyResult copy = Assert.Single(result.Copies);
        Assert.Equal((SyncOutcome.Succeeded, SyncAction.Prove, 0L, Home), (copy.Outcome, copy.Item.Action, copy.BytesSent, copy.Path));
        Assert.Empty(result.Notes);
        Assert.Equal(changed.Sha256, Assert.Single(_shop.Catalog.Copies()).Sha256);
        Assert.Empty((await LookAsync(_shop)).Problems);
    }

    [Theory]
    [InlineData(Change.OverwrittenLonger)]
    [InlineData(Change.OverwrittenShorter)]
    public async Task Replace_IsNotTakenForALossByARunForAnotherDatabase(Change change)
    {
        _shop.Backup("other.bak", Length, database: "Other");
        Manifest changed = await ShipAndChangeAsync(_shop, change);
        _shop.Target.Refuse = (call, path) => call == "Rename" && path.Name.Contains("manifest", StringComparison.Ordinal) ? new TargetException(TargetFailure.Unknown, "killed") : null;
        await _shop.ShipOnceAsync();
        _shop.Target.Refuse = null;

        TargetSyncResult other = Assert.Single((await _shop.ShipAsync("Other")).Targets);

        Assert.Empty(other.Notes);
        Assert.Equal(2, _shop.Catalog.Copies().Count);
        Assert.Equal(_shop.Here(changed), _shop.At(Home));
    }

    [Fact]
    public async Task Run_TellsOfACopyThatNobodyExpectsAndThatIsGone()
    {
        Manifest full = _shop.Backup("shop.bak", Length);
        await _shop.ShipOnceAsync();
        _shop.Catalog.Forget(full.Media.Path);
        _shop.Target.Store.Find(Home)!.SetLength(Length - 1);

        TargetSyncResult result = await _shop.ShipOnceAsync();

        Assert.Contains("nobody here expects", Assert.Single(result.Notes).Message, StringComparison.Ordinal);
        Assert.Empty(_shop.Catalog.Copies());
    }

    public void Dispose() => _shop.Dispose();

    private static async Task<Manifest> ShipAndChangeAsync(Shop shop, Change change)
    {
        Manifest before = shop.Backup("shop.bak", Length);
        await shop.ShipOnceAsync();
        return change switch
        {
            Change.Grown => shop.Append(before, Tail),
            Change.OverwrittenLonger => shop.Backup("shop.bak", Length + Tail),
            Change.OverwrittenShorter => shop.Backup("shop.bak", Length - Tail),
            _ => shop.Backup("shop.bak", Length),
        };
    }

    /// <summary>Before and after each change that a run makes at the target, and in the middle of each put.</summary>
    private static async Task<Kill[]> KillsAsync(Change change)
    {
        using var shop = new Shop();
        await ShipAndChangeAsync(shop, change);
        var changes = new List<string>();
        shop.Target.Refuse = (call, _) =>
        {
            if (IsChange(call))
                changes.Add(call);
            return null;
        };
        await shop.ShipOnceAsync();
        return
        [
            .. Enumerable.Range(0, changes.Count + 1).Select(i => new Kill(i, InTheNextPut: false)),
            .. Enumerable.Range(0, changes.Count).Where(i => changes[i] == "Put").Select(i => new Kill(i, InTheNextPut: true)),
        ];
    }

    private static async Task ShipKilledAsync(Shop shop, Kill kill)
    {
        int changes = 0;
        bool isDead = false;
        shop.Target.Refuse = (call, path) =>
        {
            if (!isDead && changes < kill.AfterChanges)
            {
                changes += IsChange(call) ? 1 : 0;
                return null;
            }

            isDead |= !kill.InTheNextPut || (IsChange(call) && call != "Put");
            if (isDead)
                return new TargetException(TargetFailure.Unknown, "killed");
            if (call == "Put")
            {
                isDead = true;
                shop.Target.Line.CutAfter(path.Name.Contains("manifest", StringComparison.Ordinal) ? 100 : Tail / 2);
            }

            return null;
        };
        await shop.ShipOnceAsync();
        shop.Target.Refuse = null;
        shop.Target.Line.CutAfter(long.MaxValue);
    }

    private static bool IsChange(string call) => call is "Put" or "Rename" or "Delete";

    /// <summary>Whatever was broken off: what the target offers can be brought back, and is what its manifest says.</summary>
    private static async Task RequireRestorableAsync(Shop shop, string when)
    {
        RepositoryContents contents = await LookAsync(shop);
        Assert.True(contents.Media.Any(media => media.Manifest is not null), $"{when}: {string.Join("; ", contents.Problems.Select(note => note.Message))}");
        foreach (RepositoryMedia media in contents.Media.Where(media => media.Manifest is not null))
        {
            byte[] there = shop.At(media.Path)!;
            Assert.True(Convert.ToHexStringLower(SHA256.HashData(there.AsSpan(0, (int)media.Length))) == media.Manifest!.Sha256, $"{when}: {media.Path} is not what its manifest says");
        }
    }

    private static async Task RequireEndsWellAsync(Shop shop, Manifest changed, string when)
    {
        TargetSyncResult result = await shop.ShipOnceAsync();
        Assert.True(result.Outcome == SyncOutcome.Succeeded, $"{when}: {string.Join("; ", result.Copies.Select(copy => copy.Message))}");
        Assert.True(result.Notes.Count == 0, $"{when}: {string.Join("; ", result.Notes.Select(note => note.Message))}");
        Assert.True(shop.Here(changed).AsSpan().SequenceEqual(shop.At(Home)), $"{when}: {Home} is other content");
        Assert.True(shop.Target.Store.Files.Count == 2, $"{when}: {string.Join(", ", shop.Target.Store.Files)}");
        Assert.Equal(changed.Sha256, ManifestStore.Parse(shop.At(RepositoryLayout.ManifestOf(Home)), "shop.bak").Sha256);
        Assert.Equal(changed.Sha256, Assert.Single(shop.Catalog.Copies()).Sha256);
        Assert.Empty((await shop.ShipOnceAsync()).Copies);
    }

    private static Task<RepositoryContents> LookAsync(Shop shop) => new Repository(shop.Target).LookAsync(new RepositoryFilter { Databases = ["Shop"] }, CancellationToken.None);
}
