using PosBackup.Engine.Targets.Ftp.Data;
using PosBackup.Engine.Targets.Ftp.Pool;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>REST and RETR. SIZE is asked first: it tells missing files from denied ones, offsets behind the end (an error to some servers), and later whether all came. A file that a broken line left aside is read where it lies.</summary>
internal static class Reading
{
    /// <summary>Opens a file. Only a <see cref="DownloadStream"/> keeps the lease.</summary>
    public static async Task<Stream> OpenAsync(FtpLease lease, TargetPath path, long offset, long? length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (length < 0)
            throw new ArgumentOutOfRangeException(nameof(length), length, "a length is at least 0");

        FtpSession session = lease.Session;
        TargetPath real = path;
        long? found = await session.SizeAsync(path, cancellationToken).ConfigureAwait(false);
        if (found is null && session.Traits.RefusesReplace)
        {
            real = AsideName.Of(path);
            found = await session.SizeAsync(real, cancellationToken).ConfigureAwait(false);
        }

        long size = found ?? throw new TargetException(TargetFailure.Missing, $"{session.Failures.Place}: there is no file {path}");
        long left = Math.Max(0, size - offset);
        long wanted = Math.Min(left, length ?? left);
        if (wanted == 0)
            return Stream.Null;

        Transfer transfer = await Transfer.BeginAsync(session, "RETR", session.Folder.Of(real), offset, cancellationToken).ConfigureAwait(false);
        if (transfer.Refusal is not { } refusal)
            return new DownloadStream(lease, transfer, path, wanted, toEnd: wanted == left);

        await transfer.DisposeAsync().ConfigureAwait(false);
        throw await session.WhyRefusedAsync(refusal, $"get {path}", path, cancellationToken).ConfigureAwait(false);
    }
}
