using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>Puts what was read of a set into the store of a database, and into what the database knows of itself.</summary>
internal sealed class SetApplication(Database database, BackupSet set, StopPoint? stop)
{
    /// <summary>Writes the pages, applies the log behind them.</summary>
    /// <exception cref="Tds.SqlErrorException">4338: the stop point lies inside a backup of pages; 3189: no boot page; 50001: another log.</exception>
    public RollForward Apply(RestoredPages? pages, IEnumerable<byte[]> log)
    {
        RollForward roll;
        using (var store = new FileStream(database.StorePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            if (pages is not null)
                PutIn(pages, store);
            roll = new RollForward(store, pages is null ? database.Facts.RedoLsn : set.FirstLsn, stop);
            try
            {
                roll.Apply(log);
            }
            catch (InvalidDataException unknown)
            {
                throw StatementErrors.NotInStandIn($"the log in this backup set ({unknown.Message})");
            }
        }

        if (pages is not null && roll.IsStopped)
            throw RestoreErrors.StopBeforeSet();
        Remember(roll);
        return roll;
    }

    private void PutIn(RestoredPages pages, Stream store)
    {
        if (pages.StorePages == 0)
            throw RestoreErrors.Damaged();
        pages.CopyTo(store);
        if (set.Kind == BackupKind.Full)
            database.ChangedPages.Clear();

        // What differs from the base: nothing in a full that is its own base, else what the differential map says.
        if (set.Kind == BackupKind.Differential || set.IsCopyOnly)
        {
            foreach (int page in pages.ChangedPages)
                database.ChangedPages.Add(page);
        }

        database.Change(facts => (set.Kind == BackupKind.Full ? RestoredFacts.AfterFull(facts, set) : facts) with { StorePages = pages.StorePages });
    }

    private void Remember(RollForward roll)
    {
        foreach (int page in roll.Changed)
            database.ChangedPages.Add(page);
        database.ChangedPages.Save();
        database.Change(facts => RestoredFacts.After(facts, set, roll));
    }
}
