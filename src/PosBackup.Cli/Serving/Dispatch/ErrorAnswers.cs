using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Serving.Wire;
using PosBackup.Engine;

namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>What a client is told of an exception.</summary>
internal static class ErrorAnswers
{
    /// <param name="e">The exception.</param>
    /// <param name="method">What was asked for.</param>
    /// <param name="log">Takes the whole story of what was not foreseen.</param>
    /// <param name="cancellationToken">Of the request.</param>
    public static RpcError Of(Exception e, string method, TextWriter log, CancellationToken cancellationToken)
    {
        switch (e)
        {
            case RpcException refused:
                return refused.Error;
            case OperationCanceledException or PosBackupException { Code: ErrorCode.Cancelled } when cancellationToken.IsCancellationRequested:
                return RpcError.Cancelled();
            case PosBackupException { Code: ErrorCode.InvalidOption } invalid:
                return RpcError.InvalidParams(invalid.Message, invalid.Hint);
            case PosBackupException known:
                return RpcError.OfEngine(known.Message, EnumName.Of(known.Code), known.Hint);
            default:
                log.WriteLine(Printable.Of($"{method} failed in a way that was not foreseen: {e}"));
                return RpcError.NotForeseen($"{method} failed in a way that was not foreseen: {e.GetType().Name}: {e.Message}");
        }
    }
}
