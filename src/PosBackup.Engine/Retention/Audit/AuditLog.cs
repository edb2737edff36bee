using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Retention.Audit;

/// <summary>
/// What was removed, when, why and by whom: an append-only file of lines, each of which holds the hash of the one before, so that none can be changed, taken out or put in between
/// unseen. Lines that are missing at the end show by the catalog, which knows the last one; who keeps the printed head of a run needs no catalog for that. Safe for several
/// processes at once. Nothing is opened before the first call.
/// </summary>
/// <remarks>
/// The form of a line, and how a stranger's program checks it, is in src/README.md. Whoever may write both the log and the catalog can write both anew: a head that is kept
/// elsewhere, on paper or in a monitoring system, tells.
/// </remarks>
/// <param name="path">The file; made, with its folder, by the first append.</param>
/// <param name="catalog">Keeps the end of the chain beside the log; null: nobody does.</param>
/// <param name="clock">The clock; null is the system's.</param>
public sealed class AuditLog(string path, BackupCatalog? catalog = null, TimeProvider? clock = null)
{
    /// <summary>Name of the log beside the catalog.</summary>
    public const string FileName = "audit.jsonl";

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Full path of the file.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The log beside a catalog, which keeps its end.</summary>
    public static AuditLog Beside(BackupCatalog catalog, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new AuditLog(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(catalog.Path)!, FileName), catalog, clock);
    }

    /// <summary>
    /// Writes lines; they are on the disk when the task ends well. An end that a power cut has torn is mended first. A chain that somebody has cut is gone on with
    /// so that the cut stays visible, and told.
    /// </summary>
    /// <exception cref="PosBackupException">
    /// FileAccess: it cannot be written, or the file is not a log; Busy: another process has had it for half a minute; CatalogUnavailable: the lines are written, and the
    /// catalog does not know of them.
    /// </exception>
    public async Task<AuditAppend> AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count, nameof(entries));
        FileStream file = await AuditFile.OpenForAppendAsync(Path, _clock, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            AuditHead? known = catalog?.AuditHead();
            try
            {
                AuditTail tail = await AuditTail.ReadAsync(file, cancellationToken).ConfigureAwait(false);
                string? hashOfKnown = await HashOfAsync(known, tail, file, cancellationToken).ConfigureAwait(false);
                AuditContinuation next = AuditContinuation.Of(Path, tail, known, hashOfKnown);
                AuditHead head = await WriteAsync(file, next, entries, cancellationToken).ConfigureAwait(false);
                catalog?.Record(head);
                return new AuditAppend(head, next.Notes);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw AuditFile.Unusable(Path, e);
            }
        }
    }

    /// <summary>
    /// Begins the chain anew after breaks that somebody has looked into, by a line that names all that stands before it by length and hash: from then on the log is intact as long as nothing
    /// of that is changed, and what is changed later shows. The breaks stay, and are told as explained for ever.
    /// </summary>
    /// <param name="reason">What was found out, for whoever reads the log; not empty.</param>
    /// <param name="cancellationToken">Ends it before anything is written.</param>
    /// <exception cref="PosBackupException">InvalidOption: there is no reason, or nothing to explain; else as <see cref="AppendAsync"/>.</exception>
    public async Task<AuditAppend> BeginAsync(string reason, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new PosBackupException(ErrorCode.InvalidOption, "there is no reason", "say what was found out about the breaks, for whoever reads the log in some years");
        if ((await VerifyAsync(cancellationToken).ConfigureAwait(false)).IsIntact)
            throw new PosBackupException(ErrorCode.InvalidOption, $"the audit log {Path} is intact: there is nothing to explain", "a chain is begun anew only behind a break");

        return await AppendAsync([new AuditEntry { Kind = AuditKind.Begun, Reason = reason, Actor = AuditActor.Current }], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The lines, first to last. A log that is not there is empty; a line that is none or was changed is left out: <see cref="VerifyAsync"/> tells of it.</summary>
    /// <exception cref="PosBackupException">FileAccess; Busy.</exception>
    public async IAsyncEnumerable<AuditRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        FileStream? file = await AuditFile.OpenForReadAsync(Path, _clock, cancellationToken).ConfigureAwait(false);
        if (file is null)
            yield break;

        await using (file.ConfigureAwait(false))
        {
            await foreach (AuditFileLine line in AuditLines.ReadAsync(file, cancellationToken).ConfigureAwait(false))
            {
                if (AuditLine.TryRead(line.Bytes) is { } record)
                    yield return record;
            }
        }
    }

    /// <summary>Paths of the files of this machine whose removal was begun and not ended: what of them is gone was meant to go, and the next run of retention goes on.</summary>
    /// <exception cref="PosBackupException">FileAccess; Busy.</exception>
    public async Task<IReadOnlySet<string>> BegunFilesAsync(CancellationToken cancellationToken = default)
    {
        BegunRemovals begun = await BegunRemovals.ReadAsync(this, cancellationToken).ConfigureAwait(false);
        return new HashSet<string>(begun.In(RetentionPlace.Here, address: null).SelectMany(entry => entry.Files).Select(file => file.Path), PathIdentity.Comparer);
    }

    /// <summary>Follows the chain from the first line to the last and names every line that does not fit. A log that is not there is empty.</summary>
    /// <exception cref="PosBackupException">FileAccess; Busy; CatalogUnavailable.</exception>
    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken = default)
    {
        FileStream? file = await AuditFile.OpenForReadAsync(Path, _clock, cancellationToken).ConfigureAwait(false);
        using var scan = new AuditScan(catalog?.AuditHead());
        if (file is null)
            return scan.Finish(Path);

        await using (file.ConfigureAwait(false))
        {
            await foreach (AuditFileLine line in AuditLines.ReadAsync(file, cancellationToken).ConfigureAwait(false))
                scan.Take(line);
        }

        return scan.Finish(Path);
    }

    /// <summary>The last whole line; null when there is none.</summary>
    /// <exception cref="PosBackupException">FileAccess; Busy.</exception>
    public async Task<AuditHead?> HeadAsync(CancellationToken cancellationToken = default)
    {
        FileStream? file = await AuditFile.OpenForReadAsync(Path, _clock, cancellationToken).ConfigureAwait(false);
        if (file is null)
            return null;

        await using (file.ConfigureAwait(false))
            return (await AuditTail.ReadAsync(file, cancellationToken).ConfigureAwait(false)).Last?.Head;
    }

    /// <summary>Only after a crash between log and catalog is the line that the catalog knows not the last one, and has to be looked for.</summary>
    private static async Task<string?> HashOfAsync(AuditHead? known, AuditTail tail, FileStream file, CancellationToken cancellationToken)
    {
        if (known is null || tail.Last is null || known.Sequence >= tail.Last.Sequence)
            return known?.Sequence == tail.Last?.Sequence ? tail.Last?.Hash : null;

        await foreach (AuditFileLine line in AuditLines.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            if (AuditLine.TryRead(line.Bytes) is { } record && record.Sequence == known.Sequence)
                return record.Hash;
        }

        return null;
    }

    private async Task<AuditHead> WriteAsync(FileStream file, AuditContinuation next, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        IEnumerable<AuditEntry> all = next.Mended is { } mended ? entries.Prepend(new AuditEntry { Kind = AuditKind.Mended, Reason = mended, Actor = entries[0].Actor }) : entries;
        using var text = new MemoryStream();
        if (next.LacksLineEnd)
            text.Write("\n"u8);

        AuditHead head = next.After;
        DateTimeOffset now = _clock.GetUtcNow();
        foreach (AuditEntry entry in all)
        {
            AuditEntry told = entry.Kind == AuditKind.Begun ? entry with { Files = [await BeforeAsync(file, next.Position, text, cancellationToken).ConfigureAwait(false)] } : entry;
            (byte[] line, AuditRecord record) = AuditLine.Make(told, head, now);
            text.Write(line);
            head = record.Head;
        }

        cancellationToken.ThrowIfCancellationRequested();
        file.Position = next.Position;
        await file.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length), CancellationToken.None).ConfigureAwait(false);
        file.SetLength(next.Position + text.Length);
        file.Flush(flushToDisk: true);
        return head;
    }

    /// <summary>All that stands before a line: the file up to there, and what is written with the line.</summary>
    private async Task<AuditedFile> BeforeAsync(FileStream file, long position, MemoryStream text, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = new byte[1 << 16];
        file.Position = 0;
        for (long left = position; left > 0;)
        {
            int count = (int)Math.Min(left, piece.Length);
            await file.ReadExactlyAsync(piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            hash.AppendData(piece, 0, count);
            left -= count;
        }

        hash.AppendData(text.GetBuffer(), 0, (int)text.Length);
        return new AuditedFile(Path, Stripe: 1, position + text.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
