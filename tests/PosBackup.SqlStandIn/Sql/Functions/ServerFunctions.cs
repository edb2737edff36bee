using PosBackup.Engine.Catalog;
using PosBackup.SqlStandIn.Backups.Listing;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Functions.Parameter;

namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>Functions about the server, its connections and its databases as a whole.</summary>
internal static class ServerFunctions
{
    private static readonly Version LastGoodCheckSince = new(13, 0, 5026);
    private static readonly DateTime NeverChecked = new(1900, 1, 1);

    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        Volatile("SERVERPROPERTY", TdsType.Variant, [Name], (session, a) => ServerProperties.Read((string)a[0]!, session.Instance)),
        Volatile("CONNECTIONPROPERTY", TdsType.Variant, [Name], (_, a) => ConnectionProperty((string)a[0]!)),
        Volatile("DATABASEPROPERTYEX", TdsType.Variant, [Name, Name], (session, a) =>
            session.Instance.Find((string)a[0]!) is { } database ? DatabaseProperty(database, (string)a[1]!, session.Instance.Identity) : null),
        Volatile("DB_ID", TdsType.SmallInt, [Name], (session, a) => a.Length == 0 ? (short)session.Database.Id : (short?)session.Instance.Find((string)a[0]!)?.Id) with { Least = 0 },
        Volatile("DB_NAME", TdsType.SysName, [Int], (session, a) => a.Length == 0 ? session.State.Database : Find(session, (int)a[0]!)?.Name) with { Least = 0 },
        Volatile("HAS_DBACCESS", TdsType.Int, [Name], (session, a) => session.Instance.Find((string)a[0]!) is not { } database ? null
            : session.Permissions.CanEnter(database) && database.State == DatabaseState.Online ? 1 : 0),
        SqlFunction.Of("COLLATIONPROPERTY", TdsType.Variant, [Name, Name], (_, a) => CollationProperty((string)a[0]!, (string)a[1]!)),
    ];

    private static SqlFunction Volatile(string name, TdsType result, IReadOnlyList<Parameter> parameters, FunctionBody body) =>
        SqlFunction.Of(name, result, parameters, body) with { IsPure = false };

    private static Database? Find(SessionContext session, int id) => session.Instance.Databases.FirstOrDefault(database => database.Id == id);

    private static string? ConnectionProperty(string name) => name.ToUpperInvariant() switch
    {
        "NET_TRANSPORT" => "TCP",
        "PROTOCOL_TYPE" => "TSQL",
        "AUTH_SCHEME" => "SQL",
        "LOCAL_NET_ADDRESS" or "CLIENT_NET_ADDRESS" => "127.0.0.1",
        _ => null,
    };

    private static object? DatabaseProperty(Database database, string name, ServerIdentity server)
    {
        DatabaseFacts facts = database.Facts;
        bool isOpen = facts.State == DatabaseState.Online;
        return name.ToUpperInvariant() switch
        {
            "STATUS" => facts.State switch
            {
                DatabaseState.RecoveryPending => "RECOVERY_PENDING",
                var state => state.ToString().ToUpperInvariant(),
            },
            "RECOVERY" => facts.RecoveryModel switch { RecoveryModel.Simple => "SIMPLE", RecoveryModel.BulkLogged => "BULK_LOGGED", _ => "FULL" },
            "UPDATEABILITY" => facts.IsReadOnly || facts.IsStandby ? "READ_ONLY" : "READ_WRITE",
            "USERACCESS" => facts.UserAccess switch { UserAccess.SingleUser => "SINGLE_USER", UserAccess.RestrictedUser => "RESTRICTED_USER", _ => "MULTI_USER" },
            "COLLATION" => isOpen ? facts.Collation : null,
            "ISINSTANDBY" => facts.IsStandby ? 1 : 0,
            "ISAUTOCLOSE" or "ISAUTOSHRINK" or "ISPUBLISHED" or "ISMERGEPUBLISHED" or "ISSUBSCRIBED" or "ISFULLTEXTENABLED" or "ISPARAMETERIZATIONFORCED" => 0,
            "VERSION" => isOpen ? server.Release.DatabaseVersion : null,
            "LASTGOODCHECKDBTIME" => server.ProductVersion < LastGoodCheckSince ? null : facts.LastGoodCheck ?? NeverChecked,
            _ => null,
        };
    }

    private static int? CollationProperty(string collation, string name) => (CollationNumbers.Of(collation)?.Lcid, name.ToUpperInvariant()) switch
    {
        (null, _) => null,
        (var lcid, "LCID") => lcid,
        (1033, "CODEPAGE") => 1252,
        (_, "CODEPAGE" or "COMPARISONSTYLE" or "VERSION") => throw SqlErrors.NotKnown($"COLLATIONPROPERTY('{collation}', '{name}')"),
        _ => null,
    };
}
