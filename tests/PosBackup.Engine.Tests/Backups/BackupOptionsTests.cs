using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;

namespace PosBackup.Engine.Tests.Backups;

public sealed class BackupOptionsTests
{
    private static readonly BackupOptions Good = new() { Instance = new InstanceOptions { Instance = @"TILL\POS" }, Databases = ["Shop"] };

    [Fact]
    public void Validate_TakesTheDefaults() => Good.Validate();

    [Fact]
    public void Validate_TakesEveryLimit() => (Good with
    {
        Stripes = 64,
        BlockSize = 65536,
        BufferCount = 1024,
        MaxTransferSize = 4194304,
        RetainDays = 99999,
        Name = new string('n', 128),
        Description = new string('d', 200),
        StallTimeout = TimeSpan.FromSeconds(10),
        Parallelism = 16,
        Caps = new MediaCaps { Sets = 1, Bytes = 1 << 20, Age = TimeSpan.FromMinutes(1) },
    }).Validate();

    public static TheoryData<string, BackupOptions> Bad => new()
    {
        { "no database", Good with { Databases = [] } },
        { "a database name is empty", Good with { Databases = [""] } },
        { "kind File", Good with { Kind = BackupKind.File } },
        { "copy-only", Good with { Kind = BackupKind.Differential, CopyOnly = true } },
        { "stripes 0", Good with { Stripes = 0 } },
        { "stripes 65", Good with { Stripes = 65 } },
        { "2 stripes", Good with { Mode = BackupMode.Overwrite, Stripes = 2 } },
        { "folder is empty", Good with { Folder = " " } },
        { "media file is empty", Good with { MediaFile = "" } },
        { "a folder and a media file", Good with { Folder = "/a", MediaFile = "/a/b.bak" } },
        { "certificate is not named", Good with { Encryption = new BackupEncryption("") } },
        { "block size 1000", Good with { BlockSize = 1000 } },
        { "block size 131072", Good with { BlockSize = 131072 } },
        { "maximum transfer size 65535", Good with { MaxTransferSize = 65535 } },
        { "maximum transfer size 4259840", Good with { MaxTransferSize = 4259840 } },
        { "buffer count 0", Good with { BufferCount = 0 } },
        { "retain days 0", Good with { RetainDays = 0 } },
        { "name has 129", Good with { Name = new string('n', 129) } },
        { "description has 201", Good with { Description = new string('d', 201) } },
        { "control character", Good with { Name = "a\nb" } },
        { "stall timeout", Good with { StallTimeout = TimeSpan.FromSeconds(9) } },
        { "parallelism 17", Good with { Parallelism = 17 } },
        { "cap of 0 sets", Good with { Caps = new MediaCaps { Sets = 0 } } },
        { "cap of 1 byte ", Good with { Caps = new MediaCaps { Bytes = 1 } } },
        { "cap of 00:00:59 age", Good with { Caps = new MediaCaps { Age = TimeSpan.FromSeconds(59) } } },
        { "instance is not named", Good with { Instance = new InstanceOptions { Instance = "" } } },
        { "user and password", Good with { Instance = new InstanceOptions { Instance = "TILL", User = "sa" } } },
        { "connect timeout", Good with { Instance = new InstanceOptions { Instance = "TILL", ConnectTimeout = TimeSpan.Zero } } },
        { "strict encryption", Good with { Instance = new InstanceOptions { Instance = "TILL", Encryption = ConnectionEncryption.Strict, TrustServerCertificate = true } } },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Validate_NamesWhatIsWrongAndWhatIsRight(string what, BackupOptions options)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(options.Validate);

        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.Hint));
    }
}
