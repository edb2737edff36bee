using PosBackup.Engine.Retention;

namespace PosBackup.Engine.Tests.Retention.Policies;

public sealed class RetentionPolicyRulesTests
{
    /// <summary>Each property just out of its range on both sides, and on its borders.</summary>
    public static TheoryData<string, string, RetentionPolicy> OutOfRange => new()
    {
        { "--window", "59m", new() { Window = TimeSpan.FromMinutes(59) } },
        { "--window", "87601h", new() { Window = TimeSpan.FromDays(3650) + TimeSpan.FromHours(1) } },
        { "--window", "3601s", new() { Window = TimeSpan.FromSeconds(3601) } },
        { "--keep-last", "-1", new() { KeepLast = -1 } },
        { "--keep-last", "10001", new() { KeepLast = 10_001 } },
        { "--daily", "10001", new() { Daily = 10_001 } },
        { "--weekly", "-1", new() { Weekly = -1 } },
        { "--monthly", "2147483647", new() { Monthly = int.MaxValue } },
        { "--yearly", "1001", new() { Yearly = 1001 } },
        { "--minimum-chains", "0", new() { MinimumChains = 0 } },
        { "--minimum-chains", "1001", new() { MinimumChains = 1001 } },
        { "--max-age", "23h", new() { MaximumAge = TimeSpan.FromHours(23) } },
        { "--max-age", "36501d", new() { MaximumAge = TimeSpan.FromDays(36_501) } },
        { "--dropped-grace", "-1d", new() { DroppedGrace = TimeSpan.FromDays(-1) } },
        { "--dropped-grace", "23h", new() { DroppedGrace = TimeSpan.FromHours(23) } },
        { "--dropped-grace", "3651d", new() { DroppedGrace = TimeSpan.FromDays(3651) } },
        { "--copies", "11", new() { Copies = 11 } },
        { "--copies-within", "0d", new() { CopiesProvenWithin = TimeSpan.Zero } },
        { "--copies-within", "366d", new() { CopiesProvenWithin = TimeSpan.FromDays(366) } },
        { "--copy-only", "7", new() { CopyOnly = (SetTreatment)7 } },
        { "--foreign", "7", new() { Foreign = (SetTreatment)7 } },
        { "--max-delete", "0", new() { MaximumDelete = 0 } },
        { "--max-delete", "1.5", new() { MaximumDelete = 1.5 } },
        { "--max-delete", "NaN", new() { MaximumDelete = double.NaN } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void AValueOutOfRange_IsToldWithItsOption(string option, string value, RetentionPolicy policy)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(policy.Validate);
        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains($"({option}) is {value}: it must be ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheBordersAndTheDefaults_AreInRange()
    {
        new RetentionPolicy().Validate();
        new RetentionPolicy
        {
            Window = TimeSpan.FromHours(1),
            MaximumAge = TimeSpan.FromDays(1),
            DroppedGrace = TimeSpan.FromDays(1),
            Copies = 0,
            CopiesProvenWithin = TimeSpan.FromHours(1),
            MaximumDelete = 0.0001,
        }.Validate();
        new RetentionPolicy
        {
            Window = TimeSpan.FromDays(3650),
            KeepLast = 10_000,
            Daily = 10_000,
            Weekly = 10_000,
            Monthly = 10_000,
            Yearly = 1000,
            MinimumChains = 1000,
            MaximumAge = TimeSpan.FromDays(36_500),
            DroppedGrace = TimeSpan.FromDays(3650),
            Copies = 10,
            CopiesProvenWithin = TimeSpan.FromDays(365),
            MaximumDelete = 1,
        }.Validate();
    }

    [Fact]
    public void AllThatIsOutOfRange_IsToldAtOnce()
    {
        string message = Assert.Throws<PosBackupException>(new RetentionPolicy { Daily = -1, Copies = -2 }.Validate).Message;
        Assert.Equal("daily (--daily) is -1: it must be 0 to 10000; copies (--copies) is -2: it must be 0 to 10", message);
    }
}
