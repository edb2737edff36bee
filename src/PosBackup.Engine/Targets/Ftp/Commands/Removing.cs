using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>DELE.</summary>
internal static class Removing
{
    /// <summary>Removes a file; nothing happens when it is not there.</summary>
    public static async Task DeleteAsync(this FtpSession session, TargetPath path, CancellationToken cancellationToken)
    {
        FtpReply reply = await session.AskAsync("DELE", session.Folder.Of(path), cancellationToken).ConfigureAwait(false);
        if (reply.IsDone)
            return;

        TargetException why = await session.WhyRefusedAsync(reply, $"delete {path}", path, cancellationToken).ConfigureAwait(false);
        if (why.Failure != TargetFailure.Missing)
            throw why;
    }
}
