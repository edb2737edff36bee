using System.Runtime.CompilerServices;
using PosBackup.Engine.Targets.Ftp.Data;
using PosBackup.Engine.Targets.Ftp.Pool;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>
/// Whether REST and STOR into the middle of a file keep what lies behind. Measured: ProFTPD and vsftpd keep it, Pure-FTPd cuts the file there. So before the first such
/// write a file of three bytes is asked; a server that cuts gets no such write.
/// </summary>
internal static class MiddleWrites
{
    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: what lies behind would be lost. Nothing was written.</exception>
    public static async Task RequireAsync(FtpSession session, TargetPath path, CancellationToken cancellationToken)
    {
        session.Traits.KeepsTail ??= session.Features.HasRestart && await KeepsTailAsync(session, path, cancellationToken).ConfigureAwait(false);
        if (session.Traits.KeepsTail == false)
            throw new TargetException(TargetFailure.Config, $"{session.Failures.Place} cuts a file where a write into its middle ends, so that the end of {path} would be lost. Nothing was written", "send the whole file anew");
    }

    private static async Task<bool> KeepsTailAsync(FtpSession session, TargetPath path, CancellationToken cancellationToken)
    {
        TargetPath probe = path.Folder.Child($"posbackup-probe-{Guid.NewGuid():N}");
        try
        {
            await WriteAsync(session, probe, [1, 2, 3], restart: 0, cancellationToken).ConfigureAwait(false);
            await WriteAsync(session, probe, [2], restart: 1, cancellationToken).ConfigureAwait(false);
            return await session.SizeAsync(probe, cancellationToken).ConfigureAwait(false) == 3;
        }
        finally
        {
            if (!session.Control.IsBroken)
                await session.DeleteAsync(probe, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task WriteAsync(FtpSession session, TargetPath probe, byte[] bytes, long restart, CancellationToken cancellationToken)
    {
        Transfer transfer = await Transfer.BeginAsync(session, "STOR", session.Folder.Of(probe), restart, cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable ending = transfer.ConfigureAwait(false);
        if (transfer.Refusal is { } refusal)
            throw session.Failures.Refused(refusal, $"put {probe}");

        using var content = new MemoryStream(bytes);
        await new Upload(session, transfer, content, bytes.Length).RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
