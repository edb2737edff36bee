using System.Security.Cryptography;
using System.Text;
using PosBackup.Engine.Files;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Transfers.Journal;

/// <summary>The journals of uploads under way, one file for each target and file.</summary>
internal sealed class TransferJournals(string folder, string target, string medium)
{
    private const int HashDigits = 16;

    /// <summary>The journal of what is called so on the target while it is on its way.</summary>
    public JournalFile<TransferJournal> Of(TargetPath part)
    {
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{medium}/{part}")))[..HashDigits];
        return new JournalFile<TransferJournal>(
            Path.Combine(folder, $"{FileNameText.Of(target.ToUpperInvariant())}_{key}.transfer.json"), "the journal of an upload", "Delete it: it only tells what was sent; the upload is resumed by what is on the target.");
    }

    /// <summary>One run at a time for each target.</summary>
    /// <exception cref="PosBackupException">Busy: another run ships there. FileAccess: the folder cannot be made.</exception>
    public FolderLock Lock()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"the folder {folder}, where uploads under way are remembered, cannot be made: {e.Message}", "Name another folder for them.", e);
        }

        FolderLock gate = FolderLock.TryTake(folder, FileNameText.Of(target.ToUpperInvariant()) + ".transfer")
            ?? throw new PosBackupException(ErrorCode.Busy, $"another run is shipping to {target}", "Wait until it is over.");
        return gate.IsHeld ? gate : throw new PosBackupException(ErrorCode.FileAccess, $"the folder {folder}, where uploads under way are remembered, takes no file of this account", "Name another folder for them.");
    }
}
