using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>A cmdlet about targets that are defined: names come from the arguments and the pipeline, and are handled together at the end.</summary>
public abstract class TargetNamesCommand : PosBackupCommand
{
    private readonly List<string> _names = [];

    /// <summary>Names of targets; wildcards are allowed. By default all that are defined.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Target")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>File of targets. By default targets.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetsPath { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => _names.AddRange(Name.Except(_names, StringComparer.OrdinalIgnoreCase));

    /// <summary>Asks the engine about those that are named, and says which are not there or match none. A pipeline that brings none asks for none.</summary>
    protected override void EndProcessing()
    {
        if (IsNothingAsked(_names.Count, nameof(Name)))
            return;

        JsonValue answer = Ask(new JsonObject { ["names"] = _names.Count > 0 ? _names : null, ["targetsFile"] = PathArguments.Whole(this, TargetsPath) });
        foreach (string name in answer["notDefined"].Items.Select(name => name.Text))
            WriteError(ErrorRecords.Of("TargetNotFound", $"no target {name} is defined in {answer["file"].Text}", "Get-PosBackupTarget lists those that are; Register-PosBackupTarget defines one", name));
        foreach (string pattern in answer["notMatched"].Items.Select(pattern => pattern.Text))
            TellOfNoMatch($"no target matches {pattern} in {answer["file"].Text}", pattern);
    }

    /// <summary>Says that a pattern matches none.</summary>
    private protected abstract void TellOfNoMatch(string message, string pattern);

    /// <summary>Calls the engine, and writes what it says of each target.</summary>
    /// <param name="body">Which targets are meant.</param>
    /// <returns>The answer, which tells the file, and the names in it that were not found.</returns>
    private protected abstract JsonValue Ask(JsonObject body);
}
