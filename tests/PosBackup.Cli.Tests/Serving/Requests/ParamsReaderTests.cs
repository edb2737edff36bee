using System.Text.Json;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Serving.Wire;
using PosBackup.Engine.Backups;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Retention.Policies;
using PosBackup.Engine.Sql;

namespace PosBackup.Cli.Tests.Serving.Requests;

public sealed class ParamsReaderTests
{
    [Theory]
    [InlineData("{}", null, false)]
    [InlineData("""{ "windowSeconds": 3600 }""", 3600.0, true)]
    [InlineData("""{ "windowSeconds": "none" }""", null, true)]
    public void ALimit_IsSeconds_OrNone_OrNotSpokenOf(string terms, double? seconds, bool isSaid)
    {
        RetentionTerms read = ParamsReader.Read(JsonDocument.Parse($$"""{ "terms": {{terms}} }""").RootElement, ServeJson.Default.ExpireParams).ToRequest().Terms;

        Assert.Equal(isSaid, read.Window is not null);
        Assert.Equal(seconds, read.Window?.Span?.TotalSeconds);
    }

    [Fact]
    public void ALimit_HasNoOtherWord() =>
        Assert.Throws<RpcException>(() => ParamsReader.Read(JsonDocument.Parse("""{ "terms": { "maxAgeSeconds": "never" } }""").RootElement, ServeJson.Default.ExpireParams));

    [Fact]
    public void EveryProperty_BecomesItsOption()
    {
        BackupOptions options = Read("""
            { "instance": { "name": "TILL1\\SQLEXPRESS", "user": "sa", "password": "S3cret", "trustServerCertificate": true, "encrypt": "optional", "connectTimeoutSeconds": 2.5 },
              "databases": ["Shop*", "收銀"], "exclude": ["Old"], "systemDatabases": true, "kind": "log", "copyOnly": true, "folder": "D:\\B", "mode": "append", "maxSets": 3, "maxSizeBytes": 9000000000,
              "maxAgeSeconds": 60, "stripes": 4, "compression": "on", "noChecksum": true, "noVerify": true, "verifyOnInstance": true, "name": "n", "description": "d", "retainDays": 7, "blockSize": 512,
              "bufferCount": 9, "maxTransferSize": 65536, "encryptionCertificate": "c", "encryptionAlgorithm": "aes128", "stallTimeoutSeconds": 11, "parallelism": 2, "catalog": "x" }
            """);
        Assert.Equal("S3cret", options.Instance.Password!.Reveal());
        Assert.Equal(
            new BackupOptions
            {
                Instance = new InstanceOptions { Instance = @"TILL1\SQLEXPRESS", User = "sa", Password = options.Instance.Password, TrustServerCertificate = true, Encryption = ConnectionEncryption.Optional, ConnectTimeout = TimeSpan.FromSeconds(2.5) },
                Databases = options.Databases,
                Exclude = options.Exclude,
                SystemDatabases = true,
                Kind = BackupKind.Log,
                CopyOnly = true,
                Folder = @"D:\B",
                Mode = BackupMode.Append,
                Caps = new MediaCaps { Sets = 3, Bytes = 9_000_000_000, Age = TimeSpan.FromMinutes(1) },
                Stripes = 4,
                Compression = CompressionMode.On,
                Encryption = new BackupEncryption("c", EncryptionAlgorithm.Aes128),
                Checksum = false,
                Verify = false,
                VerifyOnInstance = true,
                Name = "n",
                Description = "d",
                RetainDays = 7,
                BlockSize = 512,
                BufferCount = 9,
                MaxTransferSize = 65536,
                StallTimeout = TimeSpan.FromSeconds(11),
                Parallelism = 2,
            },
            options);
        Assert.Equal(["Shop*", "收銀"], options.Databases);
        Assert.Equal(["Old"], options.Exclude);
    }

    [Theory]
    [InlineData("""{ "instance": { "name": "." } }""")]
    [InlineData("""{ "instance": { "name": ".", "user": null, "encrypt": null }, "kind": null, "maxSets": null, "noVerify": null, "stallTimeoutSeconds": null, "databases": null }""")]
    public void AbsentAndNull_AreTheDefault(string json) => Assert.Equal(new BackupOptions { Instance = new InstanceOptions { Instance = "." } }, Read(json));

