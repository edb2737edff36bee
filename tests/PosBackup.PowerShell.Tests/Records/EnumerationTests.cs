using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PosBackup.PowerShell.Json;
using Assembly = System.Reflection.Assembly;

namespace PosBackup.PowerShell.Tests.Records;

/// <summary>Every word that the engine writes for an enumeration is a member of the module's, and the other way round.</summary>
public sealed class EnumerationTests
{
    private static readonly Assembly Engine = Assembly.Load("PosBackup.Engine");

    [Theory]
    [InlineData("Catalog.BackupKind", "Records.BackupKind")]
    [InlineData("Catalog.RecoveryModel", "Records.RecoveryModel")]
    [InlineData("Catalog.PageVerify", "Records.PageVerify")]
    [InlineData("Backups.DatabaseState", "Records.DatabaseState")]
    [InlineData("Catalog.RunOutcome", "Records.RunOutcome")]
    [InlineData("Catalog.MediaPresence", "Records.MediaPresence")]
    [InlineData("Catalog.MediaContainer", "Records.MediaContainer")]
    [InlineData("Catalog.DrillOutcome", "Records.DrillOutcome")]
    [InlineData("Catalog.AssertionOutcome", "Records.AssertionOutcome")]
    [InlineData("Catalog.Chains.SetObstacle", "Records.GapObstacle")]
    [InlineData("Backups.BackupMode", "Records.BackupMode")]
    [InlineData("Backups.CompressionMode", "Parameters.CompressionMode")]
    [InlineData("Backups.EncryptionAlgorithm", "Parameters.EncryptionAlgorithm")]
    [InlineData("Backups.PreflightOutcome", "Records.CheckOutcome")]
    [InlineData("Sql.ConnectionEncryption", "Parameters.ConnectionEncryption")]
    [InlineData("Media.Verdict", "Records.Verdict")]
    [InlineData("Media.VerificationLevel", "Records.VerificationLevel")]
    [InlineData("Media.FindingSeverity", "Records.FindingSeverity")]
    [InlineData("Restores.RestoreOutcome", "Records.RestoreOutcome")]
    [InlineData("Restores.RestoreStepKind", "Records.RestoreStepKind")]
    [InlineData("Restores.RestoreFinish", "Parameters.RestoreFinish")]
    [InlineData("Restores.TailLogChoice", "Parameters.TailLogChoice")]
    [InlineData("Drills.DrillMoment", "Records.DrillMoment")]
    [InlineData("Drills.Evidence.CheckDbOutcome", "Records.CheckDbOutcome")]
    [InlineData("Drills.Evidence.CleanUpOutcome", "Records.CleanUpOutcome")]
    [InlineData("Transfers.SyncOutcome", "Records.SyncOutcome")]
    [InlineData("Transfers.SyncAction", "Records.SyncAction")]
    [InlineData("Retention.RetentionOutcome", "Records.RetentionOutcome")]
    [InlineData("Retention.RemovalOutcome", "Records.RemovalOutcome")]
    [InlineData("Retention.SetTreatment", "Records.SetTreatment")]
    [InlineData("Targets.Trust.TrustLevel", "Records.TargetTrust")]
    [InlineData("Targets.Definitions.VerificationDepth", "Records.ProofDepth")]
    [InlineData("Targets.Definitions.FtpProtection", "Parameters.FtpProtection")]
    public void TheWordsAreTheEngines(string engines, string ours)
    {
        Type theirs = Engine.GetType($"PosBackup.Engine.{engines}", throwOnError: true)!;
        Type mine = typeof(EnumWord).Assembly.GetType($"PosBackup.PowerShell.{ours}", throwOnError: true)!;

        Assert.Equal(Enum.GetNames(theirs), Enum.GetNames(theirs).Select(name => EnumWord.Read(mine, WordOf(theirs, name)).ToString()));
        Assert.Equal(Enum.GetNames(theirs).Order(StringComparer.Ordinal), Enum.GetNames(mine).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OutcomesOfProbesAreChecksWithoutWarnings()
    {
        string[] words = Enum.GetNames(Engine.GetType("PosBackup.Engine.Targets.Probing.ProbeOutcome", throwOnError: true)!);

        Assert.All(words, word => EnumWord.Read(typeof(PosBackup.PowerShell.Records.CheckOutcome), word));
    }

    [Fact]
    public void AWordThatIsUnknownIsRefusedByName()
    {
        FormatException e = Assert.Throws<FormatException>(() => EnumWord.Read(typeof(PosBackup.PowerShell.Records.Verdict), "splendid"));

        Assert.Contains("'splendid' is no Verdict", e.Message, StringComparison.Ordinal);
    }

    private static string WordOf(Type type, string name) => type.GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(name);
}
