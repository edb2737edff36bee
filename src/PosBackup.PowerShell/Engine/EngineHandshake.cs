using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Engine;

/// <summary>The first words: which protocol both speak.</summary>
internal static class EngineHandshake
{
    public const int Protocol = 1;

    private const string UnpackingFolder = "DOTNET_BUNDLE_EXTRACT_BASE_DIR";

    /// <summary>A self-contained engine unpacks itself on a slow disk the first time.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="PosBackupException">It speaks another version, or is no engine.</exception>
    public static void Greet(EngineConnection connection, string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using EngineRequest request = connection.Begin("initialize", new JsonObject
        {
            ["protocol"] = Protocol,
            ["client"] = "PosBackup.PowerShell",
            ["clientVersion"] = typeof(EngineHandshake).Assembly.GetName().Version.ToString(3),
        });
        try
        {
            Check(request.Take(limit.Token), path);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PosBackupException(EngineErrorCode.NotStarted, $"the engine {path} did not answer within {Limit.TotalSeconds:0} s", "look whether something holds it up, such as a virus scanner, and try again");
        }
    }

    private static void Check(EngineMessage message, string path)
    {
        switch (message)
        {
            case EngineMessage.Answer answer when answer.Result["protocol"].Text is "1":
                return;
            case EngineMessage.Answer answer:
                throw new PosBackupException(EngineErrorCode.ProtocolMismatch, $"the engine {path} speaks protocol {answer.Result["protocol"].Text}, this module {Protocol}", "install module and engine of one version");
            case EngineMessage.Failure { Error.Code: EngineErrorCode.Crashed } gone:
                throw new PosBackupException(EngineErrorCode.NotStarted, $"{path} does not run as an engine: {gone.Error.Message}", WhatToDo(gone.Error.Message), gone.Error);
            case EngineMessage.Failure failure:
                throw failure.Error;
            default:
                throw new PosBackupException(EngineErrorCode.ProtocolMismatch, $"the engine {path} spoke before it was asked", "install module and engine of one version");
        }
    }

    /// <summary>The engine is one file that unpacks its libraries below the home of the account, and says so where there is none.</summary>
    private static string WhatToDo(string lastWords) => lastWords.Contains(UnpackingFolder)
        ? $"this account has no home to unpack the engine in: let the environment variable {UnpackingFolder} name a folder that only this account may write"
        : "check that the file is the posbackup of this module, and that it runs: posbackup --version";
}
