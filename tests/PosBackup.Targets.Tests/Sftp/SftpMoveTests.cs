using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Sftp;
using PosBackup.Engine.Targets.Sftp.Launch;
using PosBackup.Engine.Targets.Sftp.Processes;
using PosBackup.Engine.Tests.Support;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Sftp;

/// <summary>Moves over a file at a server that cannot do it at once, broken off in the middle: the sftp-server of OpenSSH, told to refuse it.</summary>
public sealed class SftpMoveTests : IDisposable
{
    private const string Program = "/usr/lib/openssh/sftp-server";
    private const byte Remove = 13;
    private const byte Rename = 18;

    private static readonly TargetPath From = TargetPath.Parse("folder/from");
    private static readonly TargetPath To = TargetPath.Parse("folder/to");
    private static readonly string Aside = AsideName.Of("to");

    private readonly TemporaryFolder _folder = new();

    public SftpMoveTests()
    {
        File.WriteAllText(Path.Combine(_folder.Folder("folder"), "from"), "new");
        File.WriteAllText(_folder.File("folder/to"), "old");
    }

    public void Dispose() => _folder.Dispose();

    [ServerTheory(ServerKind.OpenSsh)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Cancelled_LeavesTheFileUnderItsName(int rename)
    {
        using var cancelled = new CancellationTokenSource();
        await using SftpTarget target = Open(Rename, (count, _) => Act(count == rename, cancelled.Cancel));

        try
        {
            await target.RenameAsync(From, To, cancelled.Token);
        }
        catch (OperationCanceledException)
        {
            // Either is right.
        }

        Assert.True(cancelled.IsCancellationRequested);
        Assert.Equal("new", Text("to"));
        Assert.Equal(["to"], Names());
    }

    [ServerTheory(ServerKind.OpenSsh)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LostLine_LosesNothing(bool isRenamedAgain)
    {
        await using (SftpTarget broken = Open(Rename, (count, process) => Act(count == 2, process.Kill)))
            await Assert.ThrowsAsync<TargetException>(() => broken.RenameAsync(From, To, default));
        Assert.DoesNotContain("to", Names());
        await using SftpTarget target = Open();

        if (isRenamedAgain)
            await target.RenameAsync(From, To, default);

        Assert.Equal(3, (await target.StatAsync(To, default))!.Length);
        Assert.Equal(isRenamedAgain ? "new" : "old", Text("to"));
        Assert.Equal(isRenamedAgain ? ["to"] : ["from", "to"], Names());
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task LostAnswerToTheLastStep_LeavesNothingAsideOnceItIsAskedForAgain()
    {
        // What is aside from before is removed first, so that the second removal is the last step.
        await using (SftpTarget broken = Open(Remove, (count, process) => Act(count == 2, process.Kill)))
            await Assert.ThrowsAsync<TargetException>(() => broken.RenameAsync(From, To, default));
        Assert.Equal(["to", Aside], Names());
        await using SftpTarget target = Open();

        TargetException failure = await Assert.ThrowsAsync<TargetException>(() => target.RenameAsync(From, To, default));

        Assert.Equal(TargetFailure.Missing, failure.Failure);
        Assert.Equal("new", Text("to"));
        Assert.Equal(["to"], Names());
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task Move_IsDoneAlsoWhenTheOldFileMayNotBeRemoved()
    {
        await using SftpTarget target = Open("remove");

        await target.RenameAsync(From, To, default);

        Assert.Equal("new", Text("to"));
        Assert.Equal([To], (await ListAsync(target)).Select(entry => entry.Path));
    }

    [ServerTheory(ServerKind.OpenSsh)]
    [InlineData("")]
    [InlineData("rename")]
    public async Task FileLeftAside_IsListedAndReadWhereItLies(string denied)
    {
        File.Move(_folder.File("folder/to"), _folder.File("folder/" + Aside));
        await using SftpTarget target = Open(denied);

        Assert.Equal([(From, 3L), (To, 3L)], (await ListAsync(target)).Select(entry => (entry.Path, entry.Length)).OrderBy(entry => entry.Path.Value, StringComparer.Ordinal));
        await using (Stream stream = await target.OpenReadAsync(To, 0, null, default))
        {
            using var reader = new StreamReader(stream);
            Assert.Equal("old", await reader.ReadToEndAsync());
        }

        Assert.Equal(["from", Aside], Names()); // Listing and reading change nothing: the move may be somebody's who is in the middle of it.
        Assert.Equal(3, (await target.StatAsync(To, default))!.Length);
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task FileLeftAside_StaysWhereItMayNotGetItsNameBack()
    {
        File.Move(_folder.File("folder/to"), _folder.File("folder/" + Aside));
        await using SftpTarget target = Open("rename");

        await Assert.ThrowsAsync<TargetException>(() => target.RenameAsync(From, To, default));

        Assert.Equal(["from", Aside], Names());
        Assert.Equal("old", Text(Aside));
    }

    [ServerFact(ServerKind.OpenSsh)]
    public async Task OldFileLeftAside_IsNeverShownAndGoesWithTheFile()
    {
        await File.WriteAllTextAsync(_folder.File("folder/" + Aside), "older");
        await using SftpTarget target = Open();

        Assert.Equal([From, To], (await ListAsync(target)).Select(entry => entry.Path).OrderBy(path => path.Value, StringComparer.Ordinal));
        await target.DeleteAsync(To, default);

        Assert.Equal(["from"], Names());
        Assert.Null(await target.StatAsync(To, default));
    }

    private static async Task<List<TargetEntry>> ListAsync(SftpTarget target)
    {
        List<TargetEntry> entries = [];
        await foreach (TargetEntry entry in target.ListAsync(To.Folder, default))
            entries.Add(entry);
        return entries;
    }

    private static void Act(bool isTime, Action act)
    {
        if (isTime)
            act();
    }

    private string Text(string name) => File.ReadAllText(_folder.File("folder/" + name));

    private string[] Names() => [.. Directory.GetFiles(_folder.File("folder")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private SftpTarget Open(string denied = "") => Open(Rename, (_, _) => { }, denied);

    private SftpTarget Open(byte request, Action<int, ISshProcess> before, string denied = "")
    {
        string pin = "ssh-ed25519 " + Convert.ToBase64String([0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. new byte[32]]);
        var definition = new SftpDefinition { Name = "hq", Path = _folder.Path, Endpoint = new SshEndpoint { Host = "none", User = "u", HostKeys = [pin] } };
        return new SftpTarget(definition, new SftpConnector(definition, new OneSecret(null), SftpTargets.Askpass, new WatchedServer(request, before, denied), TimeProvider.System), TimeProvider.System);
    }

    private sealed class WatchedServer(byte request, Action<int, ISshProcess> before, string denied) : ISshLauncher
    {
        public ISshProcess Launch(SshCommand command) =>
            new WatchedProcess(new PlainSshLauncher().Launch(command with { Program = Program, Arguments = ["-P", $"posix-rename,fsync,{denied}".TrimEnd(',')] }), request, before);

        public bool Doubt() => false;
    }

    private sealed class WatchedProcess(ISshProcess process, byte request, Action<int, ISshProcess> before) : ISshProcess
    {
        public Stream Input { get; } = new WatchedInput(process, request, before);

        public Stream Output => process.Output;

        public Stream Errors => process.Errors;

        public int Id => process.Id;

        public int? Wait(TimeSpan atMost) => process.Wait(atMost);

        public void Kill() => process.Kill();

        public void Dispose() => process.Dispose();
    }

    /// <summary>One request is under way at a time, so one write is one packet.</summary>
    private sealed class WatchedInput(ISshProcess process, byte request, Action<int, ISshProcess> before) : Stream
    {
        private int _requests;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.Length > 4 && buffer[4] == request)
                before(++_requests, process);
            process.Input.Write(buffer);
        }

        public override void Flush() => process.Input.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                process.Input.Dispose();
            base.Dispose(disposing);
        }
    }
}
