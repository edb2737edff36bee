using System.Globalization;

namespace PosBackup.Integration.Tests.StandIn.Restoring;

/// <summary>
/// Any history of sales, cancellations and backups, restored to any moment of it, has the rows of that moment. The sets to restore are
/// chosen as a person would: the newest full (or its newest differential) that ended before the moment, then the logs up to it.
/// </summary>
public sealed class RandomHistoryTests
{
    private const int Steps = 24;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task AnyMoment_IsRestoredFromTheSetsBeforeAndAroundIt(int seed)
    {
        var random = new Random(seed);
        using var bench = new RestoreBench();
        var history = new History(bench, random);
        await history.BackUpAsync('D');
        for (int step = 0; step < Steps; step++)
            await history.StepAsync();
        await history.BackUpAsync('L');

        foreach (Moment moment in history.Moments.OrderBy(_ => random.Next()).Take(4))
            Assert.Equal(moment.Rows, await history.RestoreAsync(moment));
    }

    /// <summary>A moment between two steps, and the rows at it.</summary>
    private sealed record Moment(DateTimeOffset At, string Rows);

    /// <summary>One backup set: its letter as in msdb, its place and when it was taken.</summary>
    private sealed record TakenSet(char Letter, string File, int Position, DateTimeOffset At);

    private sealed class History(RestoreBench bench, Random random)
    {
        private readonly List<TakenSet> _sets = [];
        private int _restored;

        public List<Moment> Moments { get; } = [];

        public async Task StepAsync()
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(10));
            switch (random.Next(10))
            {
                case 0:
                    await BackUpAsync('D');
                    return;
                case 1:
                    await BackUpAsync('I');
                    return;
                case 2 or 3:
                    await BackUpAsync('L');
                    return;
                case 4:
                    await bench.RunAsync("BACKUP DATABASE Shop TO DISK='aside.bak' WITH COPY_ONLY, INIT");
                    return;
                case 5:
                    bench.Shop.Write($"DELETE FROM receipts WHERE id % {random.Next(3, 9)} = 1");
                    break;
                case 6:
                    bench.Shop.Write($"UPDATE receipts SET note = 'changed' || id WHERE id % {random.Next(3, 9)} = 2");
                    break;
                case 7:
                    bench.Shop.Write($"CREATE TABLE extra{_sets.Count}_{Moments.Count}(id INTEGER PRIMARY KEY)");
                    break;
                default:
                    bench.Shop.Sell(random.Next(1, 800));
                    break;
            }

            Moments.Add(new Moment(bench.Clock.GetLocalNow().AddMinutes(5), bench.Rows()));
        }

        public async Task BackUpAsync(char letter)
        {
            string file = random.Next(2) == 0 ? "plain.bak" : "small.bak";
            string[] words = [file[0] == 's' ? "COMPRESSION" : "NO_COMPRESSION", .. random.Next(2) == 0 ? ["CHECKSUM"] : Array.Empty<string>(), .. letter == 'I' ? ["DIFFERENTIAL"] : Array.Empty<string>()];
            await bench.RunAsync($"BACKUP {(letter == 'L' ? "LOG" : "DATABASE")} Shop TO DISK='{file}' WITH {string.Join(", ", words)}");
            int position = 1 + _sets.Count(set => set.File == file);
            _sets.Add(new TakenSet(letter, file, position, bench.Clock.GetLocalNow()));
        }

        /// <summary>Restores a copy as it was at the moment, and answers its rows.</summary>
        public async Task<string> RestoreAsync(Moment moment)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"Copy{++_restored}");
            string stop = moment.At.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
            int full = _sets.FindLastIndex(set => set.Letter == 'D' && set.At < moment.At);
            int differential = _sets.FindLastIndex(set => set.Letter == 'I' && set.At < moment.At);
            await bench.RunAsync($"RESTORE DATABASE {name} FROM {From(_sets[full])}, {bench.Moves(name)}, NORECOVERY");
            if (differential > full && random.Next(2) == 0)
                await bench.RunAsync($"RESTORE DATABASE {name} FROM {From(_sets[differential])}, NORECOVERY");
            else
                differential = full;

            foreach (TakenSet log in _sets.Skip(differential + 1).Where(set => set.Letter == 'L'))
            {
                bool isLast = log.At > moment.At;
                await bench.RunAsync($"RESTORE LOG {name} FROM {From(log)}, STOPAT = '{stop}', {(isLast ? "RECOVERY" : "NORECOVERY")}");
                if (isLast)
                    break;
            }

            return bench.Rows(name);
        }

        private static string From(TakenSet set) => string.Create(CultureInfo.InvariantCulture, $"DISK='{set.File}' WITH FILE = {set.Position}");
    }
}
