using System.CommandLine;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Retention;

namespace PosBackup.Cli.Tests.Settings;

/// <summary>The options of retention, without a process: what they make of a file, and what they refuse.</summary>
public sealed class RetentionSettingsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task EveryOption_ReplacesThatPropertyOfEveryPlace()
    {
        await WriteAsync(""" "policy": { "window": "14d", "daily": 1 }, "targets": { "hq": { "monthly": 84, "zone": "UTC" } } """);
        var file = await ReadAsync(
            "--window 36h --keep-last 3 --daily 7 --weekly 4 --monthly 12 --yearly 2 --minimum-chains 5 --max-age 400d --dropped-grace 30d --copies 2 --copies-within 20d "
            + "--copy-only keep --foreign asothers --max-delete 12.5% --zone Asia/Shanghai");
        var everywhere = new RetentionPolicy
        {
            Window = TimeSpan.FromHours(36),
            KeepLast = 3,
            Daily = 7,
            Weekly = 4,
            Monthly = 12,
            Yearly = 2,
            MinimumChains = 5,
            MaximumAge = TimeSpan.FromDays(400),
            DroppedGrace = TimeSpan.FromDays(30),
            CopyOnly = SetTreatment.Keep,
            Foreign = SetTreatment.AsOthers,
            MaximumDelete = 0.125,
            Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        };
        Assert.Equal(everywhere with { Copies = 2, CopiesProvenWithin = TimeSpan.FromDays(20) }, file.PolicyOf(RetentionPlace.Here));
        Assert.Equal(everywhere, file.PolicyOf(new RetentionPlace("hq")));
        Assert.Equal(typeof(RetentionPolicy).GetProperties().Count(property => property.CanWrite), Options().Length);
    }

    [Fact]
    public async Task WithoutOptions_TheFileIsTakenAsItIs()
    {
        await WriteAsync(""" "policy": { "window": "14d" }, "targets": { "hq": { "window": null } } """);
        var file = await ReadAsync("");
        Assert.Equal(new RetentionPolicy { Window = TimeSpan.FromDays(14) }, file.PolicyOf(RetentionPlace.Here));
        Assert.Equal(new RetentionPolicy(), file.PolicyOf(new RetentionPlace("hq")));
        Assert.Null((await ReadAsync("--window none")).PolicyOf(RetentionPlace.Here).Window);
        Assert.Equal(1, (await ReadAsync("--max-delete 100")).PolicyOf(RetentionPlace.Here).MaximumDelete);
    }

    [Fact]
    public async Task WhenNobodySaysWhatIsToBeKept_ASensiblePolicyIsShownThatCanBeTyped()
    {
        await WriteAsync(""" "holds": [ { "set": "5a0c4f0e-6b1b-4a39-9a0e-0d6f0c0a7b11", "reason": "audit" } ] """);
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => ReadAsync(""));
        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains(_file, error.Message, StringComparison.Ordinal);

        string options = error.Hint![error.Hint!.IndexOf("--", StringComparison.Ordinal)..];
        string json = error.Hint[error.Hint.IndexOf('{', StringComparison.Ordinal)..(error.Hint.LastIndexOf('}') + 1)];
        RetentionPolicy byOptions = (await ReadAsync(options)).PolicyOf(RetentionPlace.Here);
        await File.WriteAllTextAsync(_file, json);
        Assert.Equal(byOptions, (await ReadAsync("")).PolicyOf(RetentionPlace.Here));
        Assert.False(byOptions.IsEmpty);
    }

    [Fact]
    public async Task AFileThatIsNamedAndMissing_IsAnErrorWhateverTheOptionsSay()
    {
        File.Delete(_file);
        Assert.Equal(ErrorCode.FileAccess, (await Assert.ThrowsAsync<PosBackupException>(() => ReadAsync("--window 14d"))).Code);
    }

    [Theory]
    [InlineData("--window 30m", "(--window) is 30m: it must be 1h to 3650d")]
    [InlineData("--keep-last 10001", "(--keep-last) is 10001: it must be 0 to 10000")]
    [InlineData("--minimum-chains 0", "(--minimum-chains) is 0")]
    [InlineData("--max-age 1h", "(--max-age) is 1h")]
    [InlineData("--copies-within 10m", "(--copies-within) is 10m")]
    [InlineData("--max-delete 0", "(--max-delete) is 0")]
    public async Task AValueOutOfRange_IsToldWithItsOption(string line, string told)
    {
        PosBackupException error = await Assert.ThrowsAsync<PosBackupException>(() => ReadAsync(line));
        Assert.Equal(ErrorCode.InvalidOption, error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--window", "forever", "or none")]
    [InlineData("--window", "14", "write it as 30s")]
    [InlineData("--max-delete", "half", "write it as 50%")]
    [InlineData("--max-delete", "-5%", "write it as 50%")]
    [InlineData("--copy-only", "drop", "none of asothers, keep")]
    [InlineData("--zone", "Europe/Atlantis", "no time zone")]
    public void AValueThatIsNone_IsComplainedOf(string option, string value, string told) =>
        Assert.Contains(Create().Command.Parse([option, value]).Errors, error => error.Message.Contains(told, StringComparison.Ordinal));

    private static (RetentionSettings Settings, Command Command) Create()
    {
        var settings = new RetentionSettings();
        var command = new Command("expire");
        settings.AddTo(command);
        return (settings, command);
    }

    private static Option[] Options() => [.. Create().Command.Options.Where(option => option != RetentionLocation.Option)];

    private async Task<Engine.Retention.Policies.RetentionFile> ReadAsync(string line)
    {
        (RetentionSettings settings, Command command) = Create();
        ParseResult parsed = command.Parse(["--policy", _file, .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Empty(parsed.Errors.Select(error => error.Message));
        return await settings.ReadAsync(parsed, CancellationToken.None);
    }

    private Task WriteAsync(string properties) => File.WriteAllTextAsync(_file, $$"""{ "schema": 1, {{properties}} }""");
}
