using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>Tries targets by a small file that is written, read back and removed, and finds out what they can do.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PosBackupTarget")]
[OutputType(typeof(TargetProbe))]
public sealed class TestPosBackupTargetCommand : PosBackupCommand
{
    private readonly List<string> _names = [];

    /// <summary>Names of targets. By default all that are defined.</summary>
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

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (MyInvocation.ExpectingInput && _names.Count == 0)
            return;

        string? file = PathArguments.Whole(this, TargetsPath);
        string[]? names = Names(file);
        if (names is not { Length: 0 })
            Call("targets/test", new JsonObject { ["names"] = names, ["targetsFile"] = file }, _names, record => Write(RecordMapper.Read<TargetProbe>(record)));
    }

    /// <summary>The names that are meant: patterns stand for the targets that they match; null for all.</summary>
    private string[]? Names(string? file)
    {
        if (_names.Count == 0 || !_names.Exists(WildcardPattern.ContainsWildcardCharacters))
            return _names.Count == 0 ? null : [.. _names];

        var names = new List<string>(_names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)));
        Call("targets/list", new JsonObject { ["targetsFile"] = file, ["names"] = _names }, file, record => names.Add(record["name"].Text));
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private void Write(TargetProbe probe)
    {
        WriteObject(probe);
        if (probe.Passed)
            return;

        ProbeStep? failed = probe.Steps.FirstOrDefault(step => step.Outcome == CheckOutcome.Failed);
        WriteError(ErrorRecords.Of(ErrorRecords.CodeOfTargetFailure(failed?.Failure), $"{probe.Target}: {failed?.Message ?? "the probe failed"}", failed?.Hint, probe.Target));
    }
}
