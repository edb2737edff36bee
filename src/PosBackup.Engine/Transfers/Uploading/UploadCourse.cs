namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>What an upload took, over all its attempts.</summary>
internal sealed class UploadCourse
{
    private long _bytesSent;

    /// <summary>Attempts that were begun.</summary>
    public int Attempts { get; set; }

    /// <summary>Where the first attempt of this run went on; 0 when it began anew.</summary>
    public long ResumedAt { get; set; }

    /// <summary>Bytes that were handed to the target.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Bytes that were handed to it twice or more, in this run or an earlier one.</summary>
    public long BytesResent { get; set; }

    /// <summary>Bytes that were read back to prove.</summary>
    public long BytesReadBack { get; set; }

    /// <summary>Counts what was handed to the target, from any thread.</summary>
    public void AddSent(long bytes) => Interlocked.Add(ref _bytesSent, bytes);
}
