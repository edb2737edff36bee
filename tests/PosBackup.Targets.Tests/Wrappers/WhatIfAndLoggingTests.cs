using Microsoft.Extensions.Logging;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Wrappers;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Support;

namespace PosBackup.Targets.Tests.Wrappers;

public sealed class WhatIfAndLoggingTests : IWhatIfObserver, IAsyncLifetime, IAsyncDisposable
{
    private static readonly TargetPath File = TargetPath.Parse("file");
    private readonly List<string> _told = [];
    private readonly InMemoryTarget _inner = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task WhatIf_TellsWritesAndDoesNothing()
    {
        _inner.Store.FindOrMake(File).Write(0, [1, 2, 3]);
        var target = new WhatIfTarget(_inner, this);
        using var content = new MemoryStream([4]);

        await target.PutAsync(TargetPath.Parse("new"), content, new PutRequest { Length = 1 }, default);
        await target.RenameAsync(File, TargetPath.Parse("other"), default);
        await target.DeleteAsync(File, default);

        Assert.Equal(["put memory new 1", "rename memory file other", "delete memory file"], _told);
        Assert.Equal([File], _inner.Store.Files);
        Assert.Equal(0, content.Position);
    }

    [Fact]
    public async Task WhatIf_LetsReadsPass()
    {
        _inner.Store.FindOrMake(File).Write(0, [1, 2, 3]);
        var target = new WhatIfTarget(_inner, this);

        Assert.Equal(3, (await target.StatAsync(File, default))!.Length);
        await using Stream stream = await target.OpenReadAsync(File, 1, null, default);
        Assert.Equal(2, stream.ReadByte());
    }

    [Fact]
    public async Task Logging_TellsCallsAndFailures()
    {
        var logger = new Collecting();
        var target = new LoggingTarget(_inner, logger, new JumpingClock());

        await target.PutAsync(File, new MemoryStream([1]), new PutRequest { Length = 1 }, default);
        await Assert.ThrowsAsync<TargetException>(() => target.OpenReadAsync(TargetPath.Parse("none"), 0, null, default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => target.DeleteAsync(File, new CancellationToken(canceled: true)));

        Assert.Equal("memory: put file (Create, 1 bytes at 0) done in 0 ms", logger.Lines[0]);
        Assert.StartsWith("memory: open none at 0 failed after 0 ms: Missing: ", logger.Lines[1], StringComparison.Ordinal);
        Assert.Equal("memory: delete file cancelled after 0 ms", logger.Lines[2]);
    }

    void IWhatIfObserver.WouldPut(string target, TargetPath path, PutRequest request) => _told.Add($"put {target} {path} {request.Length}");

    void IWhatIfObserver.WouldRename(string target, TargetPath from, TargetPath to) => _told.Add($"rename {target} {from} {to}");

    void IWhatIfObserver.WouldDelete(string target, TargetPath path) => _told.Add($"delete {target} {path}");

    private sealed class Collecting : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Debug, logLevel);
            Lines.Add(formatter(state, exception));
        }
    }
}
