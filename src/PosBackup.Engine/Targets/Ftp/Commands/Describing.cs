using System.Globalization;
using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>What a server can do: what FEAT lists, and for what FEAT has no word, what was measured of the programs that are known by their greeting.</summary>
internal static class Describing
{
    private static readonly string[] Measured = ["ProFTPD", "vsFTPd", "Pure-FTPd"];

    /// <summary>Describes the server. Writes nothing.</summary>
    public static async Task<TargetDescription> DescribeAsync(this FtpSession session, CancellationToken cancellationToken)
    {
        string? program = Program(session.Greeting);
        if (program is null)
            program = Program((await session.AskAsync("STAT", argument: null, cancellationToken).ConfigureAwait(false)).Text);

        long? free = await FreeAsync(session, cancellationToken).ConfigureAwait(false);
        return new TargetDescription
        {
            Features = Features(session, program) | (free is null ? TargetFeatures.None : TargetFeatures.FreeSpace),
            Product = session.Control.Veil.Over($"{program ?? session.Greeting} at {session.Control.Address}, folder {session.Folder.Of(TargetPath.Root)}"),
            FreeBytes = free,
            Details = Details(session),
        };
    }

    private static TargetFeatures Features(FtpSession session, string? program)
    {
        TargetFeatures features = TargetFeatures.None;

        // ProFTPD lists REST also where AllowStoreRestart is off, and only a put finds out.
        if (session.Features.HasRestart && !session.Traits.RefusesContinue)
            features |= TargetFeatures.Continue;

        // These two rename by rename(2) whatever is there. ProFTPD does only with AllowOverwrite, which is off by default and cannot be asked for.
        if (program is "vsFTPd" or "Pure-FTPd" && !session.Traits.RefusesReplace)
            features |= TargetFeatures.AtomicReplace;
        if (session.Traits.SetTime != TimeCommand.None && (session.Features.Has("MFMT") || string.Equals(program, "vsFTPd", StringComparison.Ordinal) || session.Traits.SetTime != TimeCommand.NotAsked))
            features |= TargetFeatures.SetTime;
        if (session.Features.HasHash || session.Features.HasOldHash)
            features |= TargetFeatures.ServerHash;
        return features;
    }

    private static async Task<long?> FreeAsync(FtpSession session, CancellationToken cancellationToken)
    {
        if (!session.Features.Has("AVBL"))
            return null;

        FtpReply reply = await session.AskAsync("AVBL", session.Folder.Of(TargetPath.Root), cancellationToken).ConfigureAwait(false);
        return reply.Code == 213 && long.TryParse(reply.Last.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long free) ? free : null;
    }

    private static List<string> Details(FtpSession session)
    {
        List<string> details = [$"greeting: {session.Control.Veil.Over(session.Greeting)}", $"extensions: {session.Control.Veil.Over(string.Join(' ', session.Features.Names))}"];
        if (session.Tls is { } tls)
            details.Add($"TLS: {tls.Cipher}");
        else
            details.Add("no TLS: password and files can be read on the way");
        if (session.Tls?.Offered is { } offered)
            details.Add($"certificate: SHA-256 {offered.Fingerprint}, {string.Join(", ", offered.Details)}");
        return details;
    }

    private static string? Program(string text) => Measured.FirstOrDefault(m => text.Contains(m, StringComparison.OrdinalIgnoreCase));
}
