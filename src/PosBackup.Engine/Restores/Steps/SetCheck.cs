using System.Globalization;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Statements;

namespace PosBackup.Engine.Restores.Steps;

/// <summary>
/// That the set at a position is the one that was planned, as the instance reads it: files are swapped, appended to and overwritten, and a
/// path may mean another file on the instance's machine. Each file is asked once, before the first of its sets is restored.
/// </summary>
internal sealed class SetCheck(SqlSession session)
{
    private readonly Dictionary<string, IReadOnlyList<BackupSet>> _read = new(StringComparer.Ordinal);

    /// <exception cref="PosBackupException">BackupSetNotFound: the instance sees no such file, or another set stands there.</exception>
    public async Task RequireAsync(RestoreStep step, CancellationToken cancellationToken)
    {
        if (step.Set is not { } set)
            return;

        foreach (SetFile file in step.Files)
            await RequireAsync(step, set, file.Path, cancellationToken).ConfigureAwait(false);
    }

    private async Task RequireAsync(RestoreStep step, BackupSet set, string file, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue(file, out IReadOnlyList<BackupSet>? sets))
            _read.Add(file, sets = await MediaHeaders.ReadSetsAsync(session, file, cancellationToken).ConfigureAwait(false));

        BackupSet? there = sets.FirstOrDefault(one => one.Position == step.Position);
        if (there?.SetGuid == set.SetGuid)
            return;

        string what = there is null ? "nothing" : string.Create(CultureInfo.InvariantCulture, $"the set {there.SetGuid} of {there.Database}, finished {there.FinishedAt}");
        throw new PosBackupException(
            ErrorCode.BackupSetNotFound,
            string.Create(CultureInfo.InvariantCulture, $"at position {step.Position} of {file} {session.Options.Instance} reads {what}, not the set {set.SetGuid} that was planned"),
            "Check that this machine and the instance's machine mean the same file by that path, and that nobody is writing to it; then plan again.");
    }
}
