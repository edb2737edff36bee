namespace PosBackup.Engine.Transfers.Proving;

/// <summary>A range of a file that is read back.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct SampledRange(long Offset, long Length)
{
    public long End => Offset + Length;
}
