using System.Diagnostics;
using PosBackup.Engine.Tests.Support;
using PosBackup.Targets.Tests.Shipping;
using PosBackup.Targets.Tests.Support;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>What a run that is killed leaves: nothing.</summary>
public sealed class LastWillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _home;
    private readonly string _disk;
    private readonly Process _server = Process.Start("/bin/sh", ["-c", "sleep 600 & sleep 600; wait"]);

    public LastWillTests() => (_home, _disk) = (_folder.Folder("the server's home"), _folder.Folder("the server's home/files"));

    public void Dispose()
    {
        if (!_server.HasExited)
            _server.Kill(entireProcessTree: true);
        _server.Dispose();
        _folder.Dispose();
    }

    [MountFact]
    public async Task Will_EndsTheServerAndWhatItStartedAndClearsAwayItsDiskAndFolder()
    {
        await SmallProgram.RunAsync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", _disk]);
        int[] processes = await WithItsChildrenAsync();
        using var will = new LastWill(_home, _disk);
        will.Name(_server.Id);

        will.ComeTrue();

        await will.Ended;
        await _server.WaitForExitAsync();
        await Eventually.IsAsync(() => processes.All(HasEnded), () => string.Join(", ", processes));
        Assert.DoesNotContain(Path.GetFileName(_folder.Path), await File.ReadAllTextAsync("/proc/mounts"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_home));
    }

    [MountFact]
    public async Task Will_ThatIsFulfilledTouchesNothing()
    {
        using (var will = new LastWill(_home, _disk))
            will.Name(_server.Id);

        Assert.True(Directory.Exists(_disk));
        Assert.DoesNotContain(await WithItsChildrenAsync(), HasEnded);
    }

    [MountFact]
    public async Task Will_ForgetsAServerThatEnded()
    {
        using var will = new LastWill(_home, _disk);
        will.Name(_server.Id);
        will.Name(server: null);

        will.ComeTrue();

        await will.Ended;
        Assert.DoesNotContain(await WithItsChildrenAsync(), HasEnded);
        Assert.False(Directory.Exists(_home));
    }

    /// <summary>Also when nobody has asked for its exit code yet.</summary>
    private static bool HasEnded(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task<int[]> WithItsChildrenAsync()
    {
        await Eventually.IsAsync(() => LocalProcesses.Tree(_server.Id).Count == 3, () => string.Join(", ", LocalProcesses.Tree(_server.Id)));
        return [.. LocalProcesses.Tree(_server.Id)];
    }
}
