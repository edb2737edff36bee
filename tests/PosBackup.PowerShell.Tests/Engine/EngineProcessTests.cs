using System.Diagnostics;
using PosBackup.Engine.Tests.Support;
using PosBackup.PowerShell.Engine;
using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Tests.Support;

namespace PosBackup.PowerShell.Tests.Engine;

/// <summary>The module's side of the protocol against the real program.</summary>
public sealed class EngineProcessTests
{
    [Fact]
    public void Greet_IsAnsweredByTheEngine()
    {
        using var engine = new RealEngine();

        Assert.False(engine.Connection.IsGone);
    }

    [Fact]
    public void AnotherProtocolIsRefusedWithWhatToUpdate_AndTheConnectionStaysOpen()
    {
        using var engine = new RealEngine(greet: false);
        using EngineRequest request = engine.Connection.Begin("initialize", new JsonObject { ["protocol"] = 99, ["client"] = "test", ["clientVersion"] = "9.9" });

        PosBackupException error = Assert.IsType<EngineMessage.Failure>(request.Take(engine.Limit)).Error;

        Assert.Equal(EngineErrorCode.ProtocolMismatch, error.Code);
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        Assert.Contains("update the engine", error.Hint, StringComparison.Ordinal);
        EngineHandshake.Greet(engine.Connection, RealEngine.File, engine.Limit);
    }

    [Fact]
    public void AnOptionOutOfRangeIsAnErrorWithItsCode()
    {
        using var engine = new RealEngine();
        using EngineRequest request = engine.Connection.Begin("media/verify", new JsonObject { ["paths"] = new[] { "/nowhere" }, ["parallelism"] = 0 });

        Assert.Equal("InvalidOption", Assert.IsType<EngineMessage.Failure>(engine.ToTheEnd(request)[^1]).Error.Code);
    }

    [Fact]
    public async Task ARequestThatIsCancelledEndsAsCancelled()
    {
        using var engine = new RealEngine();
        using var instance = new SilentInstance();
        using EngineRequest request = engine.Connection.Begin("preflight/run", instance.Backup);
        await instance.CalledAsync(engine.Limit);

        request.Cancel();

        Assert.Equal(EngineErrorCode.Cancelled, Assert.IsType<EngineMessage.Failure>(engine.ToTheEnd(request)[^1]).Error.Code);
        Assert.False(engine.Connection.IsGone);
    }

    [Fact]
    public async Task TwoRequestsRunAtOnce()
    {
        using var engine = new RealEngine();
        using var instance = new SilentInstance();
        using EngineRequest slow = engine.Connection.Begin("preflight/run", instance.Backup);
        await instance.CalledAsync(engine.Limit);

        JsonValue record = Assert.Single(engine.Records("media/verify", new JsonObject { ["paths"] = new[] { "/nowhere/at/all.bak" } }));

        Assert.Equal("/nowhere/at/all.bak", record["file"].Text);
        slow.Cancel();
        Assert.IsType<EngineMessage.Failure>(engine.ToTheEnd(slow)[^1]);
    }

    [Fact]
    public async Task AnEngineThatDiesFailsWhatRuns_AndWhatIsBegunAfterwards()
    {
        using var engine = new RealEngine();
        using var instance = new SilentInstance();
        using EngineRequest request = engine.Connection.Begin("preflight/run", instance.Backup);
        await instance.CalledAsync(engine.Limit);
        using (var process = Process.GetProcessById(engine.Process.Id))
            process.Kill();

        PosBackupException error = Assert.IsType<EngineMessage.Failure>(engine.ToTheEnd(request)[^1]).Error;

        Assert.Equal(EngineErrorCode.Crashed, error.Code);
        Assert.Contains("during preflight/run", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.True(engine.Connection.IsGone);
        using EngineRequest late = engine.Connection.Begin("sets/list", new JsonObject());
        Assert.Equal(EngineErrorCode.Crashed, Assert.IsType<EngineMessage.Failure>(late.Take(engine.Limit)).Error.Code);
    }

    [Fact]
    public void TenMegabytesOfUnicodeGoThereAndBack()
    {
        using var engine = new RealEngine();
        string name = string.Concat(Enumerable.Repeat("Bäckerei 面包店 😀", 40));
        string[] paths = [.. Enumerable.Range(0, 10_000).Select(i => $"/nowhere/{i}/{name}.bak")];

        IReadOnlyList<JsonValue> records = engine.Records("media/verify", new JsonObject { ["paths"] = paths });

        Assert.Equal(paths.Order(StringComparer.Ordinal), records.Select(record => record["file"].Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheEndOfItsInputEndsTheEngineInOrder()
    {
        var engine = new RealEngine();
        using var process = Process.GetProcessById(engine.Process.Id);

        engine.Dispose();

        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void AFileThatIsNotThereIsNamed()
    {
        PosBackupException e = Assert.Throws<PosBackupException>(() => EngineProcess.Start("/nowhere/posbackup"));

        Assert.Equal(EngineErrorCode.NotStarted, e.Code);
        Assert.Contains("/nowhere/posbackup", e.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public void AProgramThatIsNoEngineIsNamed_WithItsLastWords()
    {
        string script = Path.Combine(Path.GetTempPath(), $"no-engine-{Guid.NewGuid():N}");
        File.WriteAllText(script, "#!/bin/sh\necho 'a library is missing' >&2\nexit 3\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            using EngineProcess process = EngineProcess.Start(script);

            PosBackupException e = Assert.Throws<PosBackupException>(() => EngineHandshake.Greet(process.Connection, script, CancellationToken.None));

            Assert.Equal(EngineErrorCode.NotStarted, e.Code);
            Assert.Contains(script, e.Message, StringComparison.Ordinal);
            Assert.Contains("ended with code 3", e.Message, StringComparison.Ordinal);
            Assert.Contains("a library is missing", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [UnixFact]
    public void AnEngineThatFindsNoPlaceToUnpackItselfIsToldWhereToGetOne()
    {
        using var packed = new PackedEngine("echo 'DOTNET_BUNDLE_EXTRACT_BASE_DIR is not set' >&2; exit 159");
        using EngineProcess process = EngineProcess.Start(packed.File, isOfModule: true);

        PosBackupException e = Assert.Throws<PosBackupException>(() => EngineHandshake.Greet(process.Connection, packed.File, CancellationToken.None));

        Assert.Contains("let the environment variable DOTNET_BUNDLE_EXTRACT_BASE_DIR name a folder", e.Hint, StringComparison.Ordinal);
    }

    [UnixFact]
    public void AnEngineOfTheModuleThatLostItsPermissionInAPackageGetsItBack()
    {
        using var packed = new PackedEngine();

        using EngineProcess process = EngineProcess.Start(packed.File, isOfModule: true);

        EngineHandshake.Greet(process.Connection, packed.File, CancellationToken.None);
        Assert.Equal("rwxr-x---", packed.Mode);
    }

    [UnixFact]
    public void AnotherEngineKeepsItsPermissions_AndTheErrorTellsWhatToRun()
    {
        using var packed = new PackedEngine();

        PosBackupException e = Assert.Throws<PosBackupException>(() => EngineProcess.Start(packed.File));

        Assert.Equal(EngineErrorCode.NotStarted, e.Code);
        Assert.Contains(packed.File, e.Message, StringComparison.Ordinal);
        Assert.Contains($"chmod a+x '{packed.File.Replace("'", @"'\''", StringComparison.Ordinal)}'", e.Hint, StringComparison.Ordinal);
        Assert.Equal("rw-r-----", packed.Mode);
    }
}
