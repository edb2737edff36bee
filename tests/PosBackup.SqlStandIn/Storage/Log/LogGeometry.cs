using PosBackup.Engine.Catalog;

namespace PosBackup.SqlStandIn.Storage.Log;

/// <summary>
/// How block numbers and file offsets belong together: 8 KB file header, then virtual log files of one size, each with an 8 KB header, so that
/// blocks begin at number 16.
/// </summary>
internal static class LogGeometry
{
    public const int FileHeader = 8192;
    public const int VlfSize = 4 * 1024 * 1024;
    public const uint FirstBlock = 16;
    public const uint BlocksPerVlf = VlfSize / 512;

    /// <summary>Sequence number of the first virtual log file of a new database.</summary>
    public const uint FirstVlf = 34;

    public static long VlfOffset(uint vlf, uint firstVlf) => FileHeader + ((long)(vlf - firstVlf) * VlfSize);

    public static long OffsetOf(Lsn lsn, uint firstVlf) => VlfOffset(lsn.Vlf, firstVlf) + ((long)lsn.Block * 512);
}
