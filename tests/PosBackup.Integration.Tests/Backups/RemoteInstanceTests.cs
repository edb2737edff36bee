using PosBackup.Engine;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Steps;
using PosBackup.Engine.Catalog;

namespace PosBackup.Integration.Tests.Backups;

/// <summary>An instance on another machine: what it writes is seen by nobody but itself.</summary>
public sealed class RemoteInstanceTests
{
    [RemoteFact]
    public async Task Run_TakesFullDifferentialAndLogWithTheInstanceAsItsEyes()
    {
        await using RemoteShop shop = await RemoteShop.OpenAsync();

        BackupReport report = await shop.RunAsync(shop.Full);
        Assert.False(report.Preflight!.FilesVisible);
        Assert.Contains(report.Preflight.Checks, check => check is { Subject: PreflightSubject.Visibility, Outcome: PreflightOutcome.Warned });
        BackupResult full = Assert.Single(report.Results);
        await shop.SellAsync(1);
        BackupResult differential = await shop.SucceedAsync(shop.Full with { Kind = BackupKind.Differential });
        await shop.SellAsync(2);
        BackupResult log = await shop.SucceedAsync(shop.Full with { Kind = BackupKind.Log });

        Assert.All([full, differential, log], result =>
        {
            Assert.Equal(RunOutcome.Succeeded, result.Outcome);
            Assert.Empty(result.Promotions);
            Assert.True(result.VerifiedOnInstance);
            Assert.Null(result.Verification);
            Assert.Null(Assert.Single(result.Files).Length);
            Assert.NotEqual(0, result.Bytes);
        });
        Assert.Equal(full.Set!.SetGuid, differential.Set!.DifferentialBaseGuid);
        Assert.Equal(
            new[] { full, differential, log }.Select(result => Path.GetFileName(result.Files[0].Path)).Order(StringComparer.Ordinal), shop.ServerFiles);
        Assert.False(Directory.Exists(shop.Folder));
        Assert.Equal(3, shop.Catalog.List().Count);
    }

    [RemoteFact]
    public async Task Run_Appends()
    {
        await using RemoteShop shop = await RemoteShop.OpenAsync();
        BackupOptions append = shop.Full with { Mode = BackupMode.Append };

        BackupResult first = await shop.SucceedAsync(append);
        BackupResult second = await shop.SucceedAsync(append with { Kind = BackupKind.Log });

        Assert.Equal((first.Files[0].Path, true, 2), (second.Files[0].Path, second.Appended, second.Set!.Position));
        Assert.Single(shop.ServerFiles);
    }

    [RemoteFact]
    public async Task Run_OverwritesInPlaceAndWarnsOfIt()
    {
        await using RemoteShop shop = await RemoteShop.OpenAsync();
        BackupOptions overwrite = shop.Full with { Mode = BackupMode.Overwrite };

        BackupResult first = await shop.SucceedAsync(overwrite);
        BackupResult second = await shop.SucceedAsync(overwrite);

        Assert.Empty(first.Notes);
        Assert.Equal((first.Files[0].Path, 1), (second.Files[0].Path, second.Set!.Position));
        Assert.NotEqual(first.Set!.SetGuid, second.Set.SetGuid);
        Assert.Contains("INIT", Assert.Single(second.Notes).Message, StringComparison.Ordinal);
    }

    [RemoteFact]
    public async Task Run_FailsWhenTheInstanceFindsTheSetDamaged()
    {
        await using RemoteShop shop = await RemoteShop.OpenAsync();
        shop.Steps = new Damaging(shop);

        BackupResult result = await shop.BackUpAsync(shop.Full with { Compression = CompressionMode.Off });

        Assert.Equal((RunOutcome.Failed, ErrorCode.BackupSetCorrupt, false), (result.Outcome, result.Code, result.VerifiedOnInstance));
        Assert.NotNull(result.Hint);
        Assert.Equal(ErrorCode.BackupSetCorrupt, shop.Catalog.Runs()[0].Code);
    }

