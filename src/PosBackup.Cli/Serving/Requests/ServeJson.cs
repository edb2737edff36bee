using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Drills;
using PosBackup.Engine.Restores;
using PosBackup.Engine.Retention;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>What clients may ask for, read strictly, and the answers that no <c>--json</c> document has. The shapes are an interface, written down in src/README.md.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(StrictText), typeof(SecretText), typeof(SecondsNumber), typeof(LimitNumber), typeof(ZoneName), typeof(EnumWord<BackupKind>), typeof(EnumWord<BackupMode>), typeof(EnumWord<CompressionMode>), typeof(EnumWord<EncryptionAlgorithm>),
        typeof(EnumWord<ConnectionEncryption>), typeof(EnumWord<SetSource>), typeof(EnumWord<TailLogChoice>), typeof(EnumWord<RestoreFinish>), typeof(EnumWord<DrillMoment>), typeof(EnumWord<SetTreatment>),
    ])]
[JsonSerializable(typeof(Greeting))]
[JsonSerializable(typeof(Welcome))]
[JsonSerializable(typeof(SecretAnswer))]
[JsonSerializable(typeof(BackupParams))]
[JsonSerializable(typeof(BackupRunParams))]
[JsonSerializable(typeof(BackupAnswer))]
[JsonSerializable(typeof(BackupPlanAnswer))]
[JsonSerializable(typeof(TargetListParams))]
[JsonSerializable(typeof(TargetListAnswer))]
[JsonSerializable(typeof(CompleteDatabasesParams))]
[JsonSerializable(typeof(CompleteInstancesParams))]
[JsonSerializable(typeof(CompleteTargetsParams))]
[JsonSerializable(typeof(CompletionAnswer))]
[JsonSerializable(typeof(SetListParams))]
[JsonSerializable(typeof(ListedSet))]
[JsonSerializable(typeof(SetListAnswer))]
[JsonSerializable(typeof(VerifyParams))]
[JsonSerializable(typeof(VerifyAnswer))]
[JsonSerializable(typeof(RestoreParams))]
[JsonSerializable(typeof(RestoreRunParams))]
[JsonSerializable(typeof(DrillParams))]
[JsonSerializable(typeof(DrillRunParams))]
[JsonSerializable(typeof(SyncParams))]
[JsonSerializable(typeof(SyncRunParams))]
[JsonSerializable(typeof(SyncPlanAnswer))]
[JsonSerializable(typeof(DrillPlanAnswer))]
[JsonSerializable(typeof(FetchParams))]
[JsonSerializable(typeof(ExpireParams))]
[JsonSerializable(typeof(ExpireRunParams))]
[JsonSerializable(typeof(TargetOfferParams))]
[JsonSerializable(typeof(TargetRegisterParams))]
[JsonSerializable(typeof(TargetUnregisterParams))]
[JsonSerializable(typeof(TargetTestParams))]
[JsonSerializable(typeof(TargetTestAnswer))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ServeJson : JsonSerializerContext;
