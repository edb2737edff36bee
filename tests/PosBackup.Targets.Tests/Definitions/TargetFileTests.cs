using System.Text;
using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Targets.Tests.Definitions;

public sealed class TargetFileTests
{
    private const string Hq = """{ "name": "hq", "kind": "sftp", "host": "h", "user": "u" }""";

    [Fact]
    public void WhatIsWritten_ReadsAsTheSame()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            TargetFile file = new SomeDefinitions(seed).File();
            TargetFile again = TargetReader.Read(TargetWriter.Write(file), "targets.json", "other");
            Assert.Equal(file.Store, again.Store);
            Assert.Equivalent(file.Targets, again.Targets, strict: true);
        }
    }

    [Fact]
    public void WhatIsLeftOut_HasTheDefaultsOfTheDefinition()
    {
        var target = Assert.IsType<SftpDefinition>(Assert.Single(Read(Hq).Targets));
        Assert.Equivalent(new SftpDefinition { Name = "hq", Endpoint = new SshEndpoint { Host = "h", User = "u" } }, target, strict: true);
        Assert.Equal("vm", Read(Hq).Store);
    }

    [Theory]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "pasword": "env:X" }""", "target 1 'hq': unknown property 'pasword'")]
    [InlineData("""{ "name": "hq", "kind": "s3", "host": "h" }""", "'kind' must be one of folder, sftp, ftp")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h" }""", "'user' must be a text")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "-oProxyCommand=x", "user": "u" }""", "'host' must be the name")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "sftp://h", "user": "u" }""", "'host' must be the name")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h\ny", "user": "u" }""", "'host' must be the name")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "-u" }""", "'user' must not begin with a hyphen")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "port": 0 }""", "'port' must be 1 to 65535")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "port": "22" }""", "'port' must be a whole number")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "hostKeys": ["ssh-ed25519 AAAA"] }""", "'hostKeys' must be")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "passphrase": "prompt" }""", "'passphrase' is for an 'identityFile'")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "jump": { "host": "j" } }""", "'jump.user' must be a text")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "jump": 5 }""", "'jump' must be an object")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "connectTimeout": "11m" }""", "'connectTimeout' must be 1s to 10m")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "verify": { "blocks": 0 } }""", "'verify.blocks' must be 1 to 1000")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "verify": { "depth": "size" } }""", "'verify.depth' must be one of sample, serverHash, whole")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "verify": { "wholeWithin": "36h" } }""", "'verify.wholeWithin' must be in whole days")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "throttle": { "fullSpeed": ["22:00-07:00"] } }""", "'throttle.rate' is missing")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "throttle": { "rate": "1MiB", "fullSpeed": ["22-7"] } }""", "'throttle.fullSpeed' must be an array of spans")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "throttle": { "rate": 1 } }""", "'throttle.rate' must be 1KiB")]
    [InlineData("""{ "name": "h q", "kind": "sftp", "host": "h", "user": "u" }""", "target 1: 'name' must be at most 64 letters")]
    [InlineData("""{ "name": "Here", "kind": "sftp", "host": "h", "user": "u" }""", "'here' is this machine")]
    [InlineData("""{ "name": "n", "kind": "folder", "path": "here" }""", "'path' must be a full path")]
    [InlineData("""{ "name": "n", "kind": "folder", "path": "/here", "volumes": [{ "name": "A", "label": "x" }] }""", "'path' must be the path on the drive")]
    [InlineData("""{ "name": "n", "kind": "folder", "path": "p", "volumes": [{ "name": "A" }] }""", "'volumes[0]' must have one of 'serial' and 'label'")]
    [InlineData("""{ "name": "n", "kind": "folder", "path": "p", "volumes": [{ "name": "A", "serial": "xyz" }] }""", "'volumes[0].serial' must be 8 hexadecimal digits")]
    [InlineData("""{ "name": "n", "kind": "folder", "path": "p", "volumes": [{ "name": "A", "label": "x" }, { "name": "a", "label": "y" }] }""", "'volumes' has a name twice")]
    [InlineData("""{ "name": "n", "kind": "folder", "path": "/p", "user": "u" }""", "'password' is missing")]
    [InlineData("""{ "name": "f", "kind": "ftp", "host": "h", "user": "u" }""", "'password' is missing")]
    [InlineData("""{ "name": "f", "kind": "ftp", "host": "h", "user": "u", "password": "prompt", "certificatePins": ["abc"] }""", "'certificatePins' must be")]
    [InlineData(Hq + "," + """{ "name": "HQ", "kind": "folder", "path": "/x" }""", "target 2 'HQ': 'name' is taken")]
    [InlineData("[]", "target 1 must be an object")]
    public void AMistake_IsToldWithItsTargetAndProperty(string targets, string told) =>
        Assert.Contains(told, Refused(targets).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Hq, """{ "name": "b", "kind": "sftp", "host": "H", "user": "u" }""", true)]
    [InlineData(Hq, """{ "name": "b", "kind": "sftp", "host": "h", "user": "u", "path": "b" }""", false)]
    [InlineData(Hq, """{ "name": "b", "kind": "sftp", "host": "h", "user": "v" }""", false)]
    [InlineData("""{ "name": "a", "kind": "folder", "path": "/x" }""", """{ "name": "b", "kind": "folder", "path": "/y/../x/" }""", true)]
    [InlineData("""{ "name": "a", "kind": "folder", "path": "/x" }""", """{ "name": "b", "kind": "folder", "path": "/x/y" }""", false)]
    [InlineData("""{ "name": "a", "kind": "folder", "path": "p", "volumes": [{ "name": "A", "label": "x" }, { "name": "B", "serial": "1A2B-3C4D" }] }""", """{ "name": "b", "kind": "folder", "path": "p", "volumes": [{ "name": "C", "serial": "1a2b3c4d" }] }""", true)]
    [InlineData("""{ "name": "a", "kind": "folder", "path": "p", "volumes": [{ "name": "A", "label": "x" }] }""", """{ "name": "b", "kind": "folder", "path": "p", "volumes": [{ "name": "A", "label": "y" }] }""", false)]
    [InlineData("""{ "name": "a", "kind": "ftp", "host": "h", "user": "u", "password": "prompt", "path": "b" }""", """{ "name": "b", "kind": "ftp", "host": "h", "user": "u", "password": "prompt", "path": "b/" }""", true)]
    [InlineData("""{ "name": "a", "kind": "ftp", "host": "h", "user": "u", "password": "prompt", "path": "~/b" }""", """{ "name": "b", "kind": "ftp", "host": "H.", "user": "u", "password": "prompt", "path": "./x/..//b", "protection": "implicitTls" }""", true)]
    [InlineData("""{ "name": "a", "kind": "sftp", "host": "::1", "user": "u", "path": "b" }""", """{ "name": "b", "kind": "sftp", "host": "0:0:0:0:0:0:0:1", "port": 22, "user": "u", "path": "b/." }""", true)]
    [InlineData("""{ "name": "a", "kind": "sftp", "host": "h", "user": "u", "path": "b" }""", """{ "name": "b", "kind": "sftp", "host": "h", "user": "u", "path": "/b" }""", false)]
    [InlineData("""{ "name": "a", "kind": "folder", "path": "\\\\nas\\copies" }""", """{ "name": "b", "kind": "folder", "path": "\\\\NAS\\Copies\\" }""", true)]
    [InlineData("""{ "name": "a", "kind": "folder", "path": "Pos/x", "volumes": [{ "name": "A", "label": "s" }] }""", """{ "name": "b", "kind": "folder", "path": "pos\\X", "volumes": [{ "name": "C", "label": "S" }] }""", true)]
    public void TwoTargetsThatLeadToOnePlace_AreRefused(string one, string other, bool isOnePlace)
    {
        if (!isOnePlace)
        {
            Read($"{one}, {other}").Validate();
            return;
        }

        Assert.Contains("target 'b': it leads to where target '", Refused($"{one}, {other}").Message, StringComparison.Ordinal);
        var file = new TargetFile { Store = "vm", Targets = [.. Read(one).Targets, .. Read(other).Targets] };
        Assert.Contains("b: it leads to where target '", Assert.Throws<PosBackupException>(file.Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllMistakes_AreToldAtOnce()
    {
        string message = Refused("""{ "name": "a", "kind": "sftp", "user": "u", "port": 99999 }, { "name": "b", "kind": "folder", "path": "x", "appendOnly": 1 }""").Message;
        foreach (string part in (string[])["'a': 'host'", "'a': 'port'", "'b': 'path'", "'b': 'appendOnly'"])
            Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "password": "S3cr3t" }""")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "u", "identityFile": "k", "passphrase": "S3cr3t" }""")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "u:S3cr3t@h", "user": "u" }""")]
    [InlineData("""{ "name": "hq", "kind": "sftp", "host": "h", "user": "-S3cr3t" }""")]
    [InlineData("""{ "name": "hq", "kind": "ftp", "host": "h", "user": "u", "password": tS3cr3t }""")]
    [InlineData("""{ "name": "hq", "kind": "ftp", "host": "h", "user": "u", "password": S3cr3t }""")]
    [InlineData("""{ "name": "hq", "kind": "ftp", "host": "h", "user": "u", "password": ["S3cr3t"] }""")]
    [InlineData("""{ "name": "hq", "kind": "S3cr3t" }""")]
    public void WhatMayBeASecret_IsNeverRepeated(string target)
    {
        PosBackupException error = Refused(target);
        Assert.DoesNotContain("S3cr3t", error.ToString() + error.Hint, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{ "targets": [] }""", "the file has no 'schema'")]
    [InlineData("""{ "schema": 2, "targets": [] }""", "'schema' is 2")]
    [InlineData("""{ "schema": 1 }""", "'targets' must be an array")]
    [InlineData("""{ "schema": 1, "store": "", "targets": [] }""", "'store' must be a text")]
    [InlineData("{ \"schema\": 1,\n \"targets\": [,] }", "no JSON from line 2, byte ")]
    public void WhatIsNoSuchFile_IsRefused(string json, string told)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() => ReadFile(json));
        Assert.Equal(ErrorCode.TargetFileInvalid, error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FtpWithoutTls_IsWarnedOfWhetherOrNotItIsAllowed()
    {
        const string Plain = """{ "name": "f", "kind": "ftp", "host": "h", "user": "u", "password": "prompt", "protection": "none" """;
        Assert.Contains("will not be used", Assert.Single(DefinitionWarning.Of(Read(Plain + "}").Targets[0])).Message, StringComparison.Ordinal);
        Assert.Contains("for all to read", Assert.Single(DefinitionWarning.Of(Read(Plain + """, "allowPlaintext": true }""").Targets[0])).Message, StringComparison.Ordinal);
    }

    private static PosBackupException Refused(string targets)
    {
        PosBackupException error = Assert.Throws<PosBackupException>(() => Read(targets));
        Assert.Equal(ErrorCode.TargetFileInvalid, error.Code);
        return error;
    }

    private static TargetFile Read(string targets) => ReadFile($$"""{ "schema": 1, "targets": [ {{targets}} ] }""");

    private static TargetFile ReadFile(string json) => TargetReader.Read(Encoding.UTF8.GetBytes(json), "targets.json", "vm");
}
