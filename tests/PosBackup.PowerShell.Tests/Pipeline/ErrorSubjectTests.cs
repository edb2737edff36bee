using PosBackup.PowerShell.Pipeline;

namespace PosBackup.PowerShell.Tests.Pipeline;

public sealed class ErrorSubjectTests
{
    private static readonly Dictionary<string, object> Arguments = new(StringComparer.Ordinal)
    {
        ["Database"] = new[] { "Shop", "Till" },
        ["Target"] = new[] { "hq", "far" },
        ["ServerInstance"] = "TILL1,1433",
        ["Parallelism"] = 99,
        ["StallTimeout"] = TimeSpan.FromSeconds(1),
        ["MaxSize"] = 500L,
        ["SetName"] = "a long name",
        ["AssertionPath"] = "./asserts.json",
        ["StateFolder"] = "/var/lib/pos",
        ["CatalogPath"] = "/var/lib/pos/catalog.db",
        ["PasswordFrom"] = "hunter2",
        ["Replace"] = true,
    };

    public static TheoryData<string, string, object?> Errors => new()
    {
        { "InvalidOption", "-Parallelism 99 is out of range", 99 },
        { "InvalidOption", "the number of files at once, 99, is out of range", 99 },
        { "InvalidOption", "-StallTimeout 00:00:01 is out of range", TimeSpan.FromSeconds(1) },
        { "InvalidOption", "cap of 500 bytes is out of range", 500L },
        { "InvalidOption", "-SetName has 129 characters", "a long name" },
        { "InvalidOption", "there are backups of Till of several stores: 0001, 0002", "Till" },
        { "InvalidOption", "-Replace is for -Database, and -PasswordFrom is no reference", "Shop, Till" },
        { "InvalidOption", "cap of 5000 bytes is out of range", null },
        { "InvalidOption", "the text hunter2 is no secret", null },
        { "TargetNotFound", "there is no target far", "far" },
        { "HostNotTrusted", "target hq: no host key of server.hq.example is pinned", "hq" },
        { "TargetUnavailable", "it does not answer", null },
        { "DatabaseNotFound", "no media file here holds a set of Till", "Till" },
        { "DatabaseNotFound", "no media file here holds a set of Tills", null },
        { "InstanceUnavailable", "TILL1,1433 does not answer", "TILL1,1433" },
        { "FileAccess", "cannot read /srv/asserts.json: it is not there", "./asserts.json" },
        { "FileAccess", "cannot read /var/lib/pos/catalog.db: it is not there", "/var/lib/pos/catalog.db" },
        { "FileAccess", "cannot write /var/lib/pos/journal: it is read-only", "/var/lib/pos" },
        { "ChainBroken", "Shop has no full backup", null },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Of_IsTheArgumentThatTheErrorNames(string code, string message, object? expected) =>
        Assert.Equal(expected, ErrorSubject.Of(code, message, Arguments) is string[] list ? string.Join(", ", list) : ErrorSubject.Of(code, message, Arguments));

    [Fact]
    public void Of_IsNotTheOnlyValue_WhereTheMessageNamesAnother() =>
        Assert.Null(ErrorSubject.Of("TargetNotFound", "there is no target nowhere", new Dictionary<string, object>(StringComparer.Ordinal) { ["Target"] = new[] { "hq" } }));

    [Theory]
    [InlineData("-Port must be 1 to 65535; -Parallelism must be 1 to 16", "-Port must be 1 to 65535; -Parallelism is 99 and must be 1 to 16")]
    [InlineData("-PasswordFrom must be env:NAME", "-PasswordFrom must be env:NAME")]
    [InlineData("-Replace must be alone", "-Replace must be alone")]
    [InlineData("-Parallelism 99 is out of range", "-Parallelism 99 is out of range")]
    public void WithValues_TellsWhatIsRefused(string message, string expected) => Assert.Equal(expected, ErrorSubject.WithValues(message, Arguments));
}
