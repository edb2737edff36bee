namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>What an upload took, over all its attempts.</summary>
internal sealed class UploadCourse
{
    private long _bytesSent;

    /// <summary>Attempts that were begun.</summary>
    public int Attempts { get; set; }

    /// <summary>Where the first attempt of this run went on; 0 when it began anew.</summary>
    public long ResumedAt { get; set; }

    /// <summary>Bytes that the target acknowledged, or was found to have. What was under way when a line broke and did not arrive is not in it.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Bytes that it had acknowledged before, in this run or an earlier one, and that were sent again.</summary>
    public long BytesResent { get; set; }

    /// <summary>What of it was not there before: an upload that only sends the same bytes again does not move.</summary>
    public long BytesGained => BytesSent - BytesResent;

    /// <summary>Up to which byte of the file the target is known to have it.</summary>
    public long ArrivedTo { get; private set; }

    /// <summary>Bytes that were read back to prove.</summary>
    public long BytesReadBack { get; set; }

    /// <summary>An attempt begins: what is found there beyond what was acknowledged has arrived after all.</summary>
    /// <param name="offset">Where it goes on.</param>
    public void GoOnAt(long offset)
    {
        if (Attempts > 1)
            AddSent(Math.Max(0, offset - ArrivedTo));
        BytesResent += Math.Max(0, ArrivedTo - offset);
        ArrivedTo = offset;
    }

    /// <summary>The target acknowledged the file up to a byte.</summary>
    public void Acknowledge(long offset)
    {
        AddSent(offset - ArrivedTo);
        ArrivedTo = offset;
    }

    /// <summary>Counts what the target acknowledged, from any thread.</summary>
    public void AddSent(long bytes) => Interlocked.Add(ref _bytesSent, bytes);
}
