using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>
/// Verifies media files without a restore and without an instance: structure, checksums, completeness. Each file has one result; one that is damaged, gone or unreadable is an
/// error as well, and so is a folder in which there is nothing to verify. Stripes of one media set are verified together.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "PosBackup")]
[OutputType(typeof(MediaVerification))]
public sealed class TestPosBackupCommand : CatalogCommand
{
    private const string ProofOfCopies = "Save-PosBackup fetches and proves a copy; Test-PosRestore -Target restores it";

    private readonly PathList _paths = [];
    private bool _areListed;

    /// <summary>Files, or folders with their subfolders; wildcards are allowed. Takes what Get-PosBackup, Backup-PosDatabase and Get-ChildItem give.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [AllowEmptyCollection]
    [ValidateNoneIsEmpty]
    [PathTransformation]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Where a set of the pipeline lies that is not here: it is an error, as a copy at a target is proven by Save-PosBackup or Test-PosRestore -Target. Not to be typed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TargetCompleter))]
    public string[]? Target { get; set; }

    /// <summary>Of compressed files checks only the checksums of the stored pieces, not the pages inside.</summary>
    [Parameter]
    public SwitchParameter Quick { get; set; }

    /// <summary>Cores for decompression, 1 to 64. By default all of the machine.</summary>
    [Parameter]
    [Alias("ThrottleLimit")]
    public int? Parallelism { get; set; }

    /// <summary>Writes the proof into the manifest beside each file, and into the catalog.</summary>
    [Parameter]
    public SwitchParameter Record { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (IsTyped(nameof(Target)))
            Refuse($"{string.Join(", ", Target ?? [])} is not looked at: Test-PosBackup reads files here", ProofOfCopies, Target);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Path.Length == 0)
            TellOfNoFiles(Target?.FirstOrDefault(), ProofOfCopies);

        _areListed |= AreListed(nameof(Path), Path);
        _paths.Add(PathArguments.Resolve(this, Path, WriteError));
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        if (_paths.Count == 0)
        {
            WriteVerbose("there is no file to verify");
            return;
        }

        JsonValue answer = Call("media/verify", Body(), _paths, Write);
        foreach (JsonValue problem in answer["problems"].Items)
            WriteError(ErrorRecords.Of(problem));
    }

    private JsonObject Body() => new()
    {
        ["paths"] = _paths,
        ["listed"] = _areListed ? true : null,
        ["quick"] = Quick ? true : null,
        ["parallelism"] = Parallelism,
        ["record"] = Record ? true : null,
        ["catalog"] = Catalog,
    };

    private void Write(JsonValue record)
    {
        MediaVerification media = RecordMapper.Read<MediaVerification>(record);
        WriteObject(media);
        if (media.Error is { } error)
            WriteError(ErrorRecords.Of(error.Code, error.Message, error.Hint, media.File));
        else if (media.Findings.Any(finding => finding.Code is "NotBackupMedia"))
            WriteError(ErrorRecords.Of("MediaMismatch", $"{media.File}: {Worst(media)}", "leave it out if it never was a backup; else something has written over it: look at the disk, and take a new backup", media.File));
        else if (media.Verdict == Verdict.Damaged)
            WriteError(ErrorRecords.Of("BackupSetCorrupt", $"{media.File} is damaged: {Worst(media)}", "keep it until a good backup exists; take a new backup, and look at the disk", media.File));
    }

    private static string Worst(MediaVerification media) => media.Findings.OrderByDescending(finding => finding.Severity).FirstOrDefault()?.Message ?? "its media set is";
}
