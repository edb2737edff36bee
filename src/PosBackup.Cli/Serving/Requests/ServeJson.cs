using System.Text.Json.Serialization;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>What clients may ask for, read strictly, and the answers that no <c>--json</c> document has. The shapes are an interface, written down in src/README.md.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(SecretText), typeof(SecondsNumber), typeof(ZoneName), typeof(EnumWord<BackupKind>), typeof(EnumWord<BackupMode>), typeof(EnumWord<CompressionMode>), typeof(EnumWord<EncryptionAlgorithm>),
        typeof(EnumWord<ConnectionEncryption>), typeof(EnumWord<SetSource>),
    ])]
[JsonSerializable(typeof(Greeting))]
[JsonSerializable(typeof(Welcome))]
[JsonSerializable(typeof(SecretAnswer))]
[JsonSerializable(typeof(BackupParams))]
[JsonSerializable(typeof(BackupRunParams))]
[JsonSerializable(typeof(BackupAnswer))]
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
internal sealed partial class ServeJson : JsonSerializerContext;
