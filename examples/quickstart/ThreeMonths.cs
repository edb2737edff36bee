using System.Globalization;
using System.Text.Json.Nodes;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Progress;

namespace PosBackup.QuickStart;

/// <summary>
/// The scene of retention: a till of its own whose clock is turned back, three months of nights with a full a week and a differential between, copies elsewhere, and then a
/// policy. Only the stand-in lets its clock be turned.
/// </summary>
internal sealed class ThreeMonths : IAsyncDisposable
{
    private const int Nights = 92;
    private const int ReceiptsANight = 40;
    private static readonly string[] Policy = ["--window", "14d", "--weekly", "6", "--monthly", "3", "--minimum-chains", "2"];

    /// <summary>Three months were kept without a policy: the first time most of it goes.</summary>
    private static readonly string[] Once = ["--max-delete", "100"];

    private readonly DateTimeOffset _today;
    private readonly TurnedClock _clock;
    private readonly Server _till;
    private readonly Shop _shop;
    private readonly PosBackupProcess _posbackup;
    private readonly string _catalog;
    private readonly Dictionary<Guid, (int Receipts, decimal Turnover)> _sold = [];

    private ThreeMonths(string folder)
    {
        _today = DateTimeOffset.Now;
        _clock = new TurnedClock(_today.AddDays(-Nights));
        _till = Server.StandIn(folder, _clock);
        _shop = new Shop(_till, "Till7");
        _posbackup = new PosBackupProcess(_till);
        _catalog = Path.Combine(folder, "catalog.db");
    }

    private string[] Targets => ["--targets", Path.Combine(_till.WorkFolder, "targets.json")];

    public static async Task PlayAsync(Server server, CancellationToken cancellationToken)
    {
        if (!server.IsStandIn)
        {
            Story.Say($"Retention is not shown on a real instance: nobody can turn its clock back by three months.");
            return;
        }

        await using var scene = new ThreeMonths(Path.Combine(server.WorkFolder, "till7"));
        await scene.PassAsync(cancellationToken);
        await scene.ExpireAsync();
        await scene.RestoreAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _till.DisposeAsync();

    /// <summary>The backups of all nights, by the engine in this process: a process for each would take minutes.</summary>
    private async Task PassAsync(CancellationToken cancellationToken)
    {
        Story.Title("Another till, three months ago. Every night it sells a little and is backed up: a full on Sundays, a differential otherwise");
        await _shop.OpenAsync(cancellationToken);
        var runner = new BackupRunner(new BackupCatalog(_catalog, _clock), _clock);
        for (int night = Nights; night > 0; night--)
        {
            _clock.Set(new DateTimeOffset(_today.Date, _today.Offset).AddDays(-night).AddHours(22));
            await _shop.SellAsync(ReceiptsANight, cancellationToken);
            BackupKind kind = night == Nights || _clock.GetUtcNow().DayOfWeek == DayOfWeek.Sunday ? BackupKind.Full : BackupKind.Differential;
            BackupResult result = (await runner.RunAsync(new BackupOptions { Instance = _till.Options, Databases = [_shop.Database], Kind = kind, Folder = _till.Folder }, NullObserver.Instance, cancellationToken)).Results.Single();
            if (result.Set is not { } set)
                throw new UnexpectedException($"the backup of night {night} failed: {result.Message}");

            _sold[set.SetGuid] = await _shop.CountAsync(cancellationToken);
        }

        _clock.Set(DateTimeOffset.Now);
        Story.Say($"{_sold.Count} backups, the oldest {Nights} nights old");
        Directory.CreateDirectory(Path.Combine(_till.WorkFolder, "usb"));
        await _posbackup.AskAsync(["target", "add", "folder", "usb", "--path", Path.Combine(_till.WorkFolder, "usb"), "--store", "0042", .. Targets]);
        await _posbackup.AskAsync(["sync", .. Targets, "--catalog", _catalog]);
        Story.Say($"All of them are shipped to a folder that stands for a USB drive.");
    }

    private async Task ExpireAsync()
    {
        Story.Title("What would go, and why? Two weeks to any night, then a point for each week and month. This changes nothing");
        await _posbackup.ShowAsync(["expire", "--dry-run", .. Policy, .. Once, .. Targets, "--catalog", _catalog]);

        Story.Title("The same, done: dependents first, each removal in a log that cannot be changed unseen");
        await _posbackup.ShowAsync(["expire", .. Policy, .. Once, .. Targets, "--catalog", _catalog]);
        await _posbackup.ShowAsync(["audit", "verify", "--catalog", _catalog]);

        Story.Title("Once more: there is nothing left that may go");
        JsonNode again = await _posbackup.AskAsync(["expire", .. Policy, .. Targets, "--catalog", _catalog]);
        foreach (JsonNode? place in again["places"]!.AsArray())
        {
            if (place!["media"]!.AsArray().Any(media => media!["removed"]!.GetValue<bool>()))
                throw new UnexpectedException($"a second run removes more in {place["place"]}");
        }
    }

    /// <summary>The oldest differential that was left: it must bring back what was sold up to its night.</summary>
    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        JsonNode[] left = [.. (await _posbackup.AskAsync(["list", "--catalog", _catalog])).AsArray().Select(entry => entry!)];
        JsonNode oldest = left.Select(entry => entry["set"]!).First(set => string.Equals(set["kind"]!.GetValue<string>(), "differential", StringComparison.Ordinal));
        var guid = Guid.Parse(oldest["setGuid"]!.GetValue<string>());
        Story.Title(string.Create(CultureInfo.InvariantCulture, $"{left.Length} of {_sold.Count} are left here. The oldest differential among them still restores, with the full that was kept for it"));
        await _posbackup.ShowAsync(["restore", .. _till.Arguments, "--database", _shop.Database, "--as", _shop.Look, "--to-set", guid.ToString(), "--catalog", _catalog]);
        (int Receipts, decimal Turnover) restored = await _shop.CountAsync(_shop.Look, cancellationToken);
        if (restored != _sold[guid])
            throw new UnexpectedException(string.Create(CultureInfo.InvariantCulture, $"{_shop.Look} has {restored.Receipts} receipts with {restored.Turnover}, not {_sold[guid].Receipts} with {_sold[guid].Turnover}"));

        Story.Good($"{_shop.Look} has the {restored.Receipts:N0} receipts of that night.");
    }
}
