using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>HASH (OPTS HASH SHA-256) or XSHA256, where FEAT lists them: the server computes the SHA-256.</summary>
internal static class Hashing
{
    private const int Digits = 64;

    /// <summary>What the slowest server is granted, beside the usual patience.</summary>
    private const long BytesPerSecond = 10_000_000;

    /// <summary>SHA-256 of a whole file, lower-case hexadecimal; null where the server has neither command.</summary>
    public static async Task<string?> HashAsync(this FtpSession session, TargetPath path, CancellationToken cancellationToken)
    {
        if (session.Features is { HasHash: false, HasOldHash: false })
            return null;

        long size = await session.SizeAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new TargetException(TargetFailure.Missing, $"{session.Failures.Place}: there is no file {path}");
        TimeSpan patience = session.StallPatience + TimeSpan.FromSeconds(size / BytesPerSecond);
        if (session.Features.HasHash && (await session.AskAsync("OPTS", "HASH SHA-256", cancellationToken).ConfigureAwait(false)).IsDone)
            return Read(session, await session.AskAsync("HASH", session.Folder.Of(path), patience, cancellationToken).ConfigureAwait(false), path);

        return session.Features.HasOldHash
            ? Read(session, await session.AskAsync("XSHA256", session.Folder.Of(path), patience, cancellationToken).ConfigureAwait(false), path)
            : null;
    }

    private static string Read(FtpSession session, FtpReply reply, TargetPath path)
    {
        if (!reply.IsDone)
            throw session.Failures.Refused(reply, $"hash of {path}");

        string? hash = reply.Last.Split(' ').FirstOrDefault(w => w.Length == Digits && w.All(char.IsAsciiHexDigit));
        return hash?.ToLowerInvariant() ?? throw session.Failures.Refused(reply, $"hash of {path}", TargetFailure.Unknown);
    }
}
