using System.Globalization;
using System.Runtime.CompilerServices;
using PosBackup.Engine.Targets.Ftp.Data;
using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>
/// STOR; REST and STOR to continue, which is sure of its offset; APPE only where there is no REST.
/// <para>FTP acknowledges nothing before the end (226), so that progress is told once, there. How much a server has of a transfer that was broken off is asked by SIZE later.</para>
/// </summary>
internal static class Putting
{
    /// <summary>Writes a file.</summary>
    public static async Task PutAsync(this FtpSession session, TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        session.RequireName(path);
        long before = request.Mode == PutMode.Create ? 0 : await ContinuedAsync(session, path, request, cancellationToken).ConfigureAwait(false);
        if (request.Mode == PutMode.Create || request.Length > 0)
        {
            await SendAsync(session, path, content, request, cancellationToken).ConfigureAwait(false);
            await CheckAsync(session, path, Math.Max(before, request.Offset + request.Length), cancellationToken).ConfigureAwait(false);
        }

        if (request.ModifiedAt is { } time)
            await session.SetTimeAsync(path, time, cancellationToken).ConfigureAwait(false);

        request.Acknowledged?.Report(request.Length);
    }

    private static async Task<long> ContinuedAsync(FtpSession session, TargetPath path, PutRequest request, CancellationToken cancellationToken)
    {
        long size = await session.SizeAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new TargetException(TargetFailure.Missing, $"{session.Failures.Place}: there is no file {path} to continue");
        if (request.Offset > size)
            throw new TargetException(TargetFailure.Config, string.Create(CultureInfo.InvariantCulture, $"{session.Failures.Place}: {path} has {size} bytes and cannot be continued at {request.Offset}"), "send the file anew");
        if (request.Offset + request.Length < size && request.Length > 0)
            await MiddleWrites.RequireAsync(session, path, cancellationToken).ConfigureAwait(false);
        return size;
    }

    private static async Task SendAsync(FtpSession session, TargetPath path, Stream content, PutRequest request, CancellationToken cancellationToken)
    {
        Transfer transfer = await BeginAsync(session, path, request, cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable ending = transfer.ConfigureAwait(false);
        await new Upload(session, transfer, content, request.Length).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Transfer> BeginAsync(FtpSession session, TargetPath path, PutRequest request, CancellationToken cancellationToken)
    {
        bool append = request.Offset > 0 && !session.Features.HasRestart;
        string name = session.Folder.Of(path);
        Transfer transfer = await Transfer.BeginAsync(session, append ? "APPE" : "STOR", name, append ? 0 : request.Offset, cancellationToken).ConfigureAwait(false);
        if (transfer.Refusal is { } first && IsOfTheName(first) && request.Mode == PutMode.Create)
        {
            await transfer.DisposeAsync().ConfigureAwait(false);

            // ProFTPD without AllowOverwrite takes new files only. Else, whoever makes the folder, this connection or another one meanwhile: it is asked once more.
            if (SaysNoChange(first))
                await session.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
            else
                await session.MakeFolderOfAsync(path, cancellationToken).ConfigureAwait(false);
            transfer = await Transfer.BeginAsync(session, "STOR", name, restart: 0, cancellationToken).ConfigureAwait(false);
        }

        if (transfer.Refusal is not { } refusal)
            return transfer;

        await transfer.DisposeAsync().ConfigureAwait(false);
        if (request.Offset > 0 && SaysNoChange(refusal))
        {
            session.Traits.RefusesContinue = true;
            throw session.Failures.Refused(refusal, $"continue {path}", TargetFailure.Config);
        }

        throw Denied(session, refusal, path);
    }

    // The folder is there: what is refused now is refused to this account.
    private static TargetException Denied(FtpSession session, FtpReply reply, TargetPath path)
    {
        TargetException said = session.Failures.Refused(reply, $"put {path}");
        return IsOfTheName(reply) && said.Failure is TargetFailure.Unknown or TargetFailure.Missing ? session.Failures.Refused(reply, $"put {path}", TargetFailure.Denied) : said;
    }

    private static bool SaysNoChange(FtpReply reply) => reply.Says("restart not permitted", "overwrite permission denied");

    private static bool IsOfTheName(FtpReply reply) => reply.Code is 450 or 451 or 550 or 553;

    // 226 is the server's word for the bytes; SIZE finds what it did not say: a file cut by a quota, or kept under a name that it made up.
    private static async Task CheckAsync(FtpSession session, TargetPath path, long expected, CancellationToken cancellationToken)
    {
        long? size = await session.SizeAsync(path, cancellationToken).ConfigureAwait(false);
        if (size is null)
            throw new TargetException(TargetFailure.Config, $"{session.Failures.Place}: {path} was taken, but is not there under that name", "the server changes such names (Pure-FTPd turns blanks at the ends into _): take another one");
        if (size < expected)
            throw new TargetException(TargetFailure.Lost, string.Create(CultureInfo.InvariantCulture, $"{session.Failures.Place}: {path} has {size} bytes after a transfer that the server called complete; {expected} were expected"));
    }
}
