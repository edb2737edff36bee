namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>A target around another that passes everything on; wrappers change what is theirs. Disposing disposes of the inner one.</summary>
internal abstract class WrappedTarget(IBackupTarget inner) : IBackupTarget
{
    public string Name => Inner.Name;

    /// <summary>The target underneath.</summary>
    protected IBackupTarget Inner { get; } = inner;

    public virtual Task<TargetDescription> DescribeAsync(CancellationToken cancellationToken) => Inner.DescribeAsync(cancellationToken);

    public virtual Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken) =>
        Inner.PutAsync(path, content, request, cancellationToken);

    public virtual Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken) => Inner.RenameAsync(from, to, cancellationToken);

    public virtual Task<Stream> OpenReadAsync(TargetPath path, long offset, long? length, CancellationToken cancellationToken) =>
        Inner.OpenReadAsync(path, offset, length, cancellationToken);

    public virtual Task<TargetEntry?> StatAsync(TargetPath path, CancellationToken cancellationToken) => Inner.StatAsync(path, cancellationToken);

    public virtual IAsyncEnumerable<TargetEntry> ListAsync(TargetPath folder, CancellationToken cancellationToken) => Inner.ListAsync(folder, cancellationToken);

    public virtual Task DeleteAsync(TargetPath path, CancellationToken cancellationToken) => Inner.DeleteAsync(path, cancellationToken);

    public virtual Task<string?> HashAsync(TargetPath path, CancellationToken cancellationToken) => Inner.HashAsync(path, cancellationToken);

    public virtual Task<string?> SettleAsync(CancellationToken cancellationToken) => Inner.SettleAsync(cancellationToken);

    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}
