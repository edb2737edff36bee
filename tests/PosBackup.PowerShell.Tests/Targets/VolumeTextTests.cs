using System.Text;
using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Targets;

namespace PosBackup.PowerShell.Tests.Targets;

public sealed class VolumeTextTests
{
    [Theory]
    [InlineData("stick A=serial:1A2B-3C4D", """{"name":"stick A","serial":"1A2B-3C4D"}""")]
    [InlineData("B=label:POS: B=2", """{"name":"B","label":"POS: B=2"}""")]
    public void Read_TakesSerialsAndLabels(string text, string drive) => Assert.Equal(drive, Written(VolumeText.Read(text, expectedEvery: null)));

    [Fact]
    public void Read_SaysHowOftenTheDriveIsExpected() =>
        Assert.Equal("""{"name":"A","label":"POS","expectedEvery":"8d"}""", Written(VolumeText.Read("A=label:POS", TimeSpan.FromDays(8))));

    [Theory]
    [InlineData("stick A")]
    [InlineData("=serial:1A2B-3C4D")]
    [InlineData("stick A=1A2B-3C4D")]
    [InlineData("stick A=uuid:1A2B-3C4D")]
    public void Read_RefusesWhatIsNoDrive(string text)
    {
        PosBackupException refused = Assert.Throws<PosBackupException>(() => VolumeText.Read(text, expectedEvery: null));

        Assert.Equal(("InvalidOption", $"'{text}' is no drive", "write it as 'stick A=serial:1A2B-3C4D' or 'stick B=label:POS-B'"), (refused.Code, refused.Message, refused.Hint));
    }

    private static string Written(JsonObject drive) => Encoding.UTF8.GetString(JsonText.Write(drive)).TrimEnd();
}
