namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>curCmd of DONE: what kind of statement it was that ended.</summary>
internal static class DoneCodes
{
    public const ushort Select = 193;
    public const ushort Insert = 195;
    public const ushort Delete = 196;
    public const ushort Update = 197;
    public const ushort CreateTable = 198;
    public const ushort DropTable = 199;
    public const ushort Set = 185;
    public const ushort Use = 226;
    public const ushort CreateDatabase = 203;
    public const ushort DropDatabase = 204;
    public const ushort AlterDatabase = 216;
    public const ushort AlterTable = 216;
    public const ushort CreateIndex = 207;
    public const ushort DropIndex = 208;
}
