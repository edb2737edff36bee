using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>RNFR and RNTO. Over an existing file ProFTPD (AllowOverwrite), vsftpd and Pure-FTPd rename at once; where a server refuses, that file is moved aside first (<see cref="AsideName"/>).</summary>
internal static class Renaming
{
    /// <summary>Moves a file, over one of that name.</summary>
    public static async Task RenameAsync(this FtpSession session, TargetPath from, TargetPath to, CancellationToken cancellationToken)
    {
        session.RequireName(to);
        if (session.Traits.RefusesReplace && from != to && await session.HasItsNameAsync(to, cancellationToken).ConfigureAwait(false))
        {
            await ReplaceAsync(session, from, to, cancellationToken).ConfigureAwait(false);
            return;
        }

        FtpReply reply = await TryAsync(session, from, to, cancellationToken).ConfigureAwait(false);
        if (reply.IsDone)
            return;

        TargetEntry? there = await session.StatAsync(to, cancellationToken).ConfigureAwait(false);
        if (there is { IsFolder: false } && from != to)
        {
            session.Traits.RefusesReplace = true;
            await ReplaceAsync(session, from, to, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (there is null)
        {
            // Whoever made it, this connection or another one meanwhile: with the folder there, it is asked once more.
            await session.MakeFolderOfAsync(to, cancellationToken).ConfigureAwait(false);
            reply = await TryAsync(session, from, to, cancellationToken).ConfigureAwait(false);
        }

        if (!reply.IsDone)
            throw Denied(session, reply, from, to);
    }

    private static async Task<FtpReply> TryAsync(FtpSession session, TargetPath from, TargetPath to, CancellationToken cancellationToken)
    {
        FtpReply ready = await session.AskAsync("RNFR", session.Folder.Of(from), cancellationToken).ConfigureAwait(false);
        if (!ready.NeedsMore)
            throw await session.WhyRefusedAsync(ready, $"rename {from}", from, cancellationToken).ConfigureAwait(false);

        return await session.AskAsync("RNTO", session.Folder.Of(to), cancellationToken).ConfigureAwait(false);
    }

    // One of the two is always there: the old one is under another name until the new one has its place, and comes back when that fails. Where the line is gone too,
    // whoever looks at the file next brings it back.
    private static async Task ReplaceAsync(FtpSession session, TargetPath from, TargetPath to, CancellationToken cancellationToken)
    {
        TargetEntry? there = await session.StatAsync(from, cancellationToken).ConfigureAwait(false);

        // The file has its name, so what a broken line left aside of it is old; so it is when the move was done before, and only its answer was lost.
        await session.ForgetAsideAsync(to, cancellationToken).ConfigureAwait(false);
        if (there is null)
            throw new TargetException(TargetFailure.Missing, $"{session.Failures.Place}: there is no file {from}");

        // What was begun is brought to its end: nobody who cancels leaves the file without its name.
        TargetPath aside = AsideName.Of(to);
        FtpReply moved = await TryAsync(session, to, aside, CancellationToken.None).ConfigureAwait(false);
        if (!moved.IsDone)
            throw Denied(session, moved, to, aside);

        try
        {
            FtpReply reply = await TryAsync(session, from, to, CancellationToken.None).ConfigureAwait(false);
            if (!reply.IsDone)
                throw Denied(session, reply, from, to);
        }
        catch (TargetException e) when (!e.IsTransient)
        {
            await session.BringBackAsync(to).ConfigureAwait(false);
            throw;
        }

        await session.ForgetAsideAsync(to, CancellationToken.None).ConfigureAwait(false);
    }

    private static TargetException Denied(FtpSession session, FtpReply reply, TargetPath from, TargetPath to)
    {
        TargetException said = session.Failures.Refused(reply, $"rename {from} to {to}");
        return said.Failure is TargetFailure.Unknown or TargetFailure.Missing ? session.Failures.Refused(reply, $"rename {from} to {to}", TargetFailure.Denied) : said;
    }
}
