namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>Errors of this machine's disk in the words of Windows, as messages 3202 and 3203 quote them.</summary>
internal static class DiskErrors
{
    private const string DiskFull = "112(There is not enough space on the disk.)";
    private const string Device = "1117(The request could not be performed because of an I/O device error.)";
    private const int NoSpaceOfUnix = 28;
    private const int NoSpaceOfWindows = unchecked((int)0x80070070);

    public static string Of(IOException error) =>
        error is DiskFullException || error.HResult is NoSpaceOfUnix or NoSpaceOfWindows ? DiskFull : Device;
}
