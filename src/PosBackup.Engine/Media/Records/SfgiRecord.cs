using PosBackup.Engine.Media.Mtf;

namespace PosBackup.Engine.Media.Records;

/// <summary>SFGI: a filegroup; its files follow.</summary>
internal static class SfgiRecord
{
    public const int IdAt = 0x0C;
    public const int NameAt = 0x10;

    public static int Limit(ReadOnlySpan<byte> record) => Fields.FirstString(record, NameAt);

    public static string Name(ReadOnlySpan<byte> record) => new Fields(record, Limit(record)).Text(NameAt);
}
