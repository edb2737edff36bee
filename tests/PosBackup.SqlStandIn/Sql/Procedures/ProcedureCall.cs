using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Sessions;
using PosBackup.SqlStandIn.Sql.Types;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Procedures;

/// <summary>The arguments of one EXEC.</summary>
internal sealed class ProcedureCall(string name, IList<ExecuteParameter> parameters, Batch batch)
{
    public string Name { get; } = name;

    public IList<ExecuteParameter> Parameters { get; } = parameters;

    public Batch Batch { get; } = batch;

    public SessionContext Session => Batch.Session;

    public bool Has(int position, string parameter) => Find(position, parameter) is not null;

    /// <summary>An argument by its place or its name; null when it was not given.</summary>
    public object? Value(int position, string parameter, TdsType type) => Find(position, parameter) is { } given ? Value(given, type) : null;

    /// <summary>The value of one argument. A bare word stands for itself.</summary>
    public object? Value(ExecuteParameter parameter, TdsType type) => parameter.ParameterValue switch
    {
        IdentifierLiteral word => Conversions.Convert(word.Value, TdsType.NVarChar(4000), type),
        DefaultLiteral => null,
        var expression => Batch.Evaluate(expression, type),
    };

    public string Text(int position, string parameter) => Value(position, parameter, TdsType.NVarCharMax) as string
        ?? throw new SqlErrorException(new SqlMessage(201, 16, 10, $"Procedure or function '{Name}' expects parameter '{parameter}', which was not supplied."));

    /// <summary>Sets the caller's variable behind an OUTPUT argument; nothing when the argument is none.</summary>
    public void SetOutput(int position, string parameter, object? value, TdsType type)
    {
        if (Find(position, parameter) is { IsOutput: true, ParameterValue: VariableReference variable })
        {
            Variable target = Batch.Variables[variable.Name];
            target.Value = Conversions.Convert(value, type, target.Type);
        }
    }

    /// <summary>Sends a result set.</summary>
    public void Send(IReadOnlyList<TdsColumn> columns, IEnumerable<object?[]> rows)
    {
        Batch.Response.Columns(columns);
        long count = 0;
        foreach (object?[] row in rows)
        {
            Batch.Response.Row(row);
            count++;
        }

        Session.Outcome.RowCount = count;
        Batch.Response.Done(Statements.DoneCodes.Select, Session.Options.NoCount ? null : count);
    }

    private ExecuteParameter? Find(int position, string parameter) =>
        Parameters.FirstOrDefault(given => given.Variable is { } name && name.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
        ?? (position < Parameters.Count && Parameters[position].Variable is null ? Parameters[position] : null);
}
