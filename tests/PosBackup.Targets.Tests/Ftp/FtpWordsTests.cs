using System.Text;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Ftp.Commands;
using PosBackup.Engine.Targets.Ftp.Data;
using PosBackup.Engine.Targets.Ftp.Failures;
using PosBackup.Engine.Targets.Ftp.Tls;
using PosBackup.Engine.Targets.Ftp.Wire;

namespace PosBackup.Targets.Tests.Ftp;

public sealed class FtpWordsTests
{
    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\nDELE b")]
    [InlineData("a\0b")]
    public void Encode_RefusesWhatWouldBeASecondCommand(string argument)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => FtpCommand.Encode("PASS", argument));

        Assert.DoesNotContain("DELE", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_RefusesHalfACharacter() => Assert.Throws<ArgumentException>(() => FtpCommand.Encode("STOR", "a\ud800"));

    [Fact]
    public void Encode_IsUtf8() => Assert.Equal("STOR /店 ½\r\n", Encoding.UTF8.GetString(FtpCommand.Encode("STOR", "/店 ½")));

    [Theory]
    [InlineData("Entering Extended Passive Mode (|||41443|)", 41443)]
    [InlineData("ok (!!!21!)", 21)]
    [InlineData("Entering Extended Passive Mode (|||0|)", null)]
    [InlineData("Entering Extended Passive Mode (|||65536|)", null)]
    [InlineData("Entering Extended Passive Mode (|||-1|)", null)]
    [InlineData("Entering Extended Passive Mode ()", null)]
    [InlineData(") (", null)]
    [InlineData("", null)]
    public void PassivePort_OfExtended(string text, int? port) => Assert.Equal(port, PassivePort.OfExtended(text));

    [Theory]
    [InlineData("Entering Passive Mode (127,0,0,1,162,15).", 41487)]
    [InlineData("=10,0,0,9,4,1", 1025)]
    [InlineData("Entering Passive Mode (127,0,0,1,0,0).", null)]
    [InlineData("Entering Passive Mode (127,0,0,1,256,1).", null)]
    [InlineData("Entering Passive Mode (127,0,0,1)", null)]
    [InlineData("", null)]
    public void PassivePort_OfPassive(string text, int? port) => Assert.Equal(port, PassivePort.OfPassive(text));

    [Theory]
    [InlineData("20261126000552", "2026-11-26T00:05:52.0000000+00:00")]
    [InlineData("20261126000552.25", "2026-11-26T00:05:52.2500000+00:00")]
    [InlineData("20261326000552", null)]
    [InlineData("yesterday", null)]
    public void FtpTime_Reads(string text, string? time) => Assert.Equal(time, FtpTime.Read(text)?.ToString("o", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void FtpTime_WritesInUtc() => Assert.Equal("20261231230000", FtpTime.Write(new DateTimeOffset(2027, 1, 1, 1, 0, 0, TimeSpan.FromHours(2))));

    [Theory]
    [InlineData("", "/home/store42", "/home/store42/a")]
    [InlineData("backups/", "/home/store42", "/home/store42/backups/a")]
    [InlineData("backups", "/", "/backups/a")]
    [InlineData("/srv/backups", "", "/srv/backups/a")]
    [InlineData("/", "", "/a")]
    public void RemoteFolder_MakesFullNames(string defined, string login, string full) =>
        Assert.Equal(full, RemoteFolder.Of(defined, login).Of(TargetPath.Parse("a")));

    [Theory]
    [InlineData("\"/home/a \"\"b\"\"\" is the current directory", "/home/a \"b\"")]
    [InlineData("\"/\" is your current location", "/")]
    [InlineData("\"C:\\\" is it", null)]
    [InlineData("no quotes", null)]
    [InlineData("\"never ends", null)]
    public void RemoteFolder_IsReadFromPwd(string text, string? folder) => Assert.Equal(folder, RemoteFolder.OfReply(text));

    [Theory]
    [InlineData(452, "Transfer aborted. No space left on device", TargetFailure.NoSpace)]
    [InlineData(451, "Failure writing to local file.", TargetFailure.NoSpace)]
    [InlineData(451, "Transfer aborted. Input/output error", TargetFailure.NoSpace)]
    [InlineData(451, "Error during read from data connection", TargetFailure.Lost)]
    [InlineData(451, "Error during write to file", TargetFailure.NoSpace)]
    [InlineData(552, "Quota exceeded", TargetFailure.NoSpace)]
    [InlineData(550, "SSL/TLS required on the control channel", TargetFailure.Config)]
    [InlineData(530, "Non-anonymous sessions must use encryption.", TargetFailure.Config)]
    [InlineData(421, "Sorry, cleartext sessions and weak ciphers are not accepted on this server.", TargetFailure.Config)]
    [InlineData(522, "SSL connection failed: session reuse required", TargetFailure.Config)]
    [InlineData(425, "Unable to build data connection: Operation not permitted", TargetFailure.Config)]
    [InlineData(425, "Can't open data connection.", TargetFailure.Lost)]
    [InlineData(426, "Failure reading network stream.", TargetFailure.Lost)]
    [InlineData(421, "Timeout.", TargetFailure.Lost)]
    [InlineData(550, "/srv/x: Permission denied", TargetFailure.Denied)]
    [InlineData(550, "x: No such file or directory", TargetFailure.Missing)]
    [InlineData(553, "Could not create file.", TargetFailure.Unknown)]
    [InlineData(502, "Command not implemented", TargetFailure.Config)]
    public void ReplyFailures_ReadCodeAndText(int code, string text, TargetFailure failure) =>
        Assert.Equal(failure, ReplyFailures.Of(new FtpReply(code, [text]), loggedIn: true).Failure);

    [Theory]
    [InlineData(530, "Login incorrect.", TargetFailure.AuthFailed)]
    [InlineData(421, "Too many connections", TargetFailure.Unreachable)]
    public void ReplyFailures_BeforeTheLogin(int code, string text, TargetFailure failure) =>
        Assert.Equal(failure, ReplyFailures.Of(new FtpReply(code, [text]), loggedIn: false).Failure);

    [Fact]
    public void Features_AreTheLinesInTheMiddle()
    {
        FtpFeatures features = FtpFeatures.Of(new FtpReply(211, ["Features:", " AUTH TLS", " HASH CRC32;SHA-1*;SHA-256;", " MLST type*;size*;", " REST STREAM", "End"]));

        Assert.True(features is { HasMachineListing: true, HasRestart: true, HasHash: true, HasOldHash: false });
        Assert.False(features.Has("End") || features.Has("Features:"));
    }

    [Theory]
    [InlineData("ab:cd:12", "ABCD12")]
    [InlineData("SHA256:AB CD 12", "ABCD12")]
    [InlineData("abcd12\n", "ABCD12")]
    public void CertificateRule_TakesFingerprintsAsPeopleWriteThem(string text, string plain) => Assert.Equal(plain, CertificateRule.Plain(text));

    [Fact]
    public void SessionName_IsSpelledDifferentlyForEachConnection()
    {
        string[] names = [.. Enumerable.Range(0, 16).Select(n => SessionName.Spell("ftp1.example", n))];
        string[] addresses = [.. Enumerable.Range(0, 16).Select(n => SessionName.Spell("192.0.2.1", n))];

        Assert.Equal(("ftp1.example", "address-192-0-2-1.invalid"), (names[0], addresses[0]));
        Assert.Equal(16, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, n => Assert.Equal("ftp1.example", n, ignoreCase: true));
        Assert.Equal(16, addresses.Distinct(StringComparer.Ordinal).Count());
        Assert.All(addresses, a => Assert.Equal(addresses[0], a, ignoreCase: true));
    }
}
