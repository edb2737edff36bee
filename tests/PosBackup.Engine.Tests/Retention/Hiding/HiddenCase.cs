using System.Globalization;
using System.Text;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Tests.Retention.Planning;
using PosBackup.Engine.Tests.Support;

namespace PosBackup.Engine.Tests.Retention.Hiding;

/// <summary>One shop, drawn by a seed, of which something is hidden while retention runs.</summary>
internal sealed class HiddenCase : IDisposable
{
    private readonly StringBuilder _story = new();
    private readonly LaidShop _shop = new();
    private readonly Hidings _hidings;
    private readonly Random _random;
    private readonly DateTimeOffset _now;
    private readonly RetentionOptions _options;
    private DateTimeOffset _clock;

    public HiddenCase(int seed)
    {
        _random = new Random(seed);
        _hidings = new Hidings(_shop, _random, line => Tell(line));
        Tell($"seed {seed}");
        bool isCalm = _random.Next(2) == 0;
        IReadOnlyList<BackupSet> sets = RandomShops.Of([.. isCalm ? CalmDeeds() : Enumerable.Range(0, 8 + _random.Next(32)).Select(_ => _random.Next(65536))]);
        DateTimeOffset newest = sets.Select(set => set.StartedAt.AsUtc(RandomRetention.Zone.BaseUtcOffset)).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
        _now = _clock = newest.AddMinutes(_random.Next(_random.Next(6) == 0 ? 200_000 : 3000));
        string[] names = ["hq", "far", "usb"];
        _random.Shuffle(names);
        string[] targets = names[..(1 + _random.Next(3))];
        _options = Options(targets, sets, isCalm);
        foreach (string target in targets)
        {
            _shop.Veils[target] = new Veil();
            _shop.Clocks[target] = _now;
            if (target == "usb")
                _shop.MediaIn[target] = _random.Next(2) == 0 ? "A" : "B";
        }

        Lay(sets, targets);
        _shop.Record();
    }

    /// <summary>What was drawn and what happened, for whoever has to understand a failure.</summary>
    public string Story => _story.ToString();

    /// <summary>Whether something went.</summary>
    public bool HasRemoved { get; private set; }

    /// <summary>Hides, runs, brings back and looks; and runs again with all of it seen.</summary>
    public async Task RunAsync()
    {
        await BeginSomeAsync();
        for (int i = _random.Next(4) == 0 ? _random.Next(4) : 0; i > 0; i--)
            _hidings.Destroy();
        SetClocksWrong();
        IReadOnlyList<HeldMedia> before = _shop.Look();
        Promises promises = Promise(before);
        HashSet<string> expected = _shop.Expected();
        for (int i = _random.Next(5); i > 0; i--)
            _hidings.Hide();

        Tell(await ReportAsync());

        _hidings.Lift();
        _clock = _now;
        foreach (string target in _shop.Clocks.Keys)
            _shop.Clocks[target] = _now;
        Check(promises, before, expected);

        before = _shop.Look();
        expected = _shop.Expected();
        Promises again = Promise(before);
        Tell(await ReportAsync());
        Check(promises, before, expected);
        Check(again, before, expected);
    }

    public void Dispose() => _shop.Dispose();

    private Promises Promise(IReadOnlyList<HeldMedia> media) => new(_options, _now, media, [RetentionPlace.Here, .. _options.Targets.Select(target => new RetentionPlace(target.Name, _shop.MediaIn.GetValueOrDefault(target.Name, ""))).Where(place => !_shop.Burnt.Contains(place))]);

    private void Check(Promises promises, IReadOnlyList<HeldMedia> before, HashSet<string> expected)
    {
        IReadOnlyList<HeldMedia> after = _shop.Look();
        HasRemoved |= after.Count < before.Count;
        promises.RequireKept(after, new Random(1));
        promises.RequireCopies(before, after);
        HashSet<string> now = _shop.Expected();
        foreach (HeldMedia media in after.Where(media => !media.IsBeingRemoved || media.Place.IsHere))
        {
            foreach (string name in media.Files.Select(file => media.Place.IsHere ? file.Path : $"{media.Place}: {file.Path}"))
                Assert.True(now.Contains(name) || !expected.Contains(name), $"{name} is there, and the catalog expects it no more");
        }
    }