    [RemoteFact]
    public async Task Run_ThatIsCancelledLeavesNoNewFile()
    {
        await using RemoteShop shop = await RemoteShop.OpenAsync();

        BackupResult result = await shop.CancelHalfWayAsync(shop.Full);

        Assert.Equal(ErrorCode.Cancelled, result.Code);
        Assert.Empty(result.Notes);
        Assert.Empty(shop.ServerFiles);
    }

    [RemoteTheory]
    [InlineData(BackupMode.Append, "may end with a part of a set")]
    [InlineData(BackupMode.Overwrite, "holds no whole backup now")]
    public async Task Run_ThatIsCancelledSaysWhatBecameOfTheFile(BackupMode mode, string said)
    {
        await using RemoteShop shop = await RemoteShop.OpenAsync();
        BackupOptions options = shop.Full with { Mode = mode };
        BackupResult before = await shop.SucceedAsync(options);

        BackupResult result = await shop.CancelHalfWayAsync(options);

        Assert.Equal(ErrorCode.Cancelled, result.Code);
        Assert.Contains(result.Notes, note => note.Message.Contains(said, StringComparison.Ordinal) && note.Hint is not null);
        BackupResult after = await shop.SucceedAsync(options);
        Assert.True(after.VerifiedOnInstance);
        Guid[] kept = mode == BackupMode.Append ? [before.Set!.SetGuid, after.Set!.SetGuid] : [after.Set!.SetGuid];
        Assert.Equal(kept, shop.Catalog.List().Select(entry => entry.Set.SetGuid));
    }

    [RemoteFact]
    public async Task Run_ThatFailsLeavesNothingBehind()
    {
        await using RemoteShop shop = await RemoteShop.OpenAsync();
        await shop.FaultAsync("disk-full; bytes=60000; database=Shop");

        BackupResult result = await shop.BackUpAsync(shop.Full with { Compression = CompressionMode.Off });

        Assert.Equal((RunOutcome.Failed, ErrorCode.NoSpace), (result.Outcome, result.Code));
        Assert.Empty(result.Notes);
        Assert.Empty(shop.ServerFiles);
    }

    [RemoteFact]
    public async Task Run_ThatIsRefusedTellsOfNoFileThatWasNeverMade()
    {
        await using RemoteShop shop = await RemoteShop.OpenAsync();
        await shop.ExecuteAsync("CREATE LOGIN clerk WITH PASSWORD = 'Clerk-1234'; USE Shop; CREATE USER clerk FOR LOGIN clerk;");

        BackupResult result = await shop.BackUpAsync(shop.Full with { Instance = shop.Instance with { User = "clerk", Password = new Secret("Clerk-1234") } });

        Assert.Equal((RunOutcome.Failed, ErrorCode.InstanceAccessDenied), (result.Outcome, result.Code));
        Assert.DoesNotContain(result.Notes, note => note.Message.Contains("partial file", StringComparison.Ordinal));
        Assert.Empty(shop.ServerFiles);
    }

    [RemoteFact]
    public async Task Run_NamesTheFolderThatTheInstanceCannotWriteTo()
    {
        await using RemoteShop shop = await RemoteShop.OpenAsync();

        BackupResult result = await shop.BackUpAsync(shop.Full with { Folder = shop.Folder + "/gone" });

        Assert.Equal((RunOutcome.Failed, ErrorCode.FolderNotWritable), (result.Outcome, result.Code));
        Assert.Contains(shop.Folder + "/gone", result.Message, StringComparison.Ordinal);
    }

    /// <summary>Turns a byte of the server's file as soon as it is written.</summary>
    private sealed class Damaging(RemoteShop shop) : IStepObserver
    {
        public async Task ReachedAsync(BackupStep step, string database)
        {
            if (step != BackupStep.ReadBack)
                return;

            string file = shop.OnServer(Path.Combine(shop.Folder, Assert.Single(shop.ServerFiles)));
            byte[] bytes = await File.ReadAllBytesAsync(file);
            bytes[bytes.Length / 2] ^= 0x10;
            await File.WriteAllBytesAsync(file, bytes);
        }
    }
}
