using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using PosBackup.Engine.Targets;

namespace PosBackup.Targets.Tests.Contract;

/// <summary>
/// A target that keeps the contract, in memory, for the tests of everything above targets. Each feature can be switched off, and then is truly missing.
/// Faults: <see cref="MemoryStore.Capacity"/> fills the disk, <see cref="Line"/> breaks the line, <see cref="Refuse"/> fails calls.
/// </summary>
internal sealed class InMemoryTarget(MemoryStore store, TimeProvider? clock = null) : IBackupTarget
{
    private const int PacketSize = 32 * 1024;
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    public InMemoryTarget()
        : this(new MemoryStore())
    {
    }

    /// <summary>Everything a target can do.</summary>
    public static TargetFeatures AllFeatures =>
        TargetFeatures.Continue | TargetFeatures.WriteAnywhere | TargetFeatures.AtomicReplace | TargetFeatures.Flush
        | TargetFeatures.SetTime | TargetFeatures.ServerHash | TargetFeatures.FreeSpace;

    public string Name { get; init; } = "memory";

    /// <summary>What it can do. All.</summary>
    public TargetFeatures Features { get; init; } = AllFeatures;

    /// <summary>See <see cref="TargetDescription.Medium"/>.</summary>
    public string? Medium { get; init; }

    /// <summary>See <see cref="TargetDescription.LocalFolder"/>.</summary>
    public string? LocalFolder { get; set; }

    /// <summary>The disk, to look at from behind.</summary>
    public MemoryStore Store => store;

    /// <summary>The line to it, to be cut.</summary>
    public MemoryLine Line { get; } = new();

    /// <summary>Asked at each call with its name (<c>Put</c>, <c>Rename</c>, …) and file: what it fails with; null lets it pass.</summary>
    public Func<string, TargetPath, Exception?>? Refuse { get; set; }

    /// <summary>What it fails with when it is closed, against the contract; null lets it close.</summary>
    public Exception? ClosingFailure { get; set; }

    public Task<TargetDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        Begin("Describe", TargetPath.Root, cancellationToken);
        return Task.FromResult(new TargetDescription
        {
            Features = Features,
            Product = "memory",
            Medium = Medium,
            LocalFolder = LocalFolder,
            FreeBytes = Can(TargetFeatures.FreeSpace) ? store.Free ?? long.MaxValue : null,
        });
    }

    public async Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        PutRules.Require(path, request);
        Begin("Put", path, cancellationToken);
        MemoryFile file = OpenForPut(path, request);
        byte[] packet = ArrayPool<byte>.Shared.Rent(PacketSize);
        try
        {
            for (long done = 0; done < request.Length;)
            {
                int read = await content.ReadAsync(packet.AsMemory(0, (int)Math.Min(PacketSize, request.Length - done)), cancellationToken);
                if (read == 0)
                    throw new EndOfStreamException($"the content of {path} ended after {done:N0} of {request.Length:N0} bytes");
                cancellationToken.ThrowIfCancellationRequested();
                if (store.Free < read)
                    throw new TargetException(TargetFailure.NoSpace, $"{Name}: no space for {path}", "make room");
                Line.Carry(read, file);
                file.Write(request.Offset + done, packet.AsSpan(0, read));
                file.ModifiedAt = _clock.GetUtcNow();
                done += read;
                request.Acknowledged?.Report(done);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packet);
        }

        if (request.ModifiedAt is { } time && Can(TargetFeatures.SetTime))
            file.ModifiedAt = time;
    }

    public Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken)
    {
        Begin("Rename", from, cancellationToken);
        store.Move(from, to);
        return Task.CompletedTask;
    }

    public Task<Stream> OpenReadAsync(TargetPath path, long offset, long? length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        Begin("OpenRead", path, cancellationToken);
        return Task.FromResult<Stream>(new MemoryFileStream(Require(path), Line, offset, length));
    }

    public Task<TargetEntry?> StatAsync(TargetPath path, CancellationToken cancellationToken)
    {
        Begin("Stat", path, cancellationToken);
        return Task.FromResult(
            store.Find(path) is { } file ? new TargetEntry(path, IsFolder: false, file.Length, file.ModifiedAt)
            : store.IsFolder(path) ? new TargetEntry(path, IsFolder: true, Length: 0, ModifiedAt: null)
            : null);
    }

    public async IAsyncEnumerable<TargetEntry> ListAsync(TargetPath folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Begin("List", folder, cancellationToken);
        await Task.CompletedTask;
        foreach (TargetEntry entry in store.List(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    public Task DeleteAsync(TargetPath path, CancellationToken cancellationToken)
    {
        Begin("Delete", path, cancellationToken);
        store.Remove(path);
        return Task.CompletedTask;
    }

    public async Task<string?> HashAsync(TargetPath path, CancellationToken cancellationToken)
    {
        Begin("Hash", path, cancellationToken);
        if (!Can(TargetFeatures.ServerHash))
            return null;
        await using var content = new MemoryFileStream(Require(path), line: null, offset: 0, length: null);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    public ValueTask DisposeAsync() => ClosingFailure is { } failure ? ValueTask.FromException(failure) : ValueTask.CompletedTask;

    private MemoryFile OpenForPut(TargetPath path, PutRequest request)
    {
        if (request.Mode == PutMode.Create)
        {
            MemoryFile made = store.FindOrMake(path);
            made.SetLength(0);
            made.ModifiedAt = _clock.GetUtcNow();
            return made;
        }

        if (!Can(TargetFeatures.Continue) && !Can(TargetFeatures.WriteAnywhere))
            throw new TargetException(TargetFailure.Config, $"{Name} cannot continue {path}");
        MemoryFile file = Require(path);
        if (request.Offset > file.Length && !Can(TargetFeatures.WriteAnywhere))
            throw new TargetException(TargetFailure.Config, $"{Name}: {path} has {file.Length:N0} bytes and cannot be continued at {request.Offset:N0}");
        return file;
    }

    private MemoryFile Require(TargetPath path) => store.Find(path) ?? throw new TargetException(TargetFailure.Missing, $"{Name} has no file {path}");

    private bool Can(TargetFeatures feature) => (Features & feature) == feature;

    private void Begin(string call, TargetPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Refuse?.Invoke(call, path) is { } failure)
            throw failure;
        Line.Reconnect();
    }
}
