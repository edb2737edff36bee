using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>Gives a file its time stamp by the first way that the server takes: MFMT, MDTM with a time, SITE UTIME. One that takes none keeps its own.</summary>
internal static class TimeStamping
{
    private static readonly TimeCommand[] Ways = [TimeCommand.Mfmt, TimeCommand.Mdtm, TimeCommand.SiteUtime];

    /// <summary>Sets the time stamp of a file that was just written, to the second.</summary>
    public static async Task SetTimeAsync(this FtpSession session, TargetPath path, DateTimeOffset time, CancellationToken cancellationToken)
    {
        if (session.Traits.SetTime == TimeCommand.None)
            return;
        if (session.Traits.SetTime != TimeCommand.NotAsked)
        {
            _ = await TryAsync(session, session.Traits.SetTime, path, time, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (TimeCommand way in Ways.Where(w => w != TimeCommand.Mfmt || session.Features.Has("MFMT")))
        {
            if (!await TryAsync(session, way, path, time, cancellationToken).ConfigureAwait(false))
                continue;

            session.Traits.SetTime = way;
            return;
        }

        session.Traits.SetTime = TimeCommand.None;
    }

    private static async Task<bool> TryAsync(FtpSession session, TimeCommand way, TargetPath path, DateTimeOffset time, CancellationToken cancellationToken)
    {
        string stamped = $"{FtpTime.Write(time)} {session.Folder.Of(path)}";
        FtpReply reply = way switch
        {
            TimeCommand.Mfmt => await session.AskAsync("MFMT", stamped, cancellationToken).ConfigureAwait(false),
            TimeCommand.Mdtm => await session.AskAsync("MDTM", stamped, cancellationToken).ConfigureAwait(false),
            _ => await session.AskAsync("SITE", $"UTIME {stamped}", cancellationToken).ConfigureAwait(false),
        };
        return reply.IsDone;
    }
}
