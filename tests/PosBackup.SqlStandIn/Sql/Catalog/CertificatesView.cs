using PosBackup.SqlStandIn.Tds;
using static PosBackup.SqlStandIn.Sql.Catalog.Columns;

namespace PosBackup.SqlStandIn.Sql.Catalog;

/// <summary>sys.certificates, sys.asymmetric_keys and sys.dm_database_encryption_keys: the stand-in has none of these.</summary>
internal static class CertificatesView
{
    public static SystemView Certificates { get; } = new("sys", "certificates",
    [
        Required("name", TdsType.SysName), Required("certificate_id", TdsType.Int), Optional("principal_id", TdsType.Int),
        Required("pvt_key_encryption_type", new(SqlTypeCode.Char, 2)), Optional("pvt_key_encryption_type_desc", Description),
        Optional("is_active_for_begin_dialog", TdsType.Bit), Optional("issuer_name", TdsType.NVarChar(442)), Optional("cert_serial_number", TdsType.NVarChar(64)),
        Optional("sid", TdsType.VarBinary(85)), Optional("string_sid", TdsType.SysName), Optional("subject", TdsType.NVarChar(4000)),
        Optional("expiry_date", TdsType.DateTime), Optional("start_date", TdsType.DateTime), Required("thumbprint", TdsType.VarBinary(32)),
        Optional("attested_by", FilePath), Optional("pvt_key_last_backup_date", TdsType.DateTime), From(15, "key_length", TdsType.Int),
    ], (_, _) => []);

    public static SystemView AsymmetricKeys { get; } = new("sys", "asymmetric_keys",
    [
        Required("name", TdsType.SysName), Optional("principal_id", TdsType.Int), Required("asymmetric_key_id", TdsType.Int),
        Required("pvt_key_encryption_type", new(SqlTypeCode.Char, 2)), Optional("pvt_key_encryption_type_desc", Description),
        Required("thumbprint", TdsType.VarBinary(32)), Required("algorithm", new(SqlTypeCode.Char, 2)), Optional("algorithm_desc", Description), Required("key_length", TdsType.Int),
    ], (_, _) => []);

    public static SystemView EncryptionKeys { get; } = new("sys", "dm_database_encryption_keys",
    [
        Required("database_id", TdsType.Int), Optional("create_date", TdsType.DateTime), Optional("encryption_state", TdsType.Int),
        Optional("encryptor_thumbprint", TdsType.VarBinary(20)), From(11, "encryptor_type", TdsType.NVarChar(32)), Optional("percent_complete", new(SqlTypeCode.Real)),
    ], (_, _) => [])
    {
        NeedsServerState = true,
    };
}
