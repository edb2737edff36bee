using System.Diagnostics;
using System.Text.Json.Nodes;

namespace PosBackup.QuickStart;

/// <summary>The walk: a shop, its backups, the proof, what damage looks like, what is lost and comes back, and a drill. Every step says what it expects and fails when it is not so.</summary>
internal sealed class Walkthrough
{
    private const int FirstReceipts = 50_000;
    private const int LaterReceipts = 400;

    private readonly Server _server;
    private readonly Shop _shop;
    private readonly PosBackupProcess _posbackup;
    private readonly string[] _catalog;

    private Walkthrough(Server server)
    {
        _server = server;
        _shop = new Shop(server, "PosBackupShop_" + Guid.NewGuid().ToString("N")[..8]);
        _posbackup = new PosBackupProcess(server);
        _catalog = ["--catalog", Path.Combine(server.WorkFolder, "catalog.db")];
    }

    public static async Task<bool> RunAsync(Server server, CancellationToken cancellationToken)
    {
        Story.Begin();
        long start = Stopwatch.GetTimestamp();
        var walk = new Walkthrough(server);
        walk.Introduce();
        try
        {
            try
            {
                await walk.WalkAsync(cancellationToken);
            }
            finally
            {
                await walk._shop.CloseAsync(CancellationToken.None);
            }
        }
        catch (Exception e) when (e is UnexpectedException or Microsoft.Data.SqlClient.SqlException)
        {
            Story.Bad("Not as expected: " + e.Message);
            return false;
        }

        Story.Good($"Everything was as expected, after {Stopwatch.GetElapsedTime(start).TotalSeconds:0} seconds.");
        Story.Say($"The shop's databases are dropped. The backups stay in {server.Folder ?? "the instance's backup folder"}, the catalog in {server.WorkFolder}.");
        return true;
    }

    private void Introduce()
    {
        if (_server.IsStandIn)
        {
            Story.Alarm(
                "STAND-IN",
                "This is NOT SQL Server. It is the stand-in: a test server that speaks SQL Server's protocol and writes its file\n"
                + "format, started in this process because no --instance was named. Never keep data in it.");
        }

        Story.Say($"Instance {_server.Name}, database {_shop.Database}");
    }

    private async Task WalkAsync(CancellationToken cancellationToken)
    {
        Story.Title("A shop opens and sells");
        await _shop.OpenAsync(cancellationToken);
        await SellAsync(FirstReceipts, cancellationToken);

        Story.Title("Would a backup succeed?");
        await _posbackup.ShowAsync(["check", .. _server.Arguments, "--database", _shop.Database, .. _server.FolderArguments]);

        Story.Title("A full backup, in a file of its own");
        await BackUpAsync("full");

        Story.Title("The shop sells; a differential: the pages changed since the full");
        await SellAsync(LaterReceipts, cancellationToken);
        await BackUpAsync("differential");

        Story.Title("The shop sells; a log: what was committed since");
        await SellAsync(LaterReceipts, cancellationToken);
        await BackUpAsync("log");

        Story.Title("The shop sells; another log, appended to the file of the first");
        await SellAsync(LaterReceipts, cancellationToken);
        string log = (await ListAsync()).Last(entry => Kind(entry) is "log")["file"]!.GetValue<string>();
        await BackUpAsync("log", "--append", "--media-file", log);

        Story.Title("A copy-only full that overwrites its predecessor: written and verified first, then swapped");
        string weekly = Beside(log, "weekly.bak");
        await BackUpAsync("full", "--copy-only", "--media-file", weekly);
        await BackUpAsync("full", "--copy-only", "--overwrite", "--media-file", weekly);

        Story.Title("What is there, as the catalog knows it");
        await _posbackup.ShowAsync(["list", .. _catalog]);
        JsonNode[] entries = await ListAsync();
        Expect(["full", "differential", "log", "log", "full"], [.. entries.Select(Kind)]);

        await ProveAsync([.. entries.Select(entry => entry["file"]!.GetValue<string>()).Distinct(StringComparer.Ordinal)]);
        await new LostReceipts(_server, _shop, _posbackup, _catalog).PlayAsync(LaterReceipts, cancellationToken);
        await new ProvenByDrill(_server, _shop, _posbackup, _catalog).PlayAsync(FirstReceipts, cancellationToken);
        await new OffSite(_server, _shop, _posbackup, _catalog).PlayAsync();
        await ThreeMonths.PlayAsync(_server, cancellationToken);
    }

    private async Task ProveAsync(string[] files)
    {
        if (!files.All(File.Exists))
        {
            Story.Say($"The backup files are not visible from here, so verification without a server is not shown.");
            return;
        }

        Story.Title("Proof without a server");
        await _posbackup.ShowAsync(["verify", .. files, "--record", .. _catalog]);

        Story.Title("The same full with one flipped byte, in a copy");
        await _posbackup.ShowAsync(["verify", FlipAByte(files[0]), .. _catalog], exitCode: 1);
    }

    private async Task SellAsync(int count, CancellationToken cancellationToken)
    {
        await _shop.SellAsync(count, cancellationToken);
        (int receipts, decimal turnover) = await _shop.CountAsync(cancellationToken);
        Story.Say($"{receipts:N0} receipts, {turnover:N2} turnover");
    }

    private async Task BackUpAsync(string kind, params string[] more)
    {
        string[] place = more.Contains("--media-file", StringComparer.Ordinal) ? [] : [.. _server.FolderArguments];
        await _posbackup.ShowAsync(["backup", .. _server.Arguments, "--database", _shop.Database, "--kind", kind, .. place, .. more, .. _catalog]);
    }

    private async Task<JsonNode[]> ListAsync() => [.. (await _posbackup.AskAsync(["list", .. _catalog])).AsArray().Select(entry => entry!)];

    private static string Kind(JsonNode entry) => entry["set"]!["kind"]!.GetValue<string>();

    /// <summary>A name in the folder of a file, however the instance's machine writes paths.</summary>
    private static string Beside(string file, string name) => file[..(file.LastIndexOfAny(['/', '\\']) + 1)] + name;

    private static void Expect(string[] expected, string[] actual)
    {
        if (!expected.SequenceEqual(actual, StringComparer.Ordinal))
            throw new UnexpectedException($"the catalog lists {string.Join(", ", actual)} instead of {string.Join(", ", expected)}");
    }

    private string FlipAByte(string file)
    {
        string copy = Path.Combine(_server.WorkFolder, "flipped.bak");
        File.Copy(file, copy, overwrite: true);
        using FileStream stream = File.Open(copy, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = stream.Length / 2;
        int value = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(value ^ 0x10));
        Story.Say($"byte {stream.Length / 2:N0} of {stream.Length:N0}: {value:x2} became {value ^ 0x10:x2}");
        return copy;
    }
}
