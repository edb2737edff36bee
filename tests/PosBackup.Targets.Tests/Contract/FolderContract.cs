using System.Globalization;
using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>What is there, moving it and removing it.</summary>
public abstract class FolderContract : ReadContract
{
    private const int Many = 10_000;

    [ContractFact]
    public async Task List_TellsFilesAndFoldersButNotThoseBelow()
    {
        Behind.Write(At("file"), [1, 2, 3]);
        Behind.Write(At("folder/below"), [1]);

        IReadOnlyList<TargetEntry> entries = await ListAsync(Here);

        Assert.Equal([At("file"), At("folder")], entries.Select(e => e.Path).OrderBy(p => p.Value, StringComparer.Ordinal));
        Assert.Equal(3, entries.Single(e => !e.IsFolder).Length);
        Assert.Equal(At("folder"), entries.Single(e => e.IsFolder).Path);
    }

    [ContractFact]
    public async Task List_OfTheRootHasTheFolderOfTheTests()
    {
        Behind.Write(At("file"), [1]);

        Assert.Contains(await ListAsync(TargetPath.Root), e => e.IsFolder && e.Path == TargetPath.Parse("contract"));
    }

    [ContractFact]
    public async Task List_OfAFolderThatIsNotThereIsEmpty()
    {
        Assert.Empty(await ListAsync(Here));
        Assert.Empty(await ListAsync(At("not/there/either")));
        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task List_TellsTenThousandNames()
    {
        string[] names = [.. Enumerable.Range(0, Many).Select(i => i.ToString("'store_log_'00000'.trn'", CultureInfo.InvariantCulture))];
        foreach (string name in names)
            Behind.Write(At(name), []);

        IReadOnlyList<TargetEntry> entries = await ListAsync(Here);

        Assert.Equal(names, entries.Select(e => e.Path.Name).Order(StringComparer.Ordinal));
    }

    [ContractFact]
    public async Task List_GivenUpHalfWayLeavesTheTargetUsable()
    {
        for (int i = 0; i < 500; i++)
            Behind.Write(At($"file {i}"), []);

        await foreach (TargetEntry entry in Target.ListAsync(Here, default))
        {
            Assert.Equal(Here, entry.Path.Folder);
            break;
        }

        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task List_TellsTimesOfOtherClocks()
    {
        DateTimeOffset[] times = [new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero), new(2037, 12, 30, 23, 0, 1, TimeSpan.Zero)];
        foreach (DateTimeOffset time in times)
        {
            TargetPath path = At(time.Year.ToString(CultureInfo.InvariantCulture));
            Behind.Write(path, [1]);
            Behind.SetTime(path, time);
        }

        IReadOnlyList<TargetEntry> entries = await ListAsync(Here);

        Assert.All(times, time =>
            Assert.Equal(time, entries.Single(e => e.Path.Name == time.Year.ToString(CultureInfo.InvariantCulture)).ModifiedAt!.Value, ListedTimePrecision));
    }

    [ContractFact]
    public async Task Stat_TellsFilesFoldersAndNothing()
    {
        Behind.Write(At("folder/file"), [1, 2, 3]);

        TargetEntry? file = await Target.StatAsync(At("folder/file"), default);
        Assert.Equal((At("folder/file"), false, 3L), (file!.Path, file.IsFolder, file.Length));
        TargetEntry? folder = await Target.StatAsync(At("folder"), default);
        Assert.Equal((At("folder"), true), (folder!.Path, folder.IsFolder));
        Assert.Null(await Target.StatAsync(At("folder/none"), default));
        Assert.Null(await Target.StatAsync(At("none/none"), default));
        Assert.Null(await Target.StatAsync(At("folder/fil"), default));
        Assert.True((await Target.StatAsync(TargetPath.Root, default))!.IsFolder);
    }

    [ContractFact]
    public async Task Rename_MovesIntoAFolderThatIsNotThere()
    {
        Behind.Write(At("from"), [1, 2]);

        await Target.RenameAsync(At("from"), At("new/folder/to"), default);

        RequireSame([1, 2], Behind.Read(At("new/folder/to")));
        Assert.Null(Behind.Read(At("from")));
    }

    [ContractFact]
    public async Task Rename_ReplacesWhatIsThere()
    {
        Behind.Write(At("to"), [1, 1, 1]);
        Behind.Write(At("from"), [2]);

        await Target.RenameAsync(At("from"), At("to"), default);

        RequireSame([2], Behind.Read(At("to")));
        Assert.Equal([At("to")], (await ListAsync(Here)).Select(e => e.Path));
    }

    [ContractFact]
    public async Task Rename_AtOnceLeavesNoMomentWithoutTheFile()
    {
        bool isAtomic = await CanAsync(TargetFeatures.AtomicReplace);
        using var done = new CancellationTokenSource();
        Behind.Write(At("to"), [0]);
        Task<int> watching = Task.Run(() => CountMissing(At("to"), done.Token));

        for (int i = 0; i < 20; i++)
        {
            Behind.Write(At("from"), [1]);
            await Target.RenameAsync(At("from"), At("to"), default);
        }

        await done.CancelAsync();
        int missing = await watching;
        Assert.True(!isAtomic || missing == 0, $"the name was missing {missing} times");
    }

    [ContractFact]
    public async Task Rename_OfAFileThatIsNotThereTellsSoAndTouchesNothing()
    {
        Behind.Write(At("to"), [1]);

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => Target.RenameAsync(At("none"), At("to"), default));

        Assert.Equal(TargetFailure.Missing, failure.Failure);
        RequireSame([1], Behind.Read(At("to")));
    }

    [ContractFact]
    public async Task Delete_RemovesTheFileAndLeavesTheFolder()
    {
        Behind.Write(At("folder/file"), [1]);

        await Target.DeleteAsync(At("folder/file"), default);

        Assert.Null(Behind.Read(At("folder/file")));
        Assert.True((await Target.StatAsync(At("folder"), default))!.IsFolder);
        Assert.Empty(await ListAsync(At("folder")));
    }

    [ContractFact]
    public async Task Delete_OfNothingIsNothing()
    {
        await Target.DeleteAsync(At("none"), default);
        await Target.DeleteAsync(At("no folder/none"), default);
        await RequireUsableAsync();
    }

    private int CountMissing(TargetPath path, CancellationToken done)
    {
        int missing = 0;
        while (!done.IsCancellationRequested)
            missing += Behind.Exists(path) ? 0 : 1;
        return missing;
    }
}
