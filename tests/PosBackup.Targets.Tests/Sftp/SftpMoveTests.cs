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
    private const byte Rename = 18;

    private static readonly TargetPath From = TargetPath.Parse("folder/from");
    private static readonly TargetPath To = TargetPath.Parse("folder/to");

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
        await using SftpTarget target = Open((count, _) => Act(count == rename, cancelled.Cancel));

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
        await using (SftpTarget broken = Open((count, process) => Act(count == 2, process.Kill)))
            await Assert.ThrowsAsync<TargetException>(() => broken.RenameAsync(From, To, default));
        Assert.DoesNotContain("to", Names());
        await using SftpTarget target = Open((_, _) => { });

        if (isRenamedAgain)
            await target.RenameAsync(From, To, default);

        Assert.Equal(3, (await target.StatAsync(To, default))!.Length);
        Assert.Equal(isRenamedAgain ? "new" : "old", Text("to"));
        Assert.Equal(isRenamedAgain ? ["to"] : ["from", "to"], Names());
    }

    private static void Act(bool isTime, Action act)
    {
        if (isTime)
            act();
    }

    private string Text(string name) => File.ReadAllText(_folder.File("folder/" + name));

    private string[] Names() => [.. Directory.GetFiles(_folder.File("folder")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private SftpTarget Open(Action<int, ISshProcess> beforeRename)
    {
        string pin = "ssh-ed25519 " + Convert.ToBase64String([0, 0, 0, 11, .. "ssh-ed25519"u8, 0, 0, 0, 32, .. new byte[32]]);
        var definition = new SftpDefinition { Name = "hq", Path = _folder.Path, Endpoint = new SshEndpoint { Host = "none", User = "u", HostKeys = [pin] } };
        return new SftpTarget(definition, new SftpConnector(definition, new OneSecret(null), SftpTargets.Askpass, new WatchedServer(beforeRename), TimeProvider.System), TimeProvider.System);
    }

    private sealed class WatchedServer(Action<int, ISshProcess> beforeRename) : ISshLauncher
    {
        public ISshProcess Launch(SshCommand command) =>
            new WatchedProcess(new PlainSshLauncher().Launch(command with { Program = Program, Arguments = ["-P", "posix-rename,fsync"] }), beforeRename);

        public bool Doubt() => false;
    }

    private sealed class WatchedProcess(ISshProcess process, Action<int, ISshProcess> beforeRename) : ISshProcess
    {
        public Stream Input { get; } = new WatchedInput(process, beforeRename);

        public Stream Output => process.Output;

        public Stream Errors => process.Errors;

        public int Id => process.Id;

        public int? Wait(TimeSpan atMost) => process.Wait(atMost);

        public void Kill() => process.Kill();

        public void Dispose() => process.Dispose();
    }

    /// <summary>One request is under way at a time, so one write is one packet.</summary>
    private sealed class WatchedInput(ISshProcess process, Action<int, ISshProcess> beforeRename) : Stream
    {
        private int _renames;

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
            if (buffer.Length > 4 && buffer[4] == Rename)
                beforeRename(++_renames, process);
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
