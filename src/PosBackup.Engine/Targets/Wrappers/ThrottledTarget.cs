using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>
/// Keeps all uploads of a target together below a speed, and all downloads likewise. Put it inside of retries, so that what is sent again counts again. How
/// smooth the line is depends on how much the target reads ahead of what it sends; a target reads what comes and does not wait for full buffers.
/// </summary>
internal sealed class ThrottledTarget(IBackupTarget inner, ThrottleDefinition definition, TimeProvider clock) : WrappedTarget(inner)
{
    private readonly SpeedLimit _up = new(definition, clock);
    private readonly SpeedLimit _down = new(definition, clock);

    public override async Task PutAsync(TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        var slow = new ThrottledStream(content, _up, ownsInner: false);
        await using (slow.ConfigureAwait(false))
            await Inner.PutAsync(path, slow, request, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<Stream> OpenReadAsync(TargetPath path, long offset, long? length, CancellationToken cancellationToken) =>
        new ThrottledStream(await Inner.OpenReadAsync(path, offset, length, cancellationToken).ConfigureAwait(false), _down, ownsInner: true);
}
