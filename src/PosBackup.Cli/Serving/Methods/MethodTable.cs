using PosBackup.Cli.Serving.Dispatch;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>All that a client can ask for.</summary>
internal static class MethodTable
{
    public static IReadOnlyDictionary<string, Method> All { get; } = new[] { BackupMethods.All, RestoreMethods.All, DrillMethods.All, SyncMethods.All, FetchMethods.All, ExpireMethods.All, SetMethods.All, VerifyMethods.All, TargetMethods.All, CompleteMethods.All }
        .SelectMany(methods => methods)
        .ToDictionary(method => method.Name, StringComparer.Ordinal);
}
