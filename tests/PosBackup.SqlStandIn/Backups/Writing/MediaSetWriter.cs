using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Backups.Writing;

/// <summary>Writes backup sets to all files of a media set, new ones or behind the sets that are there.</summary>
/// <remarks>
/// Extents are dealt to the stripes in turn; the log goes to the first one. Whatever fails, the media is as good as
/// before once <see cref="RollBack"/> was called: new files are gone, a set that was begun is cut off, and overwritten
/// media is left formatted and empty, as SQL Server leaves it.
/// </remarks>
internal sealed class MediaSetWriter : IDisposable
{
    private const int BufferSize = 1 << 20;

    private readonly string[] _paths;
    private readonly List<StripeWriter> _stripes = [];
    private readonly List<Stream> _files = [];
    private readonly bool _deletes;
    private long[] _lengths;
    private bool _formatted;

    private MediaSetWriter(IReadOnlyList<string> paths, MediaLabel label, bool deletes)
    {
        _paths = [.. paths];
        _lengths = new long[paths.Count];
        _deletes = deletes;
        Label = label;
    }

    /// <summary>What the header of the media says.</summary>
    public MediaLabel Label { get; }

    /// <summary>Position of the next set.</summary>
    public int NextPosition { get; private set; } = 1;

    /// <summary>Begins a new media set, in the place of whatever the files held.</summary>
    /// <param name="paths">A file for every stripe of the label.</param>
    /// <param name="label">What the header says.</param>
    /// <param name="open">Opens a file; the place to make a disk run full.</param>
    /// <param name="keepsMedia">Whether the files were media before (INIT): then they are emptied by a roll-back, not deleted.</param>
    public static MediaSetWriter Create(
        IReadOnlyList<string> paths, MediaLabel label, Func<string, FileMode, Stream>? open = null, bool keepsMedia = false)
    {
        if (paths.Count != label.Stripes)
            throw new ArgumentException($"{paths.Count} files are not the {label.Stripes} stripes of the label.", nameof(paths));

        var writer = new MediaSetWriter(paths, label, deletes: !keepsMedia) { _formatted = true };
        writer.Guard(() =>
        {
            for (int stripe = 1; stripe <= paths.Count; stripe++)
                writer.Open(FileMode.Create, open, label.FamilyIds[stripe - 1]).WriteMediaHeader(label, stripe);

            writer.Remember();
        });
        return writer;
    }

    /// <summary>Goes on behind the last set of media.</summary>
    /// <param name="stripes">All files of the media set, by their number.</param>
    /// <param name="open">Opens a file; the place to make a disk run full.</param>
    public static MediaSetWriter Append(IReadOnlyList<ExistingStripe> stripes, Func<string, FileMode, Stream>? open = null)
    {
        ExistingStripe first = stripes[0];
        var label = new MediaLabel
        {
            MediaSetId = first.MediaSetId,
            FamilyIds = [.. stripes.Select(stripe => stripe.FamilyId)],
            Date = first.Date,
            Name = first.MediaName,
            Description = first.MediaDescription,
            BlockSize = first.BlockSize,
            IsCompressed = first.IsCompressed,
        };
        var writer = new MediaSetWriter([.. stripes.Select(stripe => stripe.Path)], label, deletes: false)
        {
            NextPosition = first.LastPosition + 1,
        };
        writer.Guard(() =>
        {
            foreach (ExistingStripe stripe in stripes)
                writer.Open(FileMode.Open, open, stripe.FamilyId, stripe.Length).Continue(stripe);

            writer.Remember();
        });
        return writer;
    }