    private async Task<string> ReportAsync()
    {
        var runner = new RetentionRunner(_shop.Catalog, _shop, _shop.Journals, _shop.Log, new ManualClock(_clock));
        RetentionReport report = await runner.RunAsync(_options, NullObserver.Instance);
        return string.Join('\n', report.Places.Select(place => $"  {place.Place} {place.Outcome} {place.Message}{string.Concat(place.Plan?.Refusals.Select(refusal => $"\n    refused: {refusal.Message}") ?? [])}{string.Concat(place.Removals.Select(removal => $"\n    {removal.Outcome}: {removal.Decision.Media.MediaSetId.ToByteArray()[0]} {removal.Message}"))}{string.Concat(place.Notes.Select(note => $"\n    {note.Message}"))}"));
    }

    /// <summary>One database with fulls, differentials and logs, and nothing else that happens.</summary>
    private IEnumerable<int> CalmDeeds()
    {
        int[] whats = [0, 6, 10, 10, 10];
        int[] hows = [.. Enumerable.Range(8, 120).Where(how => (how >> 2) % 9 != 0 && (how >> 1) % 17 != 0)];
        return Enumerable.Range(0, 3 * _random.Next(3, 12)).Select(i => (i == 0 ? 0 : whats[_random.Next(whats.Length)]) | (hows[_random.Next(hows.Length)] << 5));
    }

    private RetentionOptions Options(string[] targets, IReadOnlyList<BackupSet> sets, bool isCalm)
    {
        var policies = targets.ToDictionary(target => target, _ => isCalm && _random.Next(2) == 0 ? new RetentionPolicy { KeepLast = 1 + _random.Next(2), Zone = RandomRetention.Zone, MaximumDelete = 1 } : Policy(), StringComparer.OrdinalIgnoreCase);
        RetentionPolicy here = isCalm && _random.Next(2) == 0 ? new RetentionPolicy { Window = TimeSpan.FromDays(1 + _random.Next(90)), Copies = _random.Next(2), Zone = RandomRetention.Zone, MaximumDelete = 1 } : Policy();
        Tell($"here keeps {Sentence(here)}");
        foreach ((string target, RetentionPolicy policy) in policies)
            Tell($"{target} keeps {Sentence(policy)}");
        return new RetentionOptions
        {
            Store = LaidShop.Store,
            Targets = [.. targets.Select(target => LaidShop.Define(_random.Next(6) == 0 ? target.ToUpperInvariant() : target, appendOnly: _random.Next(12) == 0))],
            Policy = here,
            PolicyOf = target => policies[target],
            Holds = [.. sets.Where(_ => _random.Next(12) == 0).Select(set => new RetentionHold(set.SetGuid, "year end", _random.Next(2) == 0 ? _now.AddHours(_random.Next(-9, 48)) : null))],
        };
    }

    private RetentionPolicy Policy() => RandomRetention.Policy(_random) with { MaximumDelete = 1 };

    private static string Sentence(RetentionPolicy policy) => string.Create(
        CultureInfo.InvariantCulture,
        $"window {policy.Window}, last {policy.KeepLast}, {policy.Daily}/{policy.Weekly}/{policy.Monthly}/{policy.Yearly}, chains {policy.MinimumChains}, age {policy.MaximumAge}, grace {policy.DroppedGrace}, copies {policy.Copies} within {policy.CopiesProvenWithin}, copy-only {policy.CopyOnly}, foreign {policy.Foreign}");

