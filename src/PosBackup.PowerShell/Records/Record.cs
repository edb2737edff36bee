namespace PosBackup.PowerShell.Records;

/// <summary>
/// What the engine told of something, as an object of PowerShell. The types file has once, for this class, that all that is in a record crosses to another process with it: jobs, remote
/// sessions, Export-Clixml.
/// </summary>
public abstract class Record
{
    private protected Record()
    {
    }
}
