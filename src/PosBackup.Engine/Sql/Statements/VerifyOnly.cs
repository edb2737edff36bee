using PosBackup.Engine.Sql.Errors;

namespace PosBackup.Engine.Sql.Statements;

/// <summary>RESTORE VERIFYONLY as a statement of our own: SMO's SqlVerify never sends CHECKSUM.</summary>
internal static class VerifyOnly
{
    private const int SetIsValid = 3262;

    /// <summary>Runs it; there is no limit of time, the instance reads the whole set.</summary>
    /// <exception cref="PosBackupException">BackupSetCorrupt and others: why it failed.</exception>
    public static Task RunAsync(InstanceOptions instance, IReadOnlyList<string> files, int position, bool checksum, CancellationToken cancellationToken)
    {
        string devices = string.Join(", ", files.Select(file => $"DISK = {SqlQuote.Text(file)}"));
        string text = $"RESTORE VERIFYONLY FROM {devices} WITH FILE = {position}, {(checksum ? "CHECKSUM" : "NO_CHECKSUM")}, NOUNLOAD;";
        LongStatement statement = LongStatement.Own($"RESTORE VERIFYONLY of set {position} in {string.Join(", ", files)}", StatementPurpose.Verify, text, SetIsValid);
        return new StatementRunner(TimeProvider.System).CompleteAsync(instance, statement, stallTimeout: null, cancellationToken);
    }
}