    private void Lay(IReadOnlyList<BackupSet> sets, string[] targets)
    {
        Tell($"now {_now:O}");
        var written = RandomRetention.Write(sets, _random).ToArray();
        foreach ((Guid id, int stripes, BackupSet[] on) in written)
            Tell($"media {id.ToByteArray()[0]}{(stripes > 1 ? $" of {stripes} stripes" : "")}: {string.Join("; ", on.Select(Describe))}");
        foreach (BackupSet held in sets.Where(set => _options.Holds.Any(hold => hold.SetGuid == set.SetGuid)))
            Tell($"held: {Describe(held)} until {_options.Holds.First(hold => hold.SetGuid == held.SetGuid).Until:O}");

        bool isClean = _random.Next(3) > 0;
        RetentionPlace[] places = [RetentionPlace.Here, .. targets.SelectMany(target => target == "usb" ? new[] { new RetentionPlace("usb", "A"), new RetentionPlace("usb", "B") } : [new RetentionPlace(target)])];
        bool isSplit = _random.Next(3) == 0;
        int[] only = [.. written.Select(_ => _random.Next(places.Length))];
        for (int at = 0; at < places.Length; at++)
        {
            RetentionPlace place = places[at];
            int from = _random.Next(3) == 0 ? _random.Next(written.Length + 1) : 0;
            int to = _random.Next(4) == 0 ? _random.Next(written.Length + 1) : written.Length;
            int share = _random.Next(4) == 0 ? 50 : _random.Next(2) == 0 ? 90 : 100;
            foreach ((Guid id, int stripes, BackupSet[] on) in written.Where((_, i) => i >= from && i < to).Where((_, i) => _random.Next(100) < share && (!isSplit || only[from + i] == at || only[from + i] % 4 == 3)))
            {
                Verdict? verdict = isClean || _random.Next(12) > 0 ? Verdict.Intact : new Verdict?[] { Verdict.Damaged, Verdict.Suspect, null }[_random.Next(3)];
                DateTimeOffset provenAt = _now.AddDays(-_random.Next(_random.Next(6) == 0 ? 90 : 9)).AddMinutes(-1);
                _shop.Lay(place, id, stripes, on, verdict, provenAt, disk: id.ToByteArray()[0] % 3);
            }

            Tell($"{place} has {string.Join(' ', _shop.Media.Where(laid => laid.Place == place).Select(laid => laid.Held.MediaSetId.ToByteArray()[0]))}");
        }
    }

    private static string Describe(BackupSet set) => $"{set.Instance} {set.Database} {set.Kind} {set.Flags} {set.SetGuid.ToString()[..8]}/{set.SetGuid.ToString()[^2..]} {set.FirstLsn.Block}-{set.LastLsn.Block} {set.StartedAt}";

    /// <summary>Removals that a run before began and did not end; of some the first stripe is gone.</summary>
    private async Task BeginSomeAsync()
    {
        if (_random.Next(4) != 0 || _shop.Media.Count == 0)
            return;

        foreach (LaidMedia laid in _shop.Media.Where(laid => laid.Place.IsHere || _shop.IsIn(laid.Place)).Where(_ => _random.Next(8) == 0))
        {
            await _shop.BeginAsync(laid);
            Tell($"begun: {laid}");
            if (laid.Place.IsHere && laid.Held.Files.Count > 1)
                File.Delete(laid.Held.Files[0].Path);
        }
    }

    /// <summary>The clock here is wrong, and one target at least tells so; or that of a target is.</summary>
    private void SetClocksWrong()
    {
        if (_random.Next(5) != 0)
            return;

        TimeSpan by = TimeSpan.FromDays(2 + _random.Next(_random.Next(2) == 0 ? 27 : 400));
        string[] right = [.. _options.Targets.Where(target => !target.AppendOnly && !_shop.Burnt.Contains(new RetentionPlace(target.Name))).Select(target => target.Name)];
        foreach (string target in _shop.Clocks.Keys.Where(_ => _random.Next(2) == 0))
            _shop.Clocks[target] = _now + by;
        if (right.FirstOrDefault(target => _shop.Clocks[target] == _now) is { } witness)
            (_clock, _hidings.Witness) = (_now + by, new RetentionPlace(witness));
        Tell($"clock here {_clock:O}, {string.Join(", ", _shop.Clocks.Select(clock => $"{clock.Key} {clock.Value:O}"))}");
    }

    private void Tell(string line) => _story.AppendLine(line);
}
