namespace PosBackup.Engine.Targets.Probing;

/// <summary>The files of one probe, in the folder of the target, under names that nothing else has.</summary>
internal sealed class ProbeFiles(IBackupTarget target)
{
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly List<TargetPath> _made = [];
    private readonly List<string> _left = [];

    /// <summary>What could not be removed.</summary>
    public IReadOnlyList<string> Left => _left;

    /// <summary>A name for one more file.</summary>
    public TargetPath Next()
    {
        _made.Add(TargetPath.Root.Child($"posbackup-probe-{_run}-{_made.Count + 1}.tmp"));
        return _made[^1];
    }

    /// <summary>Removes all that is there. Throws nothing that a target throws: what stays is told.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (TargetPath path in _made)
        {
            if (!await TryRemoveAsync(path, cancellationToken).ConfigureAwait(false))
                _left.Add(path.Value);
        }
    }

    private async Task<bool> TryRemoveAsync(TargetPath path, CancellationToken cancellationToken)
    {
        try
        {
            if (await target.StatAsync(path, cancellationToken).ConfigureAwait(false) is not null)
                await target.DeleteAsync(path, cancellationToken).ConfigureAwait(false);

            return true;
        }
        catch (PosBackupException)
        {
            // Told as left: that is all that anybody can do with it.
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
