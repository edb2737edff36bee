namespace PosBackup.Engine;

/// <summary>The version that manifests and proofs name.</summary>
public static class ToolVersion
{
    /// <summary>Version of the engine, for instance 0.1.0.</summary>
    public static string Current { get; } = typeof(ToolVersion).Assembly.GetName().Version!.ToString(fieldCount: 3);
}