    [Theory]
    [InlineData("""[]""", "'params' must be an object")]
    [InlineData("""{}""", "'instance' is missing")]
    [InlineData("""{ "instance": {} }""", "'instance.name' is missing")]
    [InlineData("""{ "instance": { "name": "." }, "databse": ["S3cret"] }""", "'databse'")]
    [InlineData("""{ "instance": { "name": ".", "pasword": "S3cret" } }""", "'instance.pasword'")]
    [InlineData("""{ "instance": { "name": ".", "password": { "S3cret": 1 } } }""", "'instance.password'")]
    [InlineData("""{ "instance": { "name": ".", "password": 12345678 } }""", "'instance.password'")]
    [InlineData("""{ "instance": { "name": ".", "password": "S3cret", "password": "S3cret" } }""", "'instance.password'")]
    [InlineData("""{ "instance": { "name": ".", "password": "S3cret\ud800" } }""", "'instance.password'")]
    [InlineData("""{ "instance": { "name": ".", "connectTimeoutSeconds": "S3cret" } }""", "'instance.connectTimeoutSeconds'")]
    [InlineData("""{ "instance": { "name": ".", "connectTimeoutSeconds": 1e300 } }""", "'instance.connectTimeoutSeconds'")]
    [InlineData("""{ "instance": "S3cret" }""", "'instance'")]
    [InlineData("""{ "instance": { "name": "." }, "kind": "S3cret" }""", "'kind'")]
    [InlineData("""{ "instance": { "name": "." }, "kind": "Full" }""", "'kind'")]
    [InlineData("""{ "instance": { "name": "." }, "kind": 0 }""", "'kind'")]
    [InlineData("""{ "instance": { "name": "." }, "kind": "full, log" }""", "'kind'")]
    [InlineData("""{ "instance": { "name": "." }, "databases": ["a", 12345678] }""", "'databases[1]'")]
    [InlineData("""{ "instance": { "name": "." }, "maxSets": 99999999999 }""", "'maxSets'")]
    [InlineData("""{ "instance": { "name": "." }, "maxSets": "3" }""", "'maxSets'")]
    [InlineData("""{ "instance": { "name": "." }, "maxSets": 3 }""", "'maxSets' is for 'mode' append")]
    [InlineData("""{ "instance": { "name": "." }, "mode": "overwrite", "maxSizeBytes": 9000000 }""", "'maxSizeBytes' is for 'mode' append")]
    [InlineData("""{ "instance": { "name": "." }, "maxAgeSeconds": 90 }""", "'maxAgeSeconds' is for 'mode' append")]
    [InlineData("""{ "instance": { "name": "." }, "folder": "S3cret\u0000" }""", "'folder'")]
    [InlineData("""{ "instance": { "name": "." }, "approved": [null] }""", "'approved[0]' is null")]
    [InlineData("""{ "instance": { "name": "." }, "databases": ["a", null] }""", "'databases[1]' is null")]
    [InlineData("""{ "instance": { "name": "." }, "catalog": "" }""", "'catalog' is empty")]
    [InlineData("""{ "instance": { "name": ".", "serverCertificate": "" } }""", "'instance.serverCertificate' is empty")]
    [InlineData("""{ "instance": { "name": "." }, "S3cret word": 1 }""", "of that name")]
    [InlineData("""{ "instance": { "name": "." }, "\ud800": 1 }""", "of that name")]
    public void WhatIsWrong_IsNamed_AndNoValueIsRepeated(string json, string told)
    {
        RpcException error = Assert.Throws<RpcException>(() => Read(json));
        Assert.Equal((-32602, "invalidOption"), (error.Error.Code, error.Error.Name));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.Error.Hint), "nobody is told what to do");
        Assert.DoesNotContain("S3cret", error.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("12345678", error.Error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Nobody types a secret where a time zone, a moment or a position of the log is asked for.</summary>
    [Theory]
    [InlineData("""{ "timeZone": "Mars/Base" }""", "'timeZone' is no time zone that this machine knows: Mars/Base", "Asia/Shanghai")]
    [InlineData("""{ "database": "S\ud800" }""", "'database' is no Unicode: half of a surrogate pair stands alone in it", "take it out")]
    [InlineData("""{ "database": "S\u0000" }""", "'database' holds the character NUL", "take it out")]
    [InlineData("""{ "database": 5 }""", "'database' is there twice, or has a value of the wrong type or out of its range", "once")]
    [InlineData("""{ "instance": { "name": "." }, "database": "S", "moment": { "kind": "lsn", "lsn": "x:1" } }""", "'moment.lsn' is no LSN: x:1", "31000000028800001")]
    [InlineData("""{ "instance": { "name": "." }, "database": "S", "moment": { "kind": "time", "time": "noon" } }""", "'moment.time' is no time to the second: noon", "2026-03-01")]
    [InlineData("""{ "instance": { "name": "." }, "database": "S", "moment": { "kind": "mark", "mark": "m", "after": "noon" } }""", "'moment.after' is no time by the clock of the instance: noon", "without an offset")]
    [InlineData("""{ "instance": { "name": "." }, "database": "S", "moment": { "kind": "latest", "mark": "m" } }""", "'moment.mark' is for 'moment.kind' mark", "leave it out")]
    public void WhatIsWrong_IsToldWithItsValueWhereThatIsNoSecret_AndWithWhatToDo(string json, string message, string hint)
    {
        RpcException error = Assert.Throws<RpcException>(() => ParamsReader.Read(JsonDocument.Parse(json).RootElement, ServeJson.Default.RestoreRunParams).ToOptions());

        Assert.Equal(message, error.Message);
        Assert.Contains(hint, error.Error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyPathAmongOthers_IsNamed() => Assert.Contains(
        "'paths[1]' is empty",
        Assert.Throws<RpcException>(() => ParamsReader.Read(JsonDocument.Parse("""{ "paths": ["D:\\a.bak", ""] }""").RootElement, ServeJson.Default.VerifyParams)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void NullAmongApprovedFiles_IsNamed() => Assert.Contains(
        "'approved[0]' is null",
        Assert.Throws<RpcException>(() => ParamsReader.Read(JsonDocument.Parse("""{ "approved": [null] }""").RootElement, ServeJson.Default.SyncRunParams)).Message,
        StringComparison.Ordinal);

    private static BackupOptions Read(string json) => ParamsReader.Read(JsonDocument.Parse(json).RootElement, ServeJson.Default.BackupRunParams).ToOptions();
}
