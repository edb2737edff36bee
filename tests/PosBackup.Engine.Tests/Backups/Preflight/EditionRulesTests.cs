using PosBackup.Engine.Backups.Planning;
using PosBackup.Engine.Backups.Preflight;

namespace PosBackup.Engine.Tests.Backups.Preflight;

public sealed class EditionRulesTests
{
    [Theory]
    [InlineData("Express Edition (64-bit)", "16.0.1000.6", false, false)]
    [InlineData("Express Edition with Advanced Services (64-bit)", "15.0.2000.5", false, false)]
    [InlineData("Web Edition (64-bit)", "16.0.1000.6", false, false)]
    [InlineData("Standard Edition (64-bit)", "10.0.1600.22", false, false)]
    [InlineData("Standard Edition (64-bit)", "10.50.1600.1", true, false)]
    [InlineData("Standard Edition (64-bit)", "12.0.2000.8", true, true)]
    [InlineData("Business Intelligence Edition (64-bit)", "11.0.2100.60", true, false)]
    [InlineData("Enterprise Edition: Core-based Licensing (64-bit)", "10.0.1600.22", true, false)]
    [InlineData("Enterprise Evaluation Edition (64-bit)", "16.0.1000.6", true, true)]
    [InlineData("Developer Edition (64-bit)", "14.0.1000.169", true, true)]
    [InlineData("SQL Azure", "12.0.2000.8", null, null)]
    public void Edition_TellsWhatItDoes(string edition, string version, bool? compresses, bool? encrypts)
    {
        var instance = new InstanceFacts { Name = "TILL1", Machine = "TILL1", Version = Version.Parse(version), Edition = edition, Collation = "Latin1_General_CI_AS", Login = "sa" };

        Assert.Equal((compresses, encrypts), (EditionRules.CanCompress(instance), EditionRules.CanEncrypt(instance)));
    }
}
