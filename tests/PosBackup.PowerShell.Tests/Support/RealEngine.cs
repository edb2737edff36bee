using System.Runtime.InteropServices;
using PosBackup.PowerShell.Engine;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Tests.Support;

/// <summary>The real program, which serves.</summary>
internal sealed class RealEngine : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    static RealEngine() =>
        Environment.SetEnvironmentVariable("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")));

    public RealEngine(bool greet = true)
    {
        Process = EngineProcess.Start(File);
        if (greet)
            EngineHandshake.Greet(Process.Connection, File, _limit.Token);
    }

    public static string File => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "posbackup.exe" : "posbackup");

    public EngineProcess Process { get; }

    public EngineConnection Connection => Process.Connection;

    /// <summary>Ends a wait that would never end.</summary>
    public CancellationToken Limit => _limit.Token;

    /// <summary>All messages of a request, to the last.</summary>
    public IReadOnlyList<EngineMessage> ToTheEnd(EngineRequest request)
    {
        var messages = new List<EngineMessage>();
        do
        {
            messages.Add(request.Take(Limit));
        }
        while (messages[^1] is not (EngineMessage.Answer or EngineMessage.Failure));

        return messages;
    }

    /// <summary>A request that must be answered, and its records.</summary>
    public IReadOnlyList<JsonValue> Records(string method, JsonObject body)
    {
        using EngineRequest request = Connection.Begin(method, body);
        IReadOnlyList<EngineMessage> messages = ToTheEnd(request);
        Assert.IsType<EngineMessage.Answer>(messages[^1]);
        return [.. messages.OfType<EngineMessage.Notification>().Where(message => message.Method is "$/record").Select(message => message.Body["record"])];
    }

    public void Dispose()
    {
        Process.Dispose();
        _limit.Dispose();
    }
}
