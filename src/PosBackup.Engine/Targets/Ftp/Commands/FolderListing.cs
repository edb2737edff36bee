using System.Runtime.CompilerServices;
using System.Text;
using PosBackup.Engine.Targets.Ftp.Data;
using PosBackup.Engine.Targets.Ftp.Listing;
using PosBackup.Engine.Targets.Ftp.Pool;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>
/// Lists a folder: CWD into it and MLSD or LIST without a name, for names in LIST are patterns. The listing is read whole before the first name is given out: servers
/// do not wait for slow readers. 64 MiB at most.
/// </summary>
internal static class FolderListing
{
    private const int Most = 64 << 20;

    /// <summary>Files and folders in a folder; links are followed. Empty when there is no such folder.</summary>
    public static async Task<IReadOnlyList<TargetEntry>> ListAsync(this FtpSession session, TargetPath folder, CancellationToken cancellationToken)
    {
        FtpReply entered = await session.AskAsync("CWD", session.Folder.Of(folder), cancellationToken).ConfigureAwait(false);
        if (!entered.IsDone)
        {
            TargetException why = await session.WhyRefusedAsync(entered, $"list {folder}", folder, cancellationToken).ConfigureAwait(false);
            return why.Failure == TargetFailure.Missing || await session.SizeAsync(folder, cancellationToken).ConfigureAwait(false) is not null ? [] : throw why;
        }

        List<TargetEntry> entries = [];
        foreach (ListedName name in await ReadAsync(session, cancellationToken).ConfigureAwait(false))
        {
            TargetEntry? entry = name.In(folder);
            if (entry is not null && name.Kind == ListedKind.Link)
                entry = await session.StatAsync(entry.Path, cancellationToken).ConfigureAwait(false);
            if (entry is not null)
                entries.Add(entry);
        }

        return session.Shown(entries);
    }

    private static async Task<List<ListedName>> ReadAsync(FtpSession session, CancellationToken cancellationToken)
    {
        if (session.Features.HasMachineListing && await TryReadAsync(session, "MLSD", argument: null, MachineListing.Read, cancellationToken).ConfigureAwait(false) is { } machine)
            return machine;

        // -a shows names that begin with a dot; a server that takes it for a name lists nothing or refuses.
        DateTimeOffset now = session.Time.GetUtcNow();
        return await TryReadAsync(session, "LIST", "-a", line => PlainListing.Read(line, now), cancellationToken).ConfigureAwait(false) is { Count: > 0 } all
            ? all
            : await TryReadAsync(session, "LIST", argument: null, line => PlainListing.Read(line, now), cancellationToken).ConfigureAwait(false) ?? [];
    }

    private static async Task<List<ListedName>?> TryReadAsync(FtpSession session, string verb, string? argument, Func<string, ListedName?> read, CancellationToken cancellationToken)
    {
        Transfer transfer = await Transfer.BeginAsync(session, verb, argument, restart: 0, cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable ending = transfer.ConfigureAwait(false);
        if (transfer.Refusal is { } refusal)
        {
            // Some servers say so when a folder is empty.
            return refusal.IsUnknownCommand || argument is not null ? null : refusal.Code is 450 or 550 && !Failures.ReplyFailures.SaysDenied(refusal) ? [] : throw session.Failures.Refused(refusal, verb);
        }

        using MemoryStream text = await ReadAllAsync(session, transfer, cancellationToken).ConfigureAwait(false);
        await transfer.EndDownloadAsync(cancellationToken).ConfigureAwait(false);
        return Parse(text, read);
    }

    private static List<ListedName> Parse(MemoryStream text, Func<string, ListedName?> read)
    {
        List<ListedName> names = [];
        ReadOnlySpan<byte> rest = text.GetBuffer().AsSpan(0, (int)text.Length);
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line is [.., (byte)'\r'])
                line = line[..^1];
            if (read(Encoding.UTF8.GetString(line)) is { } name)
                names.Add(name);
        }

        return names;
    }

    private static async Task<MemoryStream> ReadAllAsync(FtpSession session, Transfer transfer, CancellationToken cancellationToken)
    {
        using var watch = new StallWatch(session.Time, session.StallPatience, cancellationToken);
        var text = new MemoryStream();
        byte[] buffer = new byte[32 << 10];
        try
        {
            while (true)
            {
                watch.Start();
                int read = await transfer.Stream.ReadAsync(buffer, watch.Token).ConfigureAwait(false);
                watch.Stop();
                if (read == 0)
                    return text;

                await text.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                if (text.Length > Most)
                    throw new TargetException(TargetFailure.Unknown, $"{session.Failures.Place}: the listing of a folder is longer than {Most >> 20} MiB", "the folder has too many files; let old ones expire");
            }
        }
        catch (Exception e) when (Transfer.IsOfTheLine(e) || (watch.HasStalled && !cancellationToken.IsCancellationRequested))
        {
            throw await transfer.ExplainAsync(e, watch).ConfigureAwait(false);
        }
    }
}
