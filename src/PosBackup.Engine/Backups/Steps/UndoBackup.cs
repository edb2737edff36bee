using PosBackup.Engine.Backups.Placement;
using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Backups.Steps;

/// <summary>Leaves the folder as it was when a backup fails or is cancelled: new files go, appended media get their old end back.</summary>
internal sealed class UndoBackup(RunContext run, SqlSession session)
{
    /// <summary>Undoes; what could not be undone is told. Not cancellable: it is what follows a cancellation.</summary>
    /// <param name="media">Where the set was to go.</param>
    /// <param name="guard">The end that appended media had; null when this machine does not see it.</param>
    /// <param name="isRefused">Whether the instance refused, or was never asked, before it wrote anything.</param>
    public async Task<IReadOnlyList<BackupNote>> RunAsync(MediaPlan media, AppendGuard? guard, bool isRefused)
    {
        if (isRefused && media.Placing == Placing.Init)
            return [];

        if (media.Placing == Placing.Append && guard is null)
            return isRefused ? [] : [new BackupNote(ErrorCode.BackupFailed, $"{media.Files[0]} may end with a part of a set now: this machine does not see it and could not cut it off", "The sets before it are untouched, and the next backup begins a new file when the part is there.")];

        if (media.Placing == Placing.Append)
            return Notes(await guard!.RestoreAsync(CancellationToken.None).ConfigureAwait(false), "Take the next backup to a new file, and verify this one.");

        if (media.Placing == Placing.Init)
            return [new BackupNote(ErrorCode.BackupFailed, $"{media.Files[0]} was being overwritten and holds no whole backup now", "Take the backup again at once.")];

        var problems = new List<string>();
        foreach (string file in media.Written)
        {
            bool mayExist = !run.Visible || File.Exists(file);
            bool isTold = !isRefused || run.Visible;
            if (mayExist && !await Leftovers.RemoveAsync(session, file, CancellationToken.None).ConfigureAwait(false) && isTold)
                problems.Add(run.Visible ? $"the partial file {file} could not be deleted" : $"whether a partial file {file} is left could not be seen, and nothing could be deleted");
        }

        return Notes(problems, run.Visible ? "Delete it by hand." : "Delete it by hand, if it exists.");
    }

    private static BackupNote[] Notes(IReadOnlyList<string> problems, string hint) => [.. problems.Select(problem => new BackupNote(ErrorCode.FileAccess, problem, hint))];
}
