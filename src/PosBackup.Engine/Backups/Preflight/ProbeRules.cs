using PosBackup.Engine.Backups.Planning;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>What a probe says, as checks of the report.</summary>
internal static class ProbeRules
{
    public static IEnumerable<PreflightCheck> Check(ProbeResult probe, string folder, ServiceAccount account, InstanceFacts instance, BackupOptions options)
    {
        yield return Write(probe, folder, account, instance);
        if (probe.Visible is { } visible)
            yield return Visibility(visible, folder, instance);

        if (probe.CanWrite != false)
            yield return Compression(probe, options, instance);

        if (probe.LeftBehind is { } file)
        {
            yield return new PreflightCheck(
                PreflightSubject.Write, PreflightOutcome.Warned, ErrorCode.FileAccess, $"the probe {file} could not be deleted", "Delete it; this account lacks the right to, and the login is no sysadmin.");
        }
    }

    private static PreflightCheck Write(ProbeResult probe, string folder, ServiceAccount account, InstanceFacts instance)
    {
        if (probe.CanWrite == true)
            return new PreflightCheck(PreflightSubject.Write, PreflightOutcome.Passed, ErrorCode.None, $"{account.Told} can write to {folder}: a backup of {probe.Database} was made there and deleted");

        if (probe.Error is { Code: ErrorCode.Busy })
        {
            return new PreflightCheck(
                PreflightSubject.Write,
                PreflightOutcome.NotChecked,
                ErrorCode.Busy,
                $"whether {account.Told} can write to {folder} was not checked: somebody else backs up {probe.Database}, or restores it, all the time");
        }

        if (probe.Error is not { } error)
            return new PreflightCheck(PreflightSubject.Write, PreflightOutcome.NotChecked, ErrorCode.None, $"whether {account.Told} can write to {folder} was not tried: nothing was written");

        if (error.Code == ErrorCode.InstanceAccessDenied)
        {
            return new PreflightCheck(
                PreflightSubject.Write,
                PreflightOutcome.NotChecked,
                ErrorCode.None,
                $"whether {account.Told} can write to {folder} was not checked: the login may back up no small database to try with");
        }

        return error.Code == ErrorCode.FolderNotWritable
            ? new PreflightCheck(
                PreflightSubject.Write,
                PreflightOutcome.Failed,
                error.Code,
                $"{account.Told}, the account of {instance.Name}, cannot write to {folder}: {error.Message}",
                $"{error.Hint} {FolderGrant.Hint(folder, account.Name, instance.Machine)}")
            : new PreflightCheck(PreflightSubject.Write, PreflightOutcome.Failed, error.Code, error.Message, error.Hint);
    }

    private static PreflightCheck Visibility(bool visible, string folder, InstanceFacts instance) => visible
        ? new PreflightCheck(PreflightSubject.Visibility, PreflightOutcome.Passed, ErrorCode.None, $"this machine sees what {instance.Name} writes to {folder}")
        : new PreflightCheck(
            PreflightSubject.Visibility,
            PreflightOutcome.Warned,
            ErrorCode.None,
            $"this machine does not see what {instance.Name} writes to {folder}: sets are checked by the instance only (VERIFYONLY), and no manifests are written",
            "Run this program on the instance's machine, or use a folder that both reach by the same path.");

    private static PreflightCheck Compression(ProbeResult probe, BackupOptions options, InstanceFacts instance) => (options.Compression, probe.CanCompress) switch
    {
        (CompressionMode.Off, _) => new PreflightCheck(PreflightSubject.Compression, PreflightOutcome.Passed, ErrorCode.None, "compression is switched off"),
        (_, true) => new PreflightCheck(PreflightSubject.Compression, PreflightOutcome.Passed, ErrorCode.None, $"{instance.Name} compresses backups"),
        (_, null) => new PreflightCheck(
            PreflightSubject.Compression,
            options.Compression == CompressionMode.Auto ? PreflightOutcome.Warned : PreflightOutcome.NotChecked,
            ErrorCode.None,
            $"whether {instance.Name} compresses backups was not tried{(options.Compression == CompressionMode.Auto ? "; they will be plain" : "")}"),
        (CompressionMode.On, _) => new PreflightCheck(
            PreflightSubject.Compression,
            PreflightOutcome.Failed,
            ErrorCode.NotSupportedByEdition,
            $"{instance.Name} ({instance.Edition}) does not compress backups",
            "Leave compression to auto."),
        _ => new PreflightCheck(PreflightSubject.Compression, PreflightOutcome.Passed, ErrorCode.None, $"{instance.Name} does not compress backups; they will be plain"),
    };
}
