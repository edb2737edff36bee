namespace PosBackup.Engine.Transfers.Downloading;

/// <summary>What a download took, over all its attempts and targets.</summary>
internal sealed record DownloadCourse
{
    /// <summary>Attempts that were begun.</summary>
    public int Attempts { get; set; }

    /// <summary>Where the first attempt of this run went on; 0 when it began anew.</summary>
    public long ResumedAt { get; set; }

    /// <summary>Bytes that came.</summary>
    public long BytesReceived { get; set; }

    /// <summary>Bytes that were read to prove a part.</summary>
    public long BytesCompared { get; set; }

    /// <summary>Whether the file was here already.</summary>
    public bool WasHere { get; set; }
}
