using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Transfers.Proving;

namespace PosBackup.Engine.Transfers.Uploading;

/// <summary>
/// Gives a proven file its name, and its manifest. What lies on the target after each step, wherever the power fails or the line dies for good:
/// <code>
/// after              file   its manifest   file's .part   manifest's .part
/// the proof          old    old            new            -
/// the put            old    old            new            new                the next run goes on with the part
/// the first rename   new    old            -              new                the old manifest does not fit; the part beside it does, and has the id of the content
/// the second         new    new            -              -                  the next run proves it anew where the catalog was not told
/// </code>
/// Old is nothing for a file that was not there. A file that grew has its new bytes under its name from the beginning, and its old manifest tells of those before them.
/// </summary>
internal sealed class Publication(UploadContext context, SyncItem item, UploadJournal journal)
{
    /// <summary>What it still has when it is cancelled between the renames: nobody is left with a manifest that is not of its file, nor waits for a dead line for ever.</summary>
    private static readonly TimeSpan OrderlyEnd = TimeSpan.FromSeconds(15);

    /// <summary>Whether the file may have its name already: the answer to a rename can be lost.</summary>
    public bool WasTried { get; private set; }

    /// <summary>Publishes; answers the record of the copy.</summary>
    /// <param name="at">Where the file lies.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="proof">That it is its source.</param>
    /// <param name="cancellationToken">Heeded before the first rename.</param>
    /// <exception cref="TargetException">Also when the file is not there afterwards; that does not pass.</exception>
    public async Task<BackupCopy> RunAsync(TargetPath at, string sha256, CopyProof proof, CancellationToken cancellationToken)
    {
        var record = new CopyRecord(context, item);
        TargetPath manifest = await record.PutManifestAsync(sha256, proof, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, context.Clock);
        using CancellationTokenRegistration ending = cancellationToken.Register(() => end.CancelAfter(OrderlyEnd));
        if (at != item.Path)
        {
            WasTried = true;
            await context.Target.RenameAsync(at, item.Path, end.Token).ConfigureAwait(false);
        }

        await record.PublishManifestAsync(manifest, end.Token).ConfigureAwait(false);
        journal.Remove();
        RequireThere(await context.Target.StatAsync(item.Path, end.Token).ConfigureAwait(false));
        return record.Of(sha256, proof, context.Clock.GetUtcNow(), wholeAt: null);
    }

    /// <summary>Sent again it would be taken away again: this is for a person to look into.</summary>
    private void RequireThere(TargetEntry? published)
    {
        string file = $"{item.Path} on {context.Target.Name}";
        if (published is null)
        {
            throw new TargetException(
                TargetFailure.Missing,
                $"{file} is gone right after it got its name: something there takes files away",
                "Look at the server for a drop box, the quarantine of a virus scanner or a filter of uploads, and have this folder left out.");
        }

        if (published.Length != item.Manifest.Media.Length)
        {
            throw new TargetException(
                TargetFailure.Unknown,
                string.Create(CultureInfo.InvariantCulture, $"{file} has {published.Length} bytes right after {item.Manifest.Media.Length} were proven and got their name: something there changes files"),
                "Look at the server for a quota, a filter of uploads, or somebody else who writes to that file.");
        }
    }
}
