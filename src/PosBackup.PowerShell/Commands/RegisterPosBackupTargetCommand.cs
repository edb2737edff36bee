using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;
using PosBackup.PowerShell.Targets;

namespace PosBackup.PowerShell.Commands;

/// <summary>
/// Defines a target: a folder, an SFTP server or an FTP server. The host key or certificate of a server is pinned when it is registered: one that is named by -Trust, else the one that a
/// person confirms. Without a person, and without -Trust, a target is defined that trusts nothing yet.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "PosBackupTarget", DefaultParameterSetName = FolderSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BackupTarget))]
public sealed class RegisterPosBackupTargetCommand : JumpHostCommand
{
    private const string FolderSet = "Folder";
    private const string FtpSet = "Ftp";

    /// <summary>What a server can be the cause of: all else is wrong here, and is no better when the server answers.</summary>
    private static readonly HashSet<string> OfServers = new(StringComparer.Ordinal) { "TargetUnavailable", "TargetAccessDenied", "HostNotTrusted", "Stalled", "ToolMissing" };

    private readonly List<(string Message, string Hint)> _untrusted = [];

    /// <summary>Name of the target: letters, digits, hyphens, underscores and points.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Target")]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>A folder by its full path: local, or on a share. With -Volume its path on the drive, from the drive's root.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = FolderSet)]
    [ValidateNotNullOrEmpty]
    public string? Folder { get; set; }

    /// <summary>An SFTP server by its name or address.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? Sftp { get; set; }

    /// <summary>An FTP server by its name or address.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FtpSet)]
    [ValidateNotNullOrEmpty]
    public string? Ftp { get; set; }

    /// <summary>Removable drives that take turns, by the serial or the label of their volume: stick A=serial:1A2B-3C4D, or stick B=label:POS-B.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Volume { get; set; }

    /// <summary>With -Volume: after how many whole days without one of the drives to warn, 1d to 3650d. By default 8d.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    [SpanTransformation]
    public TimeSpan? ExpectedEvery { get; set; }

    /// <summary>Port of the server. By default the usual one.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [Parameter(ParameterSetName = FtpSet)]
    public int? Port { get; set; }

    /// <summary>Folder on the server, absolute or from the login's folder. By default the login's folder.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [Parameter(ParameterSetName = FtpSet)]
    [ValidateNotNullOrEmpty]
    public string? RemotePath { get; set; }

    /// <summary>Connections for one file, 1 to 8; more than one pays only on fast and distant lines. By default 1.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    public int? Connections { get; set; }

    /// <summary>The ssh program. By default the one on the PATH.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? SshProgram { get; set; }

    /// <summary>How the connection is protected. By default ExplicitTls.</summary>
    [Parameter(ParameterSetName = FtpSet)]
    public FtpProtection? Protection { get; set; }

    /// <summary>Lets -Protection None pass: password and backups go over the line for all to read, and every run warns of it.</summary>
    [Parameter(ParameterSetName = FtpSet)]
    public SwitchParameter AllowPlaintext { get; set; }

    /// <summary>SHA-256 of the server's certificate in hexadecimal. By default the roots of this machine decide.</summary>
    [Parameter(ParameterSetName = FtpSet)]
    [ValidateNotNullOrEmpty]
    public string[]? CertificatePin { get; set; }

    /// <summary>To connect and log in, 1s to 10m. By default 30s.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [Parameter(ParameterSetName = FtpSet)]
    [SpanTransformation]
    public TimeSpan? ConnectTimeout { get; set; }

    /// <summary>How long no byte may move, 5s to 1h. By default 60s.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [Parameter(ParameterSetName = FtpSet)]
    [SpanTransformation]
    public TimeSpan? StallTimeout { get; set; }

    /// <summary>Fingerprints of host keys or certificates of the server that are right: they are pinned without a question.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [Parameter(ParameterSetName = FtpSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Trust { get; set; }

    /// <summary>Takes the place of a target of that name; what is pinned of the same server stays pinned.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>What this store is called in the folders on the targets, for all of them. By default what the file says, or in a new file the name of this machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Store { get; set; }

    /// <summary>File of targets. By default targets.json beside the default catalog.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TargetsPath { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        RefuseWhatIsNotHeeded();
        string address = Folder ?? Sftp ?? Ftp ?? "";
        if (!ShouldProcess($"target {Name}", $"{(Replace ? "Define anew" : "Define")} ({ParameterSetName.ToLowerInvariant()} {address})"))
            return;

        JsonObject definition = Definition();
        string[]? jumpTrust = JumpHost is null ? null : JumpTrust ?? (JumpHostKey is null ? Ask(definition, isJump: true) : null);
        // Nobody can ask for a key through the server on the way: the engine says how it is got.
        string[]? trust = Trust ?? (Sftp is not null && HostKey is null && JumpHost is null ? Ask(definition, isJump: false) : null);
        JsonValue change = Call("targets/register", new JsonObject
        {
            ["target"] = definition,
            ["password"] = Login.PlainPassword,
            ["passphrase"] = Login.PlainPassphrase,
            ["jumpPassword"] = JumpLogin.PlainPassword,
            ["jumpPassphrase"] = JumpLogin.PlainPassphrase,
            ["replace"] = Replace,
            ["store"] = Store,
            ["targetsFile"] = PathArguments.Whole(this, TargetsPath),
            ["trust"] = trust,
            ["jumpTrust"] = jumpTrust,
        }, Name);
        foreach ((string message, string hint) in _untrusted)
            Warn($"{Name} is defined, and trusts nothing yet: {message}", hint);

