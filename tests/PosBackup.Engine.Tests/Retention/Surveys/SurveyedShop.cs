using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Retention.Surveys;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Folder;
using PosBackup.Engine.Tests.Catalog.Chains;
using PosBackup.Engine.Tests.Retention.Hiding;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Surveys;

/// <summary>A shop with a database of which fulls were taken day by day, laid here and at targets as a test likes.</summary>
internal sealed class SurveyedShop : IDisposable
{
    private readonly ShopHistory _history = new();
    private readonly RetentionPlace[] _places;
    private int _media;

    /// <param name="targets">Names of the targets; of <c>usb</c>, medium A is in.</param>
    public SurveyedShop(params string[] targets)
    {
        Laid = new LaidShop(Clock);
        _places = [RetentionPlace.Here, .. targets.Select(target => new RetentionPlace(target, target == "usb" ? "A" : ""))];
        foreach (string target in targets)
        {
            Laid.Veils[target] = new Veil();
            Laid.Clocks[target] = Now;
            if (target == "usb")
                Laid.MediaIn[target] = "A";
        }

        Options = new RetentionOptions { Store = LaidShop.Store, Targets = [.. targets.Select(target => LaidShop.Define(target))], Policy = KeepOne, PolicyOf = _ => KeepOne };
    }

    public static RetentionPlace Hq { get; } = new("hq");

    public static RetentionPlace Far { get; } = new("far");

    /// <summary>When all is looked at: ten days after the first backup.</summary>
    public static DateTimeOffset Now { get; } = ShopHistory.Morning.AddDays(10);

    public static RetentionPolicy KeepOne { get; } = new() { KeepLast = 1, Copies = 0, Zone = TimeZoneInfo.Utc };

    public LaidShop Laid { get; }

    public RetentionOptions Options { get; set; }

    /// <summary>The clock of this machine.</summary>
    public ManualClock Clock { get; } = new(Now);

    /// <summary>Takes a backup a day after the last one.</summary>
    public BackupSet Take(BackupKind kind = BackupKind.Full, string database = "Shop")
    {
        _history.Name = database;
        _history.Now += TimeSpan.FromDays(1);
        _history.Work();
        BackupSet set = _history.Take(kind).Set;
        return set with { Description = SetMark.Describe(words: null, set.SetGuid) };
    }

    /// <summary>Lays a set on media of its own in each of some places, each on a disk of its own.</summary>
    public LaidMedia[] Lay(BackupSet set, params RetentionPlace[] places) => LayStriped(1, set, places);

    public LaidMedia[] LayStriped(int stripes, BackupSet set, params RetentionPlace[] places)
    {
        var id = new Guid(++_media, 1, 1, new byte[8]);
        return [.. places.Select(place => Laid.Lay(place, id, stripes, [set], Verdict.Intact, Now.AddDays(-1), disk: _media))];
    }

    /// <summary>Takes fulls night by night, and lays each here and on all targets.</summary>
    public void LayEverywhere(int nights)
    {
        for (int night = 0; night < nights; night++)
            Lay(Take(), _places);
    }

    /// <summary>Write-protects the file here of the media with a number: somebody may want to keep it.</summary>
    public void Protect(int number) => File.SetAttributes(Laid.Media.Single(laid => laid.Place.IsHere && NumberOf(laid.Held) == number).Held.Files[0].Path, FileAttributes.ReadOnly);

    /// <summary>All places together keep a window, each target its newest full only.</summary>
    public void PromiseTogether(TimeSpan window) => Options = Options with { Policy = KeepOne with { Window = window } };

    public async Task<AuditFacts> AuditAsync() => await AuditFacts.ReadAsync(Laid.Log, default);

    public async Task<IReadOnlyList<HeldMedia>> LookHereAsync()
    {
        Laid.Record();
        return await new LocalSurvey(Laid.Catalog, TargetFolders.None, Now).LookAsync(await AuditAsync(), default);
    }

    public async Task<RepositoryHoldings> LookAsync(string target = "hq", string store = LaidShop.Store)
    {
        Laid.Record();
        TargetDefinition definition = LaidShop.Define(target);
        return await new RepositorySurvey(Laid.Catalog, definition, store, Now).LookAsync(Laid.Open(definition), await AuditAsync(), default);
    }

    public async Task<RetentionLook> LookEverywhereAsync()
    {
        Laid.Record();
        var look = new RetentionLook(Laid.Catalog, Laid, Options, await AuditAsync(), NullObserver.Instance, Clock);
        await look.RunAsync(default);
        return look;
    }

    /// <summary>Plans over what is there.</summary>
    public Task<RetentionReport> PlanAsync()
    {
        Laid.Record();
        return Runner().PlanAsync(Options, NullObserver.Instance);
    }

    /// <summary>Runs over what is there.</summary>
    public Task<RetentionReport> RunAsync()
    {
        Laid.Record();
        return Runner().RunAsync(Options, NullObserver.Instance);
    }

    /// <summary>The numbers of the media that lie in a place, in the order in which they were laid.</summary>
    public int[] In(RetentionPlace place) => [.. Laid.Look().Where(media => media.Place == place).Select(NumberOf)];

    /// <summary>The same of all places: <c>here 1 2; hq 2; far</c>.</summary>
    public string Lying => string.Join("; ", _places.Select(place => string.Join(' ', [place.ToString(), .. In(place).Select(number => $"{number}")])));

    public void Dispose() => Laid.Dispose();

    private static int NumberOf(HeldMedia media) => media.MediaSetId.ToByteArray()[0];

    private RetentionRunner Runner() => new(Laid.Catalog, Laid, Laid.Journals, Laid.Log, Clock);
}
