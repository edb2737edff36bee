namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>Reads pass; what would write is told and does nothing. The content of a put is not read, and nothing of it is acknowledged.</summary>
internal sealed class WhatIfTarget(IBackupTarget inner, IWhatIfObserver observer) : WrappedTarget(inner)
{
    public override Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        PutRules.Require(path, request);
        return TellAsync(() => observer.WouldPut(Name, path, request), cancellationToken);
    }

    public override Task RenameAsync(TargetPath from, TargetPath to, CancellationToken cancellationToken) => TellAsync(() => observer.WouldRename(Name, from, to), cancellationToken);

    public override Task DeleteAsync(TargetPath path, CancellationToken cancellationToken) => TellAsync(() => observer.WouldDelete(Name, path), cancellationToken);

    /// <summary>Nothing was written, so there is nothing to make fit.</summary>
    public override Task<string?> SettleAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    private static Task TellAsync(Action tell, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);

        tell();
        return Task.CompletedTask;
    }
}
