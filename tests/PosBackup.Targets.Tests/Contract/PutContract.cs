using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>Writing files anew.</summary>
public abstract class PutContract : ContractSetup
{
    private const int Several = 3 * 1024 * 1024 + 17;

    [ContractFact]
    public async Task Put_MakesAnEmptyFile()
    {
        await PutAsync(At("empty"), []);

        RequireSame([], Behind.Read(At("empty")));
        Assert.Equal(0, (await Target.StatAsync(At("empty"), default))!.Length);
        Assert.Empty(await ReadAsync(At("empty")));
    }

    [ContractFact]
    public async Task Put_WritesWhatItReads()
    {
        byte[] content = Content.Random(Several);
        await using var stream = new ContentStream(content);

        await Target.PutAsync(At("file"), stream, new PutRequest { Length = content.Length }, default);

        RequireSame(content, Behind.Read(At("file")));
        Assert.False(stream.IsClosed);
    }

    [ContractFact]
    public async Task Put_ReadsFromThePositionOnAndNoMoreThanTheLength()
    {
        byte[] content = Content.Random(1000);
        using var stream = new MemoryStream(content) { Position = 10 };

        await Target.PutAsync(At("file"), stream, new PutRequest { Length = 500 }, default);

        RequireSame(content[10..510], Behind.Read(At("file")));
        Assert.Equal(510, stream.Position);
    }

    [ContractFact]
    public async Task Put_MakesTheFoldersItNeeds()
    {
        await PutAsync(At("a/b/c/file"), [1]);

        RequireSame([1], Behind.Read(At("a/b/c/file")));
    }

    [ContractFact]
    public async Task Put_TakesTheOldContentAway()
    {
        await PutAsync(At("file"), Content.Random(100_000));
        await PutAsync(At("file"), [1, 2, 3]);

        RequireSame([1, 2, 3], Behind.Read(At("file")));
    }

    [ContractFact]
    public async Task Put_TellsInOrderWhatIsAcknowledged()
    {
        var progress = new RecordedProgress();
        byte[] content = Content.Random(Several);

        await Target.PutAsync(At("file"), new MemoryStream(content), new PutRequest { Length = content.Length, Acknowledged = progress }, default);

        Assert.Equal(content.Length, progress.Values[^1]);
        Assert.Equal(progress.Values.Order(), progress.Values);
    }

    [ContractFact]
    public async Task Put_OfContentThatEndsTooSoonFailsAndLeavesTheTargetUsable()
    {
        await Assert.ThrowsAsync<EndOfStreamException>(() => Target.PutAsync(At("short"), new MemoryStream(new byte[1000]), new PutRequest { Length = 2000 }, default));

        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task Put_LetsExceptionsOfTheContentThroughAndLeavesTheTargetUsable()
    {
        byte[] content = Content.Random(Several);
        var failure = new InvalidDataException("the disk of the source is broken");
        await using var stream = new ContentStream(content, at: content.Length / 2, () => throw failure);

        Exception thrown = await Assert.ThrowsAsync<InvalidDataException>(() => Target.PutAsync(At("broken"), stream, new PutRequest { Length = content.Length }, default));

        Assert.Same(failure, thrown);
        RequireBeginning(content, Behind.Read(At("broken")));
        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task Put_CancelledInTheMiddleLeavesABeginningAndAUsableTarget()
    {
        byte[] content = Content.Random(Several);
        using var cancellation = new CancellationTokenSource();
        await using var stream = new ContentStream(content, at: content.Length / 2, cancellation.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Target.PutAsync(At("cancelled"), stream, new PutRequest { Length = content.Length }, cancellation.Token));

        RequireBeginning(content, Behind.Read(At("cancelled")));
        await RequireUsableAsync();
    }

    [ContractFact]
    public async Task Put_OfSeveralFilesAtOnce()
    {
        TargetPath[] paths = [.. Enumerable.Range(0, 8).Select(i => At($"folder {i % 2}/file {i}"))];
        byte[][] contents = [.. paths.Select((_, i) => Content.Random(300_000 + i, seed: i))];

        await Task.WhenAll(paths.Select((path, i) => PutAsync(path, contents[i])));
        byte[][] read = await Task.WhenAll(paths.Select(p => ReadAsync(p)));

        Assert.All(read, (content, i) => RequireSame(content, contents[i]));
    }

    [ContractFact]
    public async Task Put_GivesTheFileItsTime()
    {
        if (!await CanAsync(TargetFeatures.SetTime))
            return; // Then a time is a wish that nobody has to grant.
        var time = new DateTimeOffset(2019, 7, 3, 21, 4, 5, TimeSpan.Zero);

        await Target.PutAsync(At("old"), new MemoryStream([1]), new PutRequest { Length = 1, ModifiedAt = time }, default);

        TargetEntry? entry = await OpenAnother().StatAsync(At("old"), default);
        Assert.Equal(time, entry!.ModifiedAt!.Value, TimeSpan.FromSeconds(1));
    }

    [ContractFact]
    public async Task Put_RefusesWhatMeansNothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(TargetPath.Root, [1]));
        await Assert.ThrowsAsync<ArgumentException>(() => Target.PutAsync(At("x"), Stream.Null, new PutRequest { Length = -1 }, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Target.PutAsync(At("x"), Stream.Null, new PutRequest { Length = 0, Offset = 1 }, default));
        Assert.Null(Behind.Read(At("x")));
    }

    /// <summary>Holds that these are the bytes, and says where they part.</summary>
    protected static void RequireSame(byte[] expected, byte[]? actual)
    {
        Assert.NotNull(actual);
        int same = expected.AsSpan().CommonPrefixLength(actual);
        Assert.True(same == expected.Length && same == actual.Length, $"{expected.Length:N0} bytes expected, {actual.Length:N0} there, the same up to {same:N0}");
    }

    /// <summary>Holds that what is there are the first bytes of the content: no holes, nothing else. No file at all is a beginning too.</summary>
    protected static void RequireBeginning(byte[] content, byte[]? there) => Assert.True(content.AsSpan().StartsWith(there ?? []));
}
