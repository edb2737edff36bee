using System.Collections;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Parameters;

/// <summary>Completes names of targets by those that are defined.</summary>
public sealed class TargetCompleter : EngineCompleter
{
    private protected override string Method => "complete/targets";

    private protected override JsonObject Body(IDictionary bound) => new() { ["targetsFile"] = File(bound, "TargetsPath") };
}
