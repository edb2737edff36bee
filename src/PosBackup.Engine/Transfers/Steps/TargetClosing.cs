using PosBackup.Engine.Progress;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Steps;

/// <summary>The end of a target that was opened.</summary>
internal static class TargetClosing
{
    /// <summary>Closes it. All is done and the report is made: a target that cannot be closed is told of, and loses nothing.</summary>
    public static async Task CloseAsync(IBackupTarget target, IOperationObserver observer)
    {
        try
        {
            await target.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, it is not worth the report.
        catch (Exception e)
#pragma warning restore CA1031
        {
            observer.Warned(new Operation("close", target.Name), ErrorCode.Unknown, $"{target.Name} cannot be closed: {Surprise.Of(e)}", Surprise.Hint);
        }
    }
}
