using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;
using PosBackup.Engine.Progress;
using PosBackup.SqlStandIn.Backups.Listing;
using PosBackup.SqlStandIn.Backups.Statements;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Restoring;

/// <summary>RESTORE VERIFYONLY: reads the media through the engine's verifier, and judges of one set what a server would.</summary>
internal static class SetVerification
{
    public static async Task RunAsync(
        RestoreRequest request, Instance instance, SessionState session, ITdsResponse response, CancellationToken cancellationToken)
    {
        OpenedMedia media = await OpenedMedia.OpenAsync(request.Devices, cancellationToken);
        media.RequireName(request.MediaName);
        media.RequireWhole();
        BackupSet set = media.SetAt(request.Position ?? 1);
        if (request.Checksum == true && !set.HasChecksum)
            throw RestoreErrors.NoChecksums();

        var conversation = new Conversation(response, session, request.Verb.Command, request.Stats ?? 0, instance, set.Database);
        await conversation.ProgressAsync(0, total: 1, cancellationToken);
        VerificationReport report = await MediaVerifier.VerifyAsync(
            [.. request.Devices.Select(device => device.Path)],
            new VerifyOptions { Sha256 = false },
            new LiveProgress(conversation, cancellationToken),
            cancellationToken);

        bool checksums = set.HasChecksum && request.Checksum != false;
        if (DamageOf(report, set, checksums) is { } damage)
            throw Refusal(damage, media);
        if (request.LoadHistory)
            await new RestoreRecord(request, instance, session).WriteAsync(set, media, facts: null);
        await conversation.SayAsync(3262, FormattableString.Invariant($"The backup set on file {set.Position} is valid."));
    }

    /// <summary>
    /// The first finding that a server would stumble on. Without a backup checksum it looks at no page; our own verifier does, so that
    /// what it finds there is passed over here.
    /// </summary>
    private static Finding? DamageOf(VerificationReport report, BackupSet set, bool checksums) => report.Findings.FirstOrDefault(finding =>
        finding.Severity == FindingSeverity.Error
        && (finding.Position is null || finding.Position == set.Position)
        && (checksums || !IsOfContents(finding.Code)));

    private static bool IsOfContents(FindingCode code) => code
        is FindingCode.PageChecksumMismatch
        or FindingCode.PageTorn
        or FindingCode.LogBlockChecksumMismatch
        or FindingCode.BackupChecksumMismatch
        or FindingCode.PaddingNotZero;

    private static SqlErrorException Refusal(Finding damage, OpenedMedia media)
    {
        string device = media.Devices.FirstOrDefault(one => string.Equals(one.Path, damage.Path, StringComparison.Ordinal))?.Name ?? media.Devices[0].Name;
        return MediaDamage.Refusal(damage.Code, device);
    }

    // The verifier works on a thread of its own and must not run ahead of what the client was told.
    private sealed class LiveProgress(Conversation conversation, CancellationToken cancellationToken) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value)
        {
#pragma warning disable VSTHRD002 // The thread is the verifier's; waiting is the point.
            conversation.ProgressAsync(value.BytesDone ?? 0, value.BytesTotal ?? 0, cancellationToken).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        }
    }
}
