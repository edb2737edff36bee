using System.Text.Json;

namespace PosBackup.QuickStart;

/// <summary>The scene of the drill: backups that restore without a fault can still hold a mistake; questions to the restored database find it.</summary>
internal sealed class ProvenByDrill(Server server, Shop shop, PosBackupProcess posbackup, string[] catalog)
{
    private string Assertions => Path.Combine(server.WorkFolder, "shop.assertions.json");

    /// <param name="receipts">Receipts that there have to be.</param>
    /// <param name="cancellationToken">Ends the scene.</param>
    public async Task PlayAsync(int receipts, CancellationToken cancellationToken)
    {
        Story.Title("What has to be true in any backup of the shop, as a file of questions");
        string questions = Questions(receipts);
        await File.WriteAllTextAsync(Assertions, questions, cancellationToken);
        Story.Quote(questions);

        string[] drill = ["drill", .. server.Arguments, "--database", shop.Database, "--assertions", Assertions, "--rto", "5m", .. catalog];
        Story.Title("A drill restores the newest backups to a scratch database and asks: the mistake is in them");
        await posbackup.ShowAsync(drill, exitCode: 1);

        Story.Title("The shop copies the right amounts back from beside it, and takes a log");
        await shop.MendAsync(cancellationToken);
        await posbackup.ShowAsync(["backup", .. server.Arguments, "--database", shop.Database, "--kind", "log", .. server.FolderArguments, .. catalog]);

        Story.Title("The same drill again");
        await posbackup.ShowAsync(drill);

        Story.Title("What was proven, and how long it took");
        await posbackup.ShowAsync(["list", "--drills", .. catalog]);
    }

    private static string Questions(int receipts) => $$"""
        { "schema": 1, "assertions": [
            { "name": "receipts", "query": {{Quoted("SELECT COUNT(*) FROM Receipts")}}, "atLeast": {{receipts}}, "notLowerThanLastDrill": true },
            { "name": "receipts without an amount", "query": {{Quoted("SELECT COUNT(*) FROM Receipts WHERE Amount = 0")}}, "equals": 0 } ] }
        """;

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
