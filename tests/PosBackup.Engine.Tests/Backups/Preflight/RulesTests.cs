using PosBackup.Engine.Backups;
using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Preflight;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Tests.Backups.Preflight;

public sealed class RulesTests
{
    private static readonly InstanceFacts Instance = new()
    {
        Name = @"TILL1\POS",
        Machine = "TILL1",
        InstanceName = "POS",
        Version = new Version(16, 0, 1000, 6),
        Edition = "Express Edition (64-bit)",
        Collation = "Chinese_PRC_CI_AS",
        Login = "sa",
    };

    private static readonly BackupOptions Options = new() { Instance = new InstanceOptions { Instance = "TILL1" }, Databases = ["Shop"] };

    [Theory]
    [InlineData(100L << 20, false, 1L << 30, PreflightOutcome.Passed)]
    [InlineData(1L << 30, false, 1L << 30, PreflightOutcome.Failed)]
    [InlineData(1L << 30, true, 1L << 30, PreflightOutcome.Warned)]
    public void Space_IsRefusedOnlyWhenItSurelyIsTooLittle(long needed, bool isCeiling, long free, PreflightOutcome outcome) =>
        Assert.Equal(outcome, SpaceRules.Check("/backup", free, new SpaceEstimate(needed, isCeiling)).Outcome);

    [Fact]
    public void Space_IsNotCheckedWhenNobodyTells()
    {
        Assert.Equal(PreflightOutcome.NotChecked, SpaceRules.Check("/backup", freeBytes: null, new SpaceEstimate(1, IsCeiling: false)).Outcome);
        Assert.Equal(PreflightOutcome.NotChecked, SpaceRules.Check("/backup", 1 << 30, estimate: null).Outcome);
    }

    [Fact]
    public void Compressed_TakesTheRatioOfTheLastSet()
    {
        Assert.Equal(new SpaceEstimate(25, IsCeiling: false), SpaceEstimator.Compressed(new SpaceEstimate(100, IsCeiling: false), new SetSize(400, 100)));
        Assert.Equal(new SpaceEstimate(100, IsCeiling: true), SpaceEstimator.Compressed(new SpaceEstimate(100, IsCeiling: false), last: null));
    }

    [Fact]
    public void Certificate_MustBeThereWithItsKeyAndValid()
    {
        var good = new CertificateRow("BackupCert", HasPrivateKey: true, ExpiresAt: new DateTime(2030, 1, 1), KeyBackedUpAt: new DateTime(2026, 1, 1));

        Assert.Equal(PreflightOutcome.Passed, CertificateRules.Check("BackupCert", good, Some.Now).Outcome);
        Assert.Equal(PreflightOutcome.Failed, CertificateRules.Check("BackupCert", certificate: null, Some.Now).Outcome);
        Assert.Equal(PreflightOutcome.Failed, CertificateRules.Check("BackupCert", good with { HasPrivateKey = false }, Some.Now).Outcome);
        Assert.Equal(PreflightOutcome.Failed, CertificateRules.Check("BackupCert", good with { ExpiresAt = new DateTime(2026, 1, 1) }, Some.Now).Outcome);
    }

    [Fact]
    public void Certificate_WarnsWhenItsKeyWasNeverBackedUp() => Assert.Equal(
        PreflightOutcome.Warned,
        CertificateRules.Check("BackupCert", new CertificateRow("BackupCert", HasPrivateKey: true, ExpiresAt: null, KeyBackedUpAt: null), Some.Now).Outcome);

    [Fact]
    public void Probe_NamesAccountFolderAndTheLineToRun()
    {
        var probe = new ProbeResult { CanWrite = false, Error = new PosBackupException(ErrorCode.FolderNotWritable, "Operating system error 5(Access is denied.).", "Give the right."), Database = "model" };

        PreflightCheck check = Check(probe, Options)[0];

        Assert.Equal((PreflightOutcome.Failed, ErrorCode.FolderNotWritable), (check.Outcome, check.Code));
        Assert.Contains(@"NT SERVICE\MSSQL$POS", check.Message, StringComparison.Ordinal);
        Assert.Contains(@"D:\backup", check.Message, StringComparison.Ordinal);
        Assert.Contains(@"icacls ""D:\backup"" /grant ""NT SERVICE\MSSQL$POS:(OI)(CI)M""", check.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Probe_SaysThatAnAccountIsGuessed()
    {
        var probe = new ProbeResult { CanWrite = true, Database = "model" };

        Assert.Contains("a guess", Check(probe, Options, isGuess: true)[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a guess", Check(probe, Options)[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Probe_IsNotCheckedWhenSomebodyElseIsAtTheSameDatabase()
    {
        var probe = new ProbeResult { Error = new PosBackupException(ErrorCode.Busy, "must be serialized"), Database = "model" };

        Assert.DoesNotContain(Check(probe, Options), check => check.Outcome == PreflightOutcome.Failed);
        Assert.Equal((PreflightOutcome.NotChecked, ErrorCode.Busy), (Check(probe, Options)[0].Outcome, Check(probe, Options)[0].Code));
    }

    [Fact]
    public void Probe_IsNotCheckedWhenTheLoginMayBackUpNothing()
    {
        var probe = new ProbeResult { Error = new PosBackupException(ErrorCode.InstanceAccessDenied, "BACKUP DATABASE permission denied in database 'model'.") };

        Assert.Equal(PreflightOutcome.NotChecked, Check(probe, Options)[0].Outcome);
    }

    [Fact]
    public void Probe_ThatWroteNothingSaysSo()
    {
        PreflightCheck check = Check(new ProbeResult { CanCompress = true }, Options)[0];

        Assert.Equal(PreflightOutcome.NotChecked, check.Outcome);
        Assert.Contains("nothing was written", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Probe_FailsWhenCompressionIsDemandedAndTheInstanceCannot()
    {
        var probe = new ProbeResult { CanWrite = true, CanCompress = false, Visible = true, Database = "model" };

        Assert.Contains(Check(probe, Options with { Compression = CompressionMode.On }), check => check.Code == ErrorCode.NotSupportedByEdition);
        Assert.DoesNotContain(Check(probe, Options), check => check.Outcome == PreflightOutcome.Failed);
    }

    [Fact]
    public void Probe_WarnsWhenThisMachineDoesNotSeeTheFile() => Assert.Contains(
        Check(new ProbeResult { CanWrite = true, CanCompress = true, Visible = false, Database = "model" }, Options),
        check => check is { Subject: PreflightSubject.Visibility, Outcome: PreflightOutcome.Warned });

    [Fact]
    public void IsOn_ComparesMachinesAsNetBiosDoes()
    {
        Assert.True(Instance.IsOn("till1.shop.local"));
        Assert.True((Instance with { Machine = "VERYLONGMACHINE" }).IsOn("verylongmachinename"));
        Assert.False(Instance.IsOn("TILL2"));
    }

    private static PreflightCheck[] Check(ProbeResult probe, BackupOptions options, bool isGuess = false) => [.. ProbeRules.Check(probe, @"D:\backup", new ServiceAccount(@"NT SERVICE\MSSQL$POS", isGuess), Instance, options)];
}
