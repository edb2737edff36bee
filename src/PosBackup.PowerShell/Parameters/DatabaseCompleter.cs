using System.Collections;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Parameters;

/// <summary>Completes databases by those of the catalog, and by those of the instance when one is named and answers at once.</summary>
public sealed class DatabaseCompleter : EngineCompleter
{
    private protected override string Method => "complete/databases";

    private protected override JsonObject Body(IDictionary bound) => new() { ["catalog"] = File(bound, "CatalogPath"), ["instance"] = Instance(bound) };

    private static JsonObject? Instance(IDictionary bound)
    {
        string? name = Text(bound, "ServerInstance") ?? Text(bound, "Instance") ?? Text(bound, "SqlInstance");
        if (string.IsNullOrEmpty(name))
            return null;

        var credential = bound["Credential"] as PSCredential;
        return new JsonObject
        {
            ["name"] = name,
            ["user"] = credential?.UserName,
            ["password"] = credential?.GetNetworkCredential().Password,
            ["trustServerCertificate"] = bound.Contains("TrustServerCertificate"),
        };
    }
}