        WriteObject(TargetChange.Target(change));
    }

    /// <summary>A warning that never comes, or a password that is not the one that is used, would be false comfort.</summary>
    private void RefuseWhatIsNotHeeded()
    {
        if (ExpectedEvery is { } every && Volume is null)
            Refuse(new PosBackupException("InvalidOption", "-ExpectedEvery is for -Volume, which is missing", "name the drives by -Volume, or leave it out"), every);
        RefuseParts(ExpectedEvery, nameof(ExpectedEvery));
        RefuseParts(WholeWithin, nameof(WholeWithin));
        if (Stray() is { } stray)
            Refuse(new PosBackupException("InvalidOption", $"-{stray} is for -JumpHost, which is missing", "name the server on the way by -JumpHost, or leave it out"), Name);
        foreach (PosBackupException mistake in Login.Mistakes().Concat(JumpLogin.Mistakes()))
            Refuse(mistake, Name);
    }

    private void RefuseParts(TimeSpan? span, string parameter)
    {
        if (span is { } given && given.Ticks % TimeSpan.TicksPerDay != 0)
            Refuse(new PosBackupException("InvalidOption", $"-{parameter} is in whole days, and {SpanTransformationAttribute.Write(given)} is not", "write it as 8d"), given);
    }

    private void Refuse(PosBackupException mistake, object about) => ThrowTerminatingError(ErrorRecords.Of(mistake, about));

    /// <summary>What the server offers is shown to a person, who alone can know whether it is right; who says no, or cannot be asked, trusts nothing.</summary>
    private string[]? Ask(JsonObject definition, bool isJump)
    {
        string parameter = isJump ? "-JumpTrust" : "-Trust";
        TrustOffer offer;
        try
        {
            offer = new TrustOffer(Request("targets/offer", new JsonObject { ["target"] = definition, ["replace"] = Replace, ["store"] = Store, ["targetsFile"] = PathArguments.Whole(this, TargetsPath), ["jump"] = isJump }));
        }
        catch (PosBackupException e) when (OfServers.Contains(e.Code))
        {
            _untrusted.Add((e.Message, $"{(string.IsNullOrEmpty(e.Hint) ? "" : $"{e.Hint}; ")}register it again with -Replace when the server answers, or give {parameter}"));
            return null;
        }
        catch (PosBackupException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e, Name, MyInvocation.BoundParameters));
            throw;
        }

        if (offer.IsPinned)
            return null;

        try
        {
            // By default no: whoever presses Enter has compared nothing.
            bool yesToAll = false, noToAll = false;
            return ShouldContinue(offer.Question, offer.Caption, hasSecurityImpact: true, ref yesToAll, ref noToAll) ? [offer.Fingerprint] : null;
        }
        catch (PSInvalidOperationException)
        {
            _untrusted.Add(("nobody can be asked here", $"give {parameter} {offer.Fingerprint} when that is right"));
            return null;
        }
    }

    private JsonObject Definition() => new JsonObject { ["name"] = Name, ["kind"] = ParameterSetName.ToLowerInvariant() }.With(TermsBody()).With(ParameterSetName switch
    {
        SftpSet => SftpDefinition(),
        FtpSet => FtpDefinition(),
        _ => FolderDefinition(),
    });

    private JsonObject FolderDefinition() => new()
    {
        ["path"] = Volume is null ? PathArguments.Whole(this, Folder) : Folder,
        ["volumes"] = Volume?.Select(Drive).ToArray(),
        ["user"] = Login.User,
        ["password"] = Login.PasswordFrom,
    };

    private JsonObject Drive(string text)
    {
        try
        {
            return VolumeText.Read(text, ExpectedEvery);
        }
        catch (PosBackupException e)
        {
            Refuse(e, text);
            throw;
        }
    }

    private JsonObject SftpDefinition() => new JsonObject
    {
        ["path"] = RemotePath,
        ["jump"] = JumpHost is null ? null : JumpLogin.Endpoint(JumpHost, JumpPort, JumpHostKey),
        ["connections"] = Connections,
        ["program"] = SshProgram,
        ["connectTimeout"] = SpanTransformationAttribute.Write(ConnectTimeout),
        ["stallTimeout"] = SpanTransformationAttribute.Write(StallTimeout),
    }.With(Login.Endpoint(Sftp!, Port, HostKey));

    private JsonObject FtpDefinition() => new()
    {
        ["host"] = Ftp,
        ["port"] = Port,
        ["user"] = Login.User,
        ["password"] = Login.PasswordFrom ?? (Login.PlainPassword is null ? "prompt" : null),
        ["path"] = RemotePath,
        ["protection"] = Protection,
        ["allowPlaintext"] = AllowPlaintext ? true : null,
        ["certificatePins"] = CertificatePin,
        ["connectTimeout"] = SpanTransformationAttribute.Write(ConnectTimeout),
        ["stallTimeout"] = SpanTransformationAttribute.Write(StallTimeout),
    };
}
