using PosBackup.SqlStandIn.Tds;

namespace PosBackup.Integration.Tests.Support;

/// <summary>A session of the stand-in's SQL that is asked directly.</summary>
internal sealed class SqlProbe(ISqlSession session) : IDisposable
{
    public ISqlSession Session { get; } = session;

    /// <summary>Runs a batch and gives all that it answered.</summary>
    public async Task<RecordedAnswer> RunAsync(string sql, CancellationToken attention = default, params SqlParameterValue[] parameters)
    {
        var answer = new RecordedAnswer();
        await Session.ExecuteAsync(new SqlRequest(sql, parameters) { IsRpc = parameters.Length > 0 }, answer, attention);
        return answer;
    }

    /// <summary>The value of an expression.</summary>
    public async Task<object?> ValueAsync(string expression)
    {
        RecordedAnswer answer = await RunAsync($"SELECT {expression}");
        Assert.Empty(answer.Errors);
        return answer.Value;
    }

    /// <summary>Runs a batch that must not fail.</summary>
    public async Task<RecordedAnswer> DoAsync(string sql)
    {
        RecordedAnswer answer = await RunAsync(sql);
        Assert.Empty(answer.Errors);
        return answer;
    }

    /// <summary>Runs a batch that must fail with these errors and no others.</summary>
    public async Task<RecordedAnswer> FailsAsync(string sql, params int[] numbers)
    {
        RecordedAnswer answer = await RunAsync(sql);
        Assert.Equal(numbers, answer.Errors.Select(error => error.Number));
        return answer;
    }

    public void Dispose() => Session.Dispose();
}
