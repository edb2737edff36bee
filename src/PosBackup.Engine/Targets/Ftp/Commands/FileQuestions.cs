using System.Globalization;
using PosBackup.Engine.Targets.Ftp.Listing;
using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>Asks what is under a name: by MLST, or by SIZE, MDTM and CWD where there is no MLST (vsftpd).</summary>
internal static class FileQuestions
{
    /// <summary>The file or folder; null when there is none.</summary>
    public static async Task<TargetEntry?> StatAsync(this FtpSession session, TargetPath path, CancellationToken cancellationToken)
    {
        string name = session.Folder.Of(path);
        if (session.Features.HasMachineListing)
        {
            FtpReply reply = await session.AskAsync("MLST", name, cancellationToken).ConfigureAwait(false);
            if (reply.IsDone && reply.Lines.Count > 2 && MachineListing.Read(reply.Lines[1].TrimStart(' ')) is { Kind: not ListedKind.Link } listed)
                return new TargetEntry(path, listed.Kind == ListedKind.Folder, listed.Length, listed.ModifiedAt);
            if (!reply.IsDone && !reply.IsUnknownCommand)
                return Nothing(session, reply, path);
        }

        if (await session.SizeAsync(path, cancellationToken).ConfigureAwait(false) is { } size)
            return new TargetEntry(path, IsFolder: false, size, await ModifiedAsync(session, name, cancellationToken).ConfigureAwait(false));

        FtpReply entered = await session.AskAsync("CWD", name, cancellationToken).ConfigureAwait(false);
        return entered.IsDone ? new TargetEntry(path, IsFolder: true, 0, ModifiedAt: null) : Nothing(session, entered, path);
    }

    /// <summary>Bytes of a file; null when there is no such file.</summary>
    public static async Task<long?> SizeAsync(this FtpSession session, TargetPath path, CancellationToken cancellationToken)
    {
        FtpReply reply = await session.AskAsync("SIZE", session.Folder.Of(path), cancellationToken).ConfigureAwait(false);
        if (reply.Code == 213)
        {
            return long.TryParse(reply.Last.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long size)
                ? size
                : throw session.Failures.Refused(reply, $"SIZE {path}", TargetFailure.Unknown);
        }

        return reply.IsUnknownCommand ? throw session.Failures.Refused(reply, $"SIZE {path}") : null;
    }

    /// <summary>Why something was refused: there is nothing of that name, or this account may not. Servers use one code for both, so one asks.</summary>
    public static async Task<TargetException> WhyRefusedAsync(this FtpSession session, FtpReply reply, string doing, TargetPath path, CancellationToken cancellationToken)
    {
        TargetException said = session.Failures.Refused(reply, doing);
        if (said.Failure is not (TargetFailure.Unknown or TargetFailure.Missing) || reply.Code is not (450 or 451 or 550 or 553 or 554))
            return said;

        TargetEntry? found = await session.StatAsync(path, cancellationToken).ConfigureAwait(false);
        return session.Failures.Refused(reply, doing, found is null ? TargetFailure.Missing : TargetFailure.Denied);
    }

    private static TargetEntry? Nothing(FtpSession session, FtpReply reply, TargetPath path) =>
        Failures.ReplyFailures.SaysDenied(reply) ? throw session.Failures.Refused(reply, $"look for {path}") : null;

    private static async Task<DateTimeOffset?> ModifiedAsync(FtpSession session, string name, CancellationToken cancellationToken)
    {
        FtpReply reply = await session.AskAsync("MDTM", name, cancellationToken).ConfigureAwait(false);
        return reply.Code == 213 ? FtpTime.Read(reply.Last) : null;
    }
}
