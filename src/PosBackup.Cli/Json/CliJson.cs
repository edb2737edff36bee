using System.Text.Json.Serialization;

namespace PosBackup.Cli.Json;

/// <summary>The documents of <c>--json</c>. Their shapes are an interface, written down in src/README.md.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(FailureJson))]
[JsonSerializable(typeof(IReadOnlyList<MediaJson>))]
[JsonSerializable(typeof(IReadOnlyList<CatalogEntryJson>))]
[JsonSerializable(typeof(IReadOnlyList<RunJson>))]
[JsonSerializable(typeof(RebuildJson))]
[JsonSerializable(typeof(ForgetJson))]
[JsonSerializable(typeof(BackupReportJson))]
[JsonSerializable(typeof(BackupPlanJson))]
[JsonSerializable(typeof(PreflightJson))]
[JsonSerializable(typeof(RestoreReportJson))]
[JsonSerializable(typeof(DrillReportJson))]
[JsonSerializable(typeof(DrillPlanJson))]
[JsonSerializable(typeof(IReadOnlyList<DrillHistoryJson>))]
[JsonSerializable(typeof(TargetListJson))]
[JsonSerializable(typeof(TargetChangeJson))]
[JsonSerializable(typeof(IReadOnlyList<TargetProbeJson>))]
[JsonSerializable(typeof(TrustJson))]
[JsonSerializable(typeof(IReadOnlyList<CopyRecordJson>))]
[JsonSerializable(typeof(SyncReportJson))]
[JsonSerializable(typeof(ExpireJson))]
[JsonSerializable(typeof(FetchReportJson))]
[JsonSerializable(typeof(IReadOnlyList<SyncPlanJson>))]
[JsonSerializable(typeof(AuditVerificationJson))]
[JsonSerializable(typeof(IReadOnlyList<AuditRecordJson>))]
[JsonSerializable(typeof(PolicyJson))]
[JsonSerializable(typeof(HoldListJson))]
[JsonSerializable(typeof(HoldChangeJson))]
internal sealed partial class CliJson : JsonSerializerContext;
