using PosBackup.Engine;

namespace PosBackup.Cli.Json;

/// <summary>What an error looks like wherever one stands.</summary>
internal sealed record ErrorJson(string Code, string Message, string? Hint)
{
    public static ErrorJson Of(PosBackupException error) => new(EnumName.Of(error.Code), error.Message, error.Hint);
}

/// <summary>The document of a command that failed as a whole.</summary>
internal sealed record FailureJson(ErrorJson Error);
