using System.Globalization;
using System.Security;
using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Parameters;
using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Records;

namespace PosBackup.PowerShell.Commands;

/// <summary>
/// Defines a target: a folder, an SFTP server or an FTP server. The host key or certificate of a server is pinned when it is registered: one that is named by -Trust, else the one that a
/// person confirms. Without a person, and without -Trust, a target is defined that trusts nothing yet.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "PosBackupTarget", DefaultParameterSetName = FolderSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BackupTarget))]
public sealed class RegisterPosBackupTargetCommand : PosBackupCommand
{
    private const string FolderSet = "Folder";
    private const string SftpSet = "Sftp";
    private const string FtpSet = "Ftp";

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

    /// <summary>Login at the server, or user of a share on Windows. -Credential names it as well.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>Login and password. The engine keeps the password where only this account and administrators read it.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Where the password is, in place of -Credential: env:NAME, file:PATH or prompt, which is the default for FTP.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PasswordFrom { get; set; }

    /// <summary>Private key for the server. By default the keys of the agent.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? IdentityFile { get; set; }

    /// <summary>Passphrase of that key. The engine keeps it as it keeps a password.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    public SecureString? Passphrase { get; set; }

    /// <summary>Where the passphrase is, in place of -Passphrase: env:NAME, file:PATH or prompt.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? PassphraseFrom { get; set; }

    /// <summary>Public host keys of the server, as ssh-ed25519 AAAA…, where they are known already.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string[]? HostKey { get; set; }

    /// <summary>An SSH server on the way, by its name or address.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? JumpHost { get; set; }

    /// <summary>Port of the server on the way. By default 22.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    public int? JumpPort { get; set; }

    /// <summary>Login at the server on the way. -JumpCredential names it as well.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? JumpUserName { get; set; }

    /// <summary>Login and password at the server on the way.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [Credential]
    public PSCredential? JumpCredential { get; set; }

    /// <summary>Where the password at the server on the way is: env:NAME, file:PATH or prompt.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? JumpPasswordFrom { get; set; }

    /// <summary>Private key for the server on the way. By default the keys of the agent.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? JumpIdentityFile { get; set; }

    /// <summary>Passphrase of that key.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    public SecureString? JumpPassphrase { get; set; }

    /// <summary>Where the passphrase of that key is: env:NAME, file:PATH or prompt.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string? JumpPassphraseFrom { get; set; }

    /// <summary>Public host keys of the server on the way, where they are known already.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string[]? JumpHostKey { get; set; }

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

    /// <summary>What proves a copy after its upload. By default Sample.</summary>
    [Parameter]
    public ProofDepth? VerifyDepth { get; set; }

    /// <summary>Files up to this many bytes are always read back whole. By default 64MB.</summary>
    [Parameter]
    public long? WholeUpTo { get; set; }

    /// <summary>Random blocks of 1MB of a sample, beside head and tail. By default 16.</summary>
    [Parameter]
    public int? Blocks { get; set; }

    /// <summary>A copy of which only parts were read back is read back whole within this time, in whole days: 1d to 3650d. By default 30d.</summary>
    [Parameter]
    [SpanTransformation]
    public TimeSpan? WholeWithin { get; set; }

    /// <summary>Limit of speed in bytes a second, 1KB or more. By default none.</summary>
    [Parameter]
    public long? Rate { get; set; }

    /// <summary>With -Rate: times of day without the limit, such as 22:00-07:00, by the clock of this machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? FullSpeed { get; set; }

    /// <summary>The account may only add there; nothing is removed or replaced by it.</summary>
    [Parameter]
    public SwitchParameter AppendOnly { get; set; }

    /// <summary>Its clock is wrong and cannot be set: what expires is not held back by it.</summary>
    [Parameter]
    public SwitchParameter IgnoreClock { get; set; }

    /// <summary>Fingerprints of host keys or certificates of the server that are right: they are pinned without a question.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [Parameter(ParameterSetName = FtpSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Trust { get; set; }

