using System.Collections;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Parameters;

/// <summary>Completes instances by those that the catalog knows.</summary>
public sealed class InstanceCompleter : EngineCompleter
{
    private protected override string Method => "complete/instances";

    private protected override JsonObject Body(IDictionary bound) => new() { ["catalog"] = File(bound, "CatalogPath") };
}
