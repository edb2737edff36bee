namespace PosBackup.PowerShell.Engine;

/// <summary>Codes of errors between the module and the engine; the engine has its own beside these.</summary>
internal static class EngineErrorCode
{
    /// <summary>There is no engine where one is looked for.</summary>
    public const string Missing = "EngineMissing";

    /// <summary>The engine does not start, or does not answer as an engine does.</summary>
    public const string NotStarted = "EngineNotStarted";

    /// <summary>The engine ended while a request was running, or said what is no message and was let go.</summary>
    public const string Crashed = "EngineCrashed";

    /// <summary>The engine speaks another version of the protocol, or not at all as agreed.</summary>
    public const string ProtocolMismatch = "ProtocolMismatch";

    /// <summary>The request was cancelled.</summary>
    public const string Cancelled = "Cancelled";
}