    /// <summary>The same of the server on the way.</summary>
    [Parameter(ParameterSetName = SftpSet)]
    [ValidateNotNullOrEmpty]
    public string[]? JumpTrust { get; set; }

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
            ["password"] = Password(Credential),
            ["passphrase"] = Plain(Passphrase),
            ["jumpPassword"] = Password(JumpCredential),
            ["jumpPassphrase"] = Plain(JumpPassphrase),
            ["replace"] = Replace,
            ["store"] = Store,
            ["targetsFile"] = PathArguments.Whole(this, TargetsPath),
            ["trust"] = trust,
            ["jumpTrust"] = jumpTrust,
        }, Name);
        WriteObject(TargetChange.Target(change));
    }

    /// <summary>A warning that never comes, or a password that is not the one that is used, would be false comfort.</summary>
    private void RefuseWhatIsNotHeeded()
    {
        if (ExpectedEvery is { } every && Volume is null)
            Refuse("-ExpectedEvery is for -Volume, which is missing", "name the drives by -Volume, or leave it out", every);
        RefuseParts(ExpectedEvery, nameof(ExpectedEvery));
        RefuseParts(WholeWithin, nameof(WholeWithin));
        if (JumpHost is null && MyInvocation.BoundParameters.Keys.FirstOrDefault(name => name.StartsWith("Jump", StringComparison.Ordinal)) is { } jump)
            Refuse($"-{jump} is for -JumpHost, which is missing", "name the server on the way by -JumpHost, or leave it out", Name);
        RefuseTwice(Password(Credential) is not null, nameof(Credential), PasswordFrom, nameof(PasswordFrom));
        RefuseTwice(Passphrase is not null, nameof(Passphrase), PassphraseFrom, nameof(PassphraseFrom));
        RefuseTwice(Password(JumpCredential) is not null, nameof(JumpCredential), JumpPasswordFrom, nameof(JumpPasswordFrom));
        RefuseTwice(JumpPassphrase is not null, nameof(JumpPassphrase), JumpPassphraseFrom, nameof(JumpPassphraseFrom));
    }

    private void RefuseParts(TimeSpan? span, string parameter)
    {
        if (span is { } given && given.Ticks % TimeSpan.TicksPerDay != 0)
            Refuse($"-{parameter} is in whole days, and {SpanTransformationAttribute.Write(given)} is not", "write it as 8d", given);
    }

    private void RefuseTwice(bool isSecretGiven, string secret, string? reference, string referenceName)
    {
        if (isSecretGiven && reference is not null)
            Refuse($"-{secret} and -{referenceName} give the same secret twice", $"leave one of them out{Login(secret, referenceName)}", Name);
    }

    /// <summary>Of a credential only the secret is given twice: the login would go with it.</summary>
    private static string Login(string secret, string referenceName) => secret switch
    {
        nameof(Credential) => $"; with -{referenceName} a login is named by -{nameof(UserName)}",
        nameof(JumpCredential) => $"; with -{referenceName} a login is named by -{nameof(JumpUserName)}",
        _ => "",
    };

    private void Refuse(string message, string hint, object about) => ThrowTerminatingError(ErrorRecords.Of(new PosBackupException("InvalidOption", message, hint), about));

    /// <summary>What the server offers is shown to a person, who alone can know whether it is right; who says no, or cannot be asked, trusts nothing.</summary>
    private string[]? Ask(JsonObject definition, bool isJump)
    {
        JsonValue offer;
        try
        {
            offer = Request("targets/offer", new JsonObject { ["target"] = definition, ["targetsFile"] = PathArguments.Whole(this, TargetsPath), ["jump"] = isJump });
        }
        catch (PosBackupException e)
        {
            const string Again = "register it again with -Replace when the server answers, or give";
            Warn($"{Name} is defined, and trusts nothing yet: {e.Message}", $"{(string.IsNullOrEmpty(e.Hint) ? "" : $"{e.Hint}; ")}{Again} {(isJump ? "-JumpTrust" : "-Trust")}");
            return null;
        }

        if (offer["state"].Text is "unchanged")
            return null;

        JsonValue trusted = offer["trusted"];
        string changed = offer["state"].Text is "changed" ? $"This is not what was pinned before: either the server was changed, or somebody stands between.{Environment.NewLine}" : "";
        string details = string.Join(", ", trusted["details"].Items.Select(detail => detail.Text));
        string question = $"{changed}{offer["server"].Text} shows {trusted["kind"].Text} {trusted["fingerprint"].Text} {details}{Environment.NewLine}Compare it with what the operator of the server tells. Is it right?";
        try
        {
            // By default no: whoever presses Enter has compared nothing.
            bool yesToAll = false, noToAll = false;
            return ShouldContinue(question, $"Trust {offer["server"].Text}", hasSecurityImpact: true, ref yesToAll, ref noToAll) ? [trusted["fingerprint"].Text] : null;
        }
        catch (PSInvalidOperationException)
        {
            Warn($"{Name} is defined, and trusts nothing yet: nobody can be asked here", $"give {(isJump ? "-JumpTrust" : "-Trust")} {trusted["fingerprint"].Text} when that is right");
            return null;
        }
    }

    private JsonObject Definition()
    {
        JsonObject shared = new() { ["name"] = Name, ["kind"] = ParameterSetName.ToLowerInvariant(), ["verify"] = Verification(), ["throttle"] = Throttle(), ["appendOnly"] = AppendOnly ? true : null, ["ignoreClock"] = IgnoreClock ? true : null };
        return shared.With(ParameterSetName switch
        {
            SftpSet => SftpDefinition(),
            FtpSet => FtpDefinition(),
            _ => FolderDefinition(),
        });
    }

    private JsonObject FolderDefinition() => new()
    {
        ["path"] = Volume is null ? PathArguments.Whole(this, Folder) : Folder,
        ["volumes"] = Volume?.Select(VolumeDefinition).ToArray(),
        ["user"] = UserName ?? Credential?.UserName,
        ["password"] = PasswordFrom,
    };

    private JsonObject VolumeDefinition(string text)
    {
        int equals = text.IndexOf('=');
        int colon = text.IndexOf(':', equals + 1);
        string by = equals > 0 && colon > equals ? text.Substring(equals + 1, colon - equals - 1) : "";
        if (by is not ("serial" or "label"))
        {
            ThrowTerminatingError(ErrorRecords.Of(
                new PosBackupException("InvalidOption", $"'{text}' is no drive", "write it as 'stick A=serial:1A2B-3C4D' or 'stick B=label:POS-B'"), text));
        }

        return new() { ["name"] = text.Substring(0, equals), [by] = text.Substring(colon + 1), ["expectedEvery"] = SpanTransformationAttribute.Write(ExpectedEvery) };
    }

    private JsonObject SftpDefinition() => new JsonObject
    {
        ["path"] = RemotePath,
        ["jump"] = JumpHost is null ? null : Endpoint(JumpHost, JumpPort, JumpUserName ?? JumpCredential?.UserName, JumpPasswordFrom, JumpIdentityFile, JumpPassphraseFrom, JumpHostKey),
        ["connections"] = Connections,
        ["program"] = SshProgram,
        ["connectTimeout"] = SpanTransformationAttribute.Write(ConnectTimeout),
        ["stallTimeout"] = SpanTransformationAttribute.Write(StallTimeout),
    }.With(Endpoint(Sftp!, Port, UserName ?? Credential?.UserName, PasswordFrom, IdentityFile, PassphraseFrom, HostKey));

    private JsonObject Endpoint(string host, int? port, string? user, string? password, string? identityFile, string? passphrase, string[]? hostKeys) => new()
    {
        ["host"] = host,
        ["port"] = port,
        ["user"] = user,
        ["password"] = password,
        ["identityFile"] = PathArguments.Whole(this, identityFile),
        ["passphrase"] = passphrase,
        ["hostKeys"] = hostKeys,
    };

    private JsonObject FtpDefinition() => new()
    {
        ["host"] = Ftp,
        ["port"] = Port,
        ["user"] = UserName ?? Credential?.UserName,
        ["password"] = PasswordFrom ?? (Password(Credential) is null ? "prompt" : null),
        ["path"] = RemotePath,
        ["protection"] = Protection,
        ["allowPlaintext"] = AllowPlaintext ? true : null,
        ["certificatePins"] = CertificatePin,
        ["connectTimeout"] = SpanTransformationAttribute.Write(ConnectTimeout),
        ["stallTimeout"] = SpanTransformationAttribute.Write(StallTimeout),
    };

    private JsonObject? Verification() => VerifyDepth is null && WholeUpTo is null && Blocks is null && WholeWithin is null
        ? null
        : new() { ["depth"] = VerifyDepth, ["wholeUpTo"] = WholeUpTo?.ToString(CultureInfo.InvariantCulture), ["blocks"] = Blocks, ["wholeWithin"] = SpanTransformationAttribute.Write(WholeWithin) };

    private JsonObject? Throttle() => Rate is null && FullSpeed is null ? null : new() { ["rate"] = Rate?.ToString(CultureInfo.InvariantCulture), ["fullSpeed"] = FullSpeed };

    private static string? Password(PSCredential? credential) => credential is null || credential == PSCredential.Empty ? null : credential.GetNetworkCredential().Password;

    private static string? Plain(SecureString? secret) => secret is null ? null : Password(new PSCredential("secret", secret));
}