    /// <summary>Writes a set and answers it as it stands on the media.</summary>
    /// <param name="source">What it is made of.</param>
    /// <param name="checksum">WITH CHECKSUM.</param>
    /// <param name="written">Told how many bytes of pages and log were written, over all stripes.</param>
    /// <param name="cancellationToken">Ends the writing between two extents.</param>
    public BackupSet WriteSet(
        IBackupSource source, bool checksum, Action<long>? written = null, CancellationToken cancellationToken = default)
    {
        long total = 0;
        void Count(int bytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += bytes;
            written?.Invoke(total);
        }

        BackupSet begun = Placed(source.Begin(), checksum);
        IReadOnlyList<PagePass> passes = source.Passes;
        BackupSet described = SetSizes.OfPages(begun, passes is [var first, ..] ? first : null);
        foreach (StripeWriter stripe in _stripes)
        {
            stripe.BeginSet(described);
            stripe.WriteDescription(described);
        }

        foreach (PagePass pass in passes)
        {
            for (int stripe = 0; stripe < _stripes.Count; stripe++)
                _stripes[stripe].WritePages(Deal(pass.Extents, stripe), pass.Read, checksum, Count);
        }

        IReadOnlyList<LogRange> log = source.Log();
        for (int stripe = 0; stripe < _stripes.Count; stripe++)
        {
            foreach (LogRange range in log)
                _stripes[stripe].WriteLog(range, begun.SoftwareVersion.Major, holdsLog: stripe == 0, checksum, Count);
        }

        BackupSet finished = Measured(SetSizes.OfLog(SetSizes.OfPages(Placed(source.Finish(), checksum), passes is [.., var last] ? last : null), log));
        foreach (StripeWriter stripe in _stripes)
        {
            stripe.WriteFinalDescription(finished);
            stripe.EndSet(finished);
        }

        Remember();
        NextPosition++;
        _formatted = false;
        return finished;
    }

    /// <summary>Takes back what was written since the last whole set, and closes the files.</summary>
    public void RollBack()
    {
        Discard();
        for (int stripe = 0; stripe < _paths.Length; stripe++)
        {
            if (_deletes && NextPosition == 1)
            {
                File.Delete(_paths[stripe]);
            }
            else if (File.Exists(_paths[stripe]))
            {
                using FileStream file = File.OpenWrite(_paths[stripe]);
                file.SetLength(_lengths[stripe]);
            }
        }
    }

    public void Dispose()
    {
        foreach (StripeWriter stripe in _stripes)
            stripe.Dispose();

        _stripes.Clear();
        _files.Clear();
    }

    private StripeWriter Open(FileMode mode, Func<string, FileMode, Stream>? open, uint familyId, long at = 0)
    {
        string path = _paths[_stripes.Count];
        Stream file = open is null
            ? new FileStream(path, mode, FileAccess.ReadWrite, FileShare.Read, BufferSize)
            : new BufferedStream(open(path, mode), BufferSize);
        _files.Add(file);
        file.Position = at;
        IMediaOutput output = Label.IsCompressed ? new CompressedOutput(file) : new PlainOutput(file);
        _stripes.Add(new StripeWriter(output, Label.BlockSize, familyId));
        return _stripes[^1];
    }

    /// <summary>A constructor that fails must not leave files open.</summary>
    private void Guard(Action opening)
    {
        try
        {
            opening();
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private void Remember()
    {
        foreach (Stream file in _files)
            file.Flush();

        _lengths = [.. _files.Select(file => file.Position)];
    }

    /// <summary>Closes the files. What a full disk would not take of the last buffer is cut off anyway.</summary>
    private void Discard()
    {
        foreach (StripeWriter stripe in _stripes)
        {
            try
            {
                stripe.Dispose();
            }
            catch (IOException)
            {
                continue;
            }
        }

        _stripes.Clear();
        _files.Clear();
    }

    private BackupSet Placed(BackupSet set, bool checksum) => set with
    {
        Position = NextPosition,
        Flags = checksum ? set.Flags | BackupFlags.HasChecksum : set.Flags & ~BackupFlags.HasChecksum,
    };

    private BackupSet Measured(BackupSet set)
    {
        foreach (StripeWriter stripe in _stripes)
            stripe.MeasureSet();

        long headers = _formatted ? _stripes.Sum(stripe => (long)stripe.HeaderSize) : 0;
        long size = headers + _stripes.Sum(stripe => stripe.SetSize);
        return set with
        {
            BackupSize = size,
            CompressedSize = Label.IsCompressed ? headers + _stripes.Sum(stripe => stripe.StoredSize) : size,
        };
    }

    private List<ExtentAddress> Deal(IReadOnlyList<ExtentAddress> extents, int stripe)
    {
        var dealt = new List<ExtentAddress>((extents.Count / _stripes.Count) + 1);
        for (int at = stripe; at < extents.Count; at += _stripes.Count)
            dealt.Add(extents[at]);

        return dealt;
    }
}
