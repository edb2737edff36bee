using PosBackup.PowerShell.Pipeline;
using PosBackup.PowerShell.Tests.Support;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class ProtocolWordsTests
{
    [Theory]
    [InlineData("'moment.lsn' is no LSN", "-Lsn is no LSN")]
    [InlineData("'moment.after' is no time by the clock of the instance", "-After is no time by the clock of the instance")]
    [InlineData("'store' is for 'fromTargets', which is missing", "-Store is for -Target, which is missing")]
    [InlineData("'maxSets' is for 'mode' append", "-MaxSets is for -Mode append")]
    [InlineData("'maxAgeSeconds' is for 'mode' append", "-MaxAge is for -Mode append")]
    [InlineData("'databases[0]' is there twice", "-Database is there twice")]
    [InlineData("'params' must be an object", "'params' must be an object")]
    public void InPowerShell_NamesTheParameter(string text, string expected) => Assert.Equal(expected, ProtocolWords.InPowerShell(text));

    [Fact]
    public void EveryWordIsOneThatThereIs()
    {
        using var module = new ModuleAssembly();

        Assert.Empty(ProtocolWords.Parameters.Values.Except(module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters).Select(parameter => parameter.Name), StringComparer.Ordinal));
    }
}
