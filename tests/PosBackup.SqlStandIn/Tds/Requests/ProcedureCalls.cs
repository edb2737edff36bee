using PosBackup.SqlStandIn.Tds.Tokens;

namespace PosBackup.SqlStandIn.Tds.Requests;

/// <summary>
/// Runs the calls of an RPC. The statement-running procedures are taken apart here, so that the session sees statements only:
/// <code>
/// sp_executesql  statement, declarations, values...
/// sp_prepare     handle out, declarations, statement, options
/// sp_prepexec    handle out, declarations, statement, values...
/// sp_execute     handle, values...
/// sp_unprepare   handle
/// </code>
/// </summary>
internal sealed class ProcedureCalls(ISqlSession session)
{
    private readonly PreparedStatements _prepared = new();

    /// <summary>Forgets what was prepared: the connection is used anew.</summary>
    public void Reset() => _prepared.Clear();

    /// <exception cref="SqlErrorException">The call is refused; what it was about to do was not begun.</exception>
    public async Task RunAsync(RpcCall call, TdsResponse response, CancellationToken attention)
    {
        IReadOnlyList<RpcParameter> parameters = call.Parameters;
        switch (Unqualified(call.Procedure))
        {
            case nameof(ProcedureId.sp_executesql):
                var direct = new PreparedStatement(Text(call, 0), parameters.Count > 1 ? Text(call, 1) : "");
                await ExecuteAsync(direct, parameters.Skip(2), response, attention);
                break;
            case nameof(ProcedureId.sp_prepare):
                AnswerHandle(call, response, _prepared.Add(new PreparedStatement(Text(call, 2), Text(call, 1))));
                break;
            case nameof(ProcedureId.sp_prepexec):
                var prepared = new PreparedStatement(Text(call, 2), Text(call, 1));
                AnswerHandle(call, response, _prepared.Add(prepared));
                await ExecuteAsync(prepared, parameters.Skip(3), response, attention);
                break;
            case nameof(ProcedureId.sp_execute):
                await ExecuteAsync(_prepared.Find(Handle(call)), parameters.Skip(1), response, attention);
                break;
            case nameof(ProcedureId.sp_unprepare):
                _prepared.Remove(Handle(call));
                break;
            case nameof(ProcedureId.sp_prepexecrpc):
                throw Refusal.Of("sp_prepexecrpc");
            case string cursor when cursor.StartsWith(nameof(ProcedureId.sp_cursor), StringComparison.Ordinal):
                throw Refusal.Of($"server cursors ({cursor})");
            default:
                await session.ExecuteAsync(NamedCall(call), response, attention);
                break;
        }
    }

    private Task ExecuteAsync(PreparedStatement statement, IEnumerable<RpcParameter> values, TdsResponse response, CancellationToken attention)
    {
        List<string> declared = ParameterDeclarations.NamesOf(statement.Declarations);
        List<SqlParameterValue> parameters =
            [.. values.Select((value, i) => new SqlParameterValue(NameOf(value, i, declared), value.Type, value.Value, value.IsOutput))];
        return session.ExecuteAsync(new SqlRequest(statement.Text, parameters) { IsRpc = true }, response, attention);
    }

    /// <exception cref="SqlErrorException">8178/8144: more values than parameters.</exception>
    private static string NameOf(RpcParameter value, int place, List<string> declared)
    {
        if (value.Name.Length > 0)
            return value.Name;
        return place < declared.Count
            ? declared[place]
            : throw new SqlErrorException(
                new SqlMessage(8144, Class: 16, State: 2, "Procedure or function  has too many arguments specified."));
    }

    /// <summary>Any other procedure, as the statement that calls it.</summary>
    private static SqlRequest NamedCall(RpcCall call)
    {
        List<SqlParameterValue> values = [];
        List<string> arguments = [];
        foreach (RpcParameter parameter in call.Parameters)
        {
            bool named = parameter.Name.Length > 0;
            string variable = named ? parameter.Name : $"@P{arguments.Count + 1}";
            string passed = parameter.IsDefault ? "DEFAULT" : variable + (parameter.IsOutput ? " OUTPUT" : "");
            arguments.Add(named ? $"{parameter.Name} = {passed}" : passed);
            if (!parameter.IsDefault)
                values.Add(new SqlParameterValue(variable, parameter.Type, parameter.Value, parameter.IsOutput));
        }

        return new SqlRequest($"EXEC {call.Procedure} {string.Join(", ", arguments)}".TrimEnd(), values) { IsRpc = true };
    }

    private static void AnswerHandle(RpcCall call, TdsResponse response, int handle) =>
        response.ReturnValue(call.Parameters[0].Name, TdsType.Int, handle);

    private static int Handle(RpcCall call) => call.Parameters.Count > 0 && call.Parameters[0].Value is int handle
        ? handle
        : throw Missing(call, "@handle", "int");

    /// <summary>A statement or a declaration; NULL declares nothing.</summary>
    private static string Text(RpcCall call, int place)
    {
        if (place >= call.Parameters.Count || call.Parameters[place].Value is not (string or null))
            throw Missing(call, "@statement", "ntext/nchar/nvarchar");
        return (string?)call.Parameters[place].Value ?? "";
    }

    private static SqlErrorException Missing(RpcCall call, string parameter, string type) =>
        new(new SqlMessage(214, Class: 16, State: 2, $"Procedure expects parameter '{parameter}' of type '{type}'.", Procedure: call.Procedure));

    /// <summary>sp_prepare of <c>master..sp_prepare</c> or <c>[sys].[sp_prepare]</c>.</summary>
    private static string Unqualified(string procedure) =>
        procedure[(procedure.LastIndexOf('.') + 1)..].Trim('[', ']', ' ').ToLowerInvariant();
}
