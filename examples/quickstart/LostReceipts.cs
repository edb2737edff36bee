using System.Globalization;

namespace PosBackup.QuickStart;

/// <summary>The scene of the wrong UPDATE: the shop loses its last receipts, looks first, and gets them back beside the present database.</summary>
internal sealed class LostReceipts(Server server, Shop shop, PosBackupProcess posbackup, string[] catalog)
{
    private const int Shown = 3;

    /// <param name="sales">Receipts that are sold, and then lost.</param>
    /// <param name="cancellationToken">Ends the scene.</param>
    public async Task PlayAsync(int sales, CancellationToken cancellationToken)
    {
        Story.Title("The shop sells, and then somebody types > instead of =");
        await shop.SellAsync(sales, cancellationToken);
        (int Receipts, decimal Turnover) right = await shop.CountAsync(cancellationToken);
        Story.Say($"{right.Receipts:N0} receipts, {right.Turnover:N2} turnover");
        DateTimeOffset moment = await shop.QuietSecondAsync(cancellationToken);
        string mistake = string.Create(CultureInfo.InvariantCulture, $"UPDATE Receipts SET Amount = 0 WHERE Id > {shop.Newest - sales}");
        await shop.ExecuteAsync(mistake, cancellationToken);
        (int Receipts, decimal Turnover) wrong = await shop.CountAsync(cancellationToken);
        Story.Bad(mistake);
        Story.Say($"{wrong.Receipts:N0} receipts, {wrong.Turnover:N2} turnover");

        Story.Title("What is in no backup yet goes into one: a log");
        await posbackup.ShowAsync(["backup", .. server.Arguments, "--database", shop.Database, "--kind", "log", .. server.FolderArguments, .. catalog]);

        string to = moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        string[] restore = ["restore", .. server.Arguments, "--database", shop.Database, "--as", shop.Look, .. catalog];
        Story.Title("A moment that no backup reaches is refused, with the nearest that one does");
        await posbackup.ShowAsync([.. restore, "--to", "2020-01-01T00:00:00Z"], exitCode: 4);

        Story.Title("What would a restore to the second before do? This touches nothing");
        await posbackup.ShowAsync([.. restore, "--to", to, "--dry-run"]);

        Story.Title("The same, done: under another name, beside the shop's database");
        await posbackup.ShowAsync([.. restore, "--to", to]);
        await CompareAsync(right, wrong, cancellationToken);
    }

    private async Task CompareAsync((int Receipts, decimal Turnover) right, (int Receipts, decimal Turnover) wrong, CancellationToken cancellationToken)
    {
        foreach (string database in (string[])[shop.Database, shop.Look])
        {
            IReadOnlyList<(int Id, decimal Amount)> receipts = await shop.NewestReceiptsAsync(database, Shown, cancellationToken);
            Story.Say($"{database}: {string.Join(", ", receipts.Select(receipt => string.Create(CultureInfo.InvariantCulture, $"receipt {receipt.Id} of {receipt.Amount:N2}")))}");
        }

        Expect(shop.Look, right, await shop.CountAsync(shop.Look, cancellationToken));
        Expect(shop.Database, wrong, await shop.CountAsync(cancellationToken));
        Story.Good($"{shop.Look} has the {right.Receipts:N0} receipts and {right.Turnover:N2} of turnover that were right.");
    }

    private static void Expect(string database, (int Receipts, decimal Turnover) expected, (int Receipts, decimal Turnover) actual)
    {
        if (expected != actual)
            throw new UnexpectedException(string.Create(CultureInfo.InvariantCulture, $"{database} has {actual.Receipts} receipts with {actual.Turnover}, not {expected.Receipts} with {expected.Turnover}"));
    }
}
