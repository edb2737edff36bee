using PosBackup.Engine.Repositories;
using System.Runtime.CompilerServices;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Tests.Retention.Hiding;

/// <summary>A target that shows less than it has.</summary>
internal sealed class VeiledTarget(IBackupTarget inner, Veil veil) : IBackupTarget
{
    public string Name => inner.Name;

    public Task<TargetDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        Call();
        return inner.DescribeAsync(cancellationToken);
    }

    public Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        Call();
        if (veil.IsFull)
            throw new TargetException(TargetFailure.NoSpace, $"{Name} is full");
        return inner.PutAsync(path, content, request, cancellationToken);
    }

    public Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken) => throw new NotSupportedException("retention renames nothing");

    public Task<Stream> OpenReadAsync(TargetPath path, long offset, long? length, CancellationToken cancellationToken)
    {
        Call();
        if (veil.IsGone(path))
            throw new TargetException(TargetFailure.Missing, $"{Name} has no file {path}");
        if (veil.Unreadable.Contains(path))
            throw new TargetException(TargetFailure.Denied, $"{Name}: {path} may not be read");
        return inner.OpenReadAsync(path, offset, length, cancellationToken);
    }

    public Task<TargetEntry?> StatAsync(TargetPath path, CancellationToken cancellationToken)
    {
        Call();
        return veil.IsGone(path) ? Task.FromResult<TargetEntry?>(null) : inner.StatAsync(path, cancellationToken);
    }

    public async IAsyncEnumerable<TargetEntry> ListAsync(TargetPath folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Call();
        if (veil.IsGone(folder))
            yield break;

        await foreach (TargetEntry entry in inner.ListAsync(folder, cancellationToken))
        {
            if (veil.IsListed(entry.Path))
                yield return entry;
        }
    }

    public Task DeleteAsync(TargetPath path, CancellationToken cancellationToken)
    {
        Call();
        if (veil.IsBroken && !RepositoryLayout.IsPart(path.Name))
            throw new InvalidOperationException("the line driver is in a bad mood");
        return veil.IsGone(path) || (veil.IsWriteOnce && !RepositoryLayout.IsPart(path.Name)) ? Task.CompletedTask : inner.DeleteAsync(path, cancellationToken);
    }

    public Task<string?> HashAsync(TargetPath path, CancellationToken cancellationToken) => throw new NotSupportedException("retention hashes nothing");

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Call()
    {
        lock (veil)
        {
            if (veil.CallsLeft is { } left)
            {
                veil.CallsLeft = Math.Max(0, left - 1);
                if (left == 0)
                    throw new TargetException(TargetFailure.Unreachable, $"{Name} is down");
            }
        }
    }
}
