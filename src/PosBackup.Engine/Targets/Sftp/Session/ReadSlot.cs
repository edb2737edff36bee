namespace PosBackup.Engine.Targets.Sftp.Session;

/// <summary>One READ under way and the bytes that it brought.</summary>
internal sealed class ReadSlot
{
    /// <summary>Where the bytes go; null while the slot has nothing to do.</summary>
    public byte[]? Buffer { get; set; }

    /// <summary>Place in the file of the first byte.</summary>
    public long Offset { get; set; }

    /// <summary>Bytes that are wanted.</summary>
    public int Wanted { get; set; }

    /// <summary>Bytes that are there.</summary>
    public int Filled { get; set; }

    /// <summary>Bytes that were handed on.</summary>
    public int Taken { get; set; }

    /// <summary>Whether a reply is due.</summary>
    public bool UnderWay { get; set; }

    /// <summary>Whether the file ended in this slot.</summary>
    public bool AtEnd { get; set; }
}
