using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Tests.Support;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class ProtocolWordsTests
{
    private static readonly Dictionary<string, object> Arguments = new(StringComparer.Ordinal) { ["Ftp"] = "nas", ["RemotePath"] = "" };

    [Theory]
    [InlineData("'moment.lsn' is no LSN", "-Lsn is no LSN")]
    [InlineData("'moment.after' is no time by the clock of the instance", "-After is no time by the clock of the instance")]
    [InlineData("'store' is for 'fromTargets', which is missing", "-Store is for -Target, which is missing")]
    [InlineData("'maxSets' is for 'mode' append", "-MaxSets is for -Mode append")]
    [InlineData("'maxAgeSeconds' is for 'mode' append", "-MaxAge is for -Mode append")]
    [InlineData("'databases[0]' is there twice", "-Database is there twice")]
    [InlineData("'params' must be an object", "'params' must be an object")]
    [InlineData("'terms.timeZone' is no time zone", "-TimeZone is no time zone")]
    [InlineData("'volumes[0].serial' must be 8 digits; 'volumes[1]' is missing", "-Volume must be 8 digits; -Volume is missing")]
    [InlineData("'user' must be a text; 'throttle.rate' must be 1KB; 'certificatePins' must be 64 digits; 'verify.blocks' must be 1 to 1000", "-UserName must be a text; -Rate must be 1KB; -CertificatePin must be 64 digits; -Blocks must be 1 to 1000")]
    [InlineData("'host' must be a server; 'path' must not be empty", "-Ftp must be a server; -RemotePath must not be empty")]
    [InlineData("target 'store': 'port' must be 1 to 65535", "target 'store': -Port must be 1 to 65535")]
    [InlineData("'password' is missing", "'password' is missing")]
    [InlineData("block size 1000 is out of range", "-BlockSize 1000 is out of range")]
    [InlineData("stall timeout 00:00:01 is out of range", "-StallTimeout 00:00:01 is out of range")]
    [InlineData("name has 129 characters", "-SetName has 129 characters")]
    [InlineData("description holds a control character", "-SetDescription holds a control character")]
    [InlineData("name is out of the question", "name is out of the question")]
    public void InPowerShell_NamesTheParameter(string text, string expected) => Assert.Equal(expected, ProtocolWords.InPowerShell(text, Arguments));

    [Fact]
    public void EveryWordIsOneThatThereIs()
    {
        using var module = new ModuleAssembly();

        Assert.Empty(ProtocolWords.Parameters.Values.Concat(ProtocolWords.Options.Values).Concat(ProtocolWords.Alternatives.Values.SelectMany(names => names)).Except(module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters).Select(parameter => parameter.Name), StringComparer.Ordinal));
    }
}
