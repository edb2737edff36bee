namespace PosBackup.Engine.Media.Records;

/// <summary>Types of records in an MQCI stream.</summary>
internal static class RecordTag
{
    public const uint Set = 'S' | ('C' << 8) | ('I' << 16) | ((uint)'N' << 24);
    public const uint FileGroup = 'S' | ('F' << 8) | ('G' << 16) | ((uint)'I' << 24);
    public const uint File = 'S' | ('F' << 8) | ('I' << 16) | ((uint)'N' << 24);
}
