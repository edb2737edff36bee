using System.Text;
using PosBackup.SqlStandIn.Tds.Framing;
using PosBackup.SqlStandIn.Tds.Requests;
using PosBackup.SqlStandIn.Tds.Tokens;
using PosBackup.SqlStandIn.Tds.Types;

namespace PosBackup.SqlStandIn.Tds.Connections;

/// <summary>Answers one request after another for a session.</summary>
internal sealed class RequestRunner(
    ISqlSession session, TdsServerOptions options, TdsCollation collation, PacketWriter packets, Action dropConnection)
{
    private const ushort AttentionCommand = 253;

    private readonly OpenTransaction _transaction = new();
    private readonly ProcedureCalls _procedures = new(session);

    /// <summary>Runs a request to the end of its answer; false when the connection is to be closed after it.</summary>
    public async Task<bool> RunAsync(RunningRequest request, Action<string> log)
    {
        using CancellationTokenRegistration killed = session.Killed.UnsafeRegister(static state => ((RunningRequest)state!).Cancel(), request);
        var stream = new ResponseStream(packets, _ => request.Cancel());
        var response = new TdsResponse(stream, collation, options.ServerName, _transaction, dropConnection);
        bool healthy = true;
        try
        {
            await DispatchAsync(request, response, log);
        }
        catch (SqlErrorException refused)
        {
            Refusal.Log(refused, log);
            Fail(response, refused.Messages);
        }
        catch (OperationCanceledException) when (request.Stop.IsCancellationRequested)
        {
            // The session left by the shortest way; the answer just ends.
        }
        catch (TdsProtocolException malformed)
        {
            log($"malformed {request.Message.Type}: {malformed.Message}");
            Fail(response, [new SqlMessage(4002, Class: 20, State: 1, $"The incoming tabular data stream (TDS) protocol stream is incorrect. {malformed.Message}")]);
            healthy = false;
        }
        catch (Exception bug)
        {
            log($"bug while answering a {request.Message.Type}: {bug}");
            Fail(response, [new SqlMessage(50000, Class: 20, State: 1, $"The stand-in for SQL Server failed: {bug.Message}")]);
            healthy = false;
        }

        if (session.Killed.IsCancellationRequested)
        {
            Fail(response, [new SqlMessage(596, Class: 21, State: 1, "Cannot continue the execution because the session is in the kill state.")]);
            healthy = false;
        }

        await response.EndAsync();
        if (request.End())
            await AcknowledgeAttentionAsync();
        return healthy;
    }

    /// <summary>A message of its own that says: stopped, as you wished.</summary>
    public async Task AcknowledgeAttentionAsync()
    {
        var stream = new ResponseStream(packets, _ => { });
        new DoneToken(TokenType.Done, AttentionCommand, Attention: true).Write(stream.Tokens, more: false);
        await stream.SendAsync(endOfMessage: true);
    }

    private async Task DispatchAsync(RunningRequest request, TdsResponse response, Action<string> log)
    {
        TdsMessage message = request.Message;
        if (message.Status.HasFlag(PacketStatus.Ignore))
        {
            // The client took it back while it was sending; it waits for an answer all the same.
            response.Done(command: 0, rowCount: null, error: true);
            return;
        }

        if (message.Status.HasFlag(PacketStatus.ResetConnectionSkipTransaction))
            throw Refusal.Of("a connection reset that keeps the transaction");
        if (message.Status.HasFlag(PacketStatus.ResetConnection))
            Reset(response);

        switch (message.Type)
        {
            case PacketType.SqlBatch:
                await session.ExecuteAsync(new SqlRequest(BatchText(message.Payload), []), response, request.Stop);
                break;
            case PacketType.Rpc:
                await RunCallsAsync(RpcCall.ParseAll(message.Payload), response, log, request.Stop);
                break;
            case PacketType.TransactionManager:
                await new TransactionCalls(session, _transaction).RunAsync(
                    TransactionRequest.Parse(message.Payload), response, request.Stop);
                break;
            default:
                throw Refusal.Of($"{message.Type} requests (packet type 0x{(byte)message.Type:X2})");
        }
    }

    private async Task RunCallsAsync(List<RpcCall> calls, TdsResponse response, Action<string> log, CancellationToken stop)
    {
        foreach (RpcCall call in calls)
        {
            response.BeginProcedure();
            try
            {
                await _procedures.RunAsync(call, response, stop);
            }
            catch (SqlErrorException refused)
            {
                Refusal.Log(refused, log);
                foreach (SqlMessage error in refused.Messages)
                    response.Error(error);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // As for a batch: the answer just ends.
            }

            response.EndProcedure();
            if (stop.IsCancellationRequested)
                break;
        }
    }

    private void Reset(TdsResponse response)
    {
        session.Reset();
        _procedures.Reset();
        _transaction.Descriptor = 0;
        response.ConnectionReset();
    }

    private static string BatchText(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        AllHeaders.Skip(ref reader);
        if (reader.Remaining % 2 != 0)
            throw new TdsProtocolException($"A batch of {reader.Remaining} bytes of UTF-16.");
        return Encoding.Unicode.GetString(reader.Bytes(reader.Remaining));
    }

    private static void Fail(TdsResponse response, IReadOnlyList<SqlMessage> errors)
    {
        foreach (SqlMessage error in errors)
            response.Error(error);
        response.Done(command: 0, rowCount: null, error: true);
    }
}
